import { instantFromIso, isoOf } from '@voldgrav/hydrology';
import { expect, it } from 'vitest';
import { monthsBefore } from './store-keeper.ts';

it.each([
  ['2026-08-26T12:00:00.000Z', 13, '2025-07-26T12:00:00.000Z'],
  ['2026-03-31T00:00:00.000Z', 1, '2026-02-28T00:00:00.000Z'],
  ['2028-03-31T00:00:00.000Z', 1, '2028-02-29T00:00:00.000Z'],
  ['2026-01-01T00:00:00.000Z', 1, '2025-12-01T00:00:00.000Z'],
])('%s, %d months before: %s', (at, months, before) => {
  expect(isoOf(monthsBefore(instantFromIso(at) as NonNullable<ReturnType<typeof instantFromIso>>, months))).toBe(before);
});

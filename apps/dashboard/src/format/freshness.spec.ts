import { describe, expect, it } from 'vitest';
import { freshnessOf } from './freshness.ts';

describe('how fresh a value is', () => {
  it.each([
    [59_999, 'fresh'],
    [60_000, 'too-old'],
    [89_999, 'too-old'],
    [90_000, 'no-data'],
  ] as const)('after %i ms of a sensor that speaks every 30 s: %s', (age, freshness) => {
    expect(freshnessOf(age, 30)).toBe(freshness);
  });
});

import { instant } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NewestBook } from './newest-book.ts';

const observation: fc.Arbitrary<Observation> = fc.record(
  {
    sensor: fc.oneof(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 40 })).map((number) => `s-${number}`),
    quantity: fc.constantFrom('rain_mm', 'level_m'),
    value: fc.double({ noNaN: true }),
    phenomenonTime: fc.integer({ min: 0, max: 4e12 }).map(instant),
    receivedAt: fc.integer({ min: 0, max: 4e12 }).map(instant),
    timeFrom: fc.constantFrom('sensor', 'arrival'),
    flag: fc.constantFrom(1, 2, 3, 4, 9),
    checks: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.constant([{ check: 'spike' as const, flag: 3 as const, detail: '' }])),
    revision: fc.nat(),
    judgement: fc.nat(),
  },
  { requiredKeys: ['sensor', 'quantity', 'value', 'phenomenonTime', 'receivedAt', 'timeFrom', 'flag', 'checks'], noNullPrototype: true },
);

describe('the newest of every sensor', () => {
  it('are those that were set last, whole, in the order in which the sensors spoke first', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 120, size: 'max' }), (told) => {
        const book = new NewestBook();
        const map = new Map<string, Observation>();
        for (const each of told) {
          book.set(each);
          map.set(each.sensor, each);
          expect(book.timeOf(each.sensor)).toBe(each.phenomenonTime);
        }
        expect([...book]).toStrictEqual([...map.values()]);
        expect(book.timeOf('never')).toBeUndefined();
      }),
    );
  });
});

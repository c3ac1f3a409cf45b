import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Delays } from './delays.ts';

const delay = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -1_000, max: 32_767 }) }, fc.integer({ min: 32_768, max: 2 ** 31 - 1 }), fc.constantFrom(2 ** 31, -(2 ** 40), 0.5));

describe('how long readings took', () => {
  it('is what a list would hold, however long one took', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof({ weight: 5, arbitrary: fc.record({ place: fc.nat(), delay }) }, fc.record({ drop: fc.nat(3) })), { maxLength: 100 }), (deeds) => {
        const delays = new Delays();
        const list: number[] = [];
        for (const deed of deeds) {
          if ('drop' in deed) {
            const count = Math.min(deed.drop, list.length);
            delays.drop(count);
            list.splice(0, count);
          } else {
            const place = deed.place % (list.length + 1);
            delays.insert(place, deed.delay);
            list.splice(place, 0, deed.delay);
          }
        }
        expect(Array.from({ length: delays.length }, (_, place) => delays.at(place))).toEqual(list);
        expect(delays.at(list.length)).toBeUndefined();
      }),
    );
  });
});

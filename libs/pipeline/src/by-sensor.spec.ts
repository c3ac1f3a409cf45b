import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BySensor } from './by-sensor.ts';
import { SensorNumbers } from './sensor-numbers.ts';

const TOWN = ['r-1', 'r-2', 'l-1', 'b-1'].map((id) => ({ id }));
const sensor = fc.constantFrom('r-1', 'r-2', 'l-1', 'b-1', 'stranger', '', '__proto__');
const step = fc.record({ book: fc.constantFrom(0, 1), sensor, thing: fc.option(fc.nat(), { nil: undefined }) });

describe('things by sensor', () => {
  it('are those of a map, though two books share the numbers and are asked in turns', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const numbers = new SensorNumbers(TOWN);
        const books = [new BySensor<number>(numbers), new BySensor<number>(numbers)] as const;
        const maps = [new Map<string, number>(), new Map<string, number>()] as const;
        for (const { book, sensor: asked, thing } of steps) {
          if (thing !== undefined) {
            books[book as 0].set(asked, thing);
            maps[book as 0].set(asked, thing);
          }
          expect(books[book as 0].get(asked)).toBe(maps[book as 0].get(asked));
        }
      }),
    );
  });

  it('give nobody a number who is only asked about', () => {
    const numbers = new SensorNumbers(TOWN);
    expect(new BySensor(numbers).get('stranger')).toBeUndefined();
    expect(numbers.of('stranger')).toBeUndefined();
    expect(numbers.given('next')).toBe(4);
  });
});

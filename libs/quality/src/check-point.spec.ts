import { instant, millimetres, MINUTE, seconds } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPoint, firstLookedAt, type SeriesLimits } from './check-point.ts';

const LIMITS: Readonly<Record<string, SeriesLimits>> = {
  'a level': { flatLine: { suspect: seconds(600), fail: seconds(1_200), tolerance: 0.02 } },
  rain: { streak: { resolution: millimetres(0.1), meanWetDay: millimetres(3) } },
  'rain that must not stand still': { streak: { resolution: millimetres(0.1) }, flatLine: { suspect: seconds(1_800), tolerance: 0.5 } },
};

/** One value a minute. */
const columns = (values: readonly number[]) => ({ length: values.length, timeAt: (index: number) => instant(index * MINUTE), valueAt: (index: number) => values[index] as number });

/** Mostly the same again, as a dry basin says it, or a gauge that is stuck. */
const run = fc.tuple(fc.constantFrom(0, 0.2, 0.21, 0.8, 7), fc.integer({ min: 1, max: 40 })).map(([value, times]) => Array.from({ length: times }, () => value));

describe('what a value’s checks may look back to', () => {
  it.each(Object.entries(LIMITS))('is enough to come to the same, for %s', (_, limits) => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), fc.nat(), (runs, part) => {
        const values = runs.flat();
        const until = 1 + (part % values.length);
        const first = firstLookedAt(columns(values), until, limits);
        const kept = columns(values.slice(first));
        for (let index = until; index < values.length; index += 1) {
          const options = { limits, interval: seconds(60) };
          expect(checkPoint(kept, index - first, options)).toEqual(checkPoint(columns(values), index, options));
        }
      }),
    );
  });

  it('is where a level has moved as far as its tolerance, and the value before where it leapt', () => {
    const level = LIMITS['a level'] as SeriesLimits;
    // From 0.715 back to 0.695 is 0.02; from 0.8 to 0.705 more than that at once.
    expect(firstLookedAt(columns([0.5, 0.695, 0.7, 0.705, 0.715, 0.9]), 5, level)).toBe(1);
    expect(firstLookedAt(columns([0.5, 0.695, 0.7, 0.705, 0.8, 0.9]), 5, level)).toBe(3);
  });

  it('is all of a level that stands still, and one zero of a dry gauge', () => {
    const dry = columns(Array.from({ length: 50 }, () => 0));
    expect(firstLookedAt(dry, 50, LIMITS['a level'] as SeriesLimits)).toBe(0);
    expect(firstLookedAt(dry, 50, LIMITS['rain'] as SeriesLimits)).toBe(49);
  });
});

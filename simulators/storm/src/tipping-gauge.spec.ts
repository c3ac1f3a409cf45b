import { millimetres } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tippedRain } from './tipping-gauge.ts';

describe('a tipping bucket of 0.2 mm', () => {
  it.each([
    [0, 0, 0, 0],
    [0, 0.19, 0, 190],
    [190, 0.01, 0.2, 0],
    [0, 0.2, 0.2, 0],
    [0, 0.6, 0.6, 0],
    [150, 0.55, 0.6, 100],
  ])('with %i µm in it and %f mm of rain reports %f mm and keeps %i µm', (inBucket, rain, reported, kept) => {
    const tipped = tippedRain(inBucket, millimetres(rain));
    expect(tipped.reported).toBe(reported);
    expect(tipped.inBucket).toBeCloseTo(kept, 6);
  });

  it('never loses or invents more than one tip over a storm', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { maxLength: 200 }), (depths) => {
        let inBucket = 0;
        let reported = 0;
        for (const depth of depths) {
          const tipped = tippedRain(inBucket, millimetres(depth));
          inBucket = tipped.inBucket;
          reported += tipped.reported;
        }
        const fallen = depths.reduce((sum, depth) => sum + depth, 0);
        expect(fallen - reported).toBeGreaterThan(-1e-6);
        expect(fallen - reported).toBeLessThan(0.2 + 1e-6);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounded } from './rounded.ts';

describe('a number as the screen can use it', () => {
  it.each([
    [11.25, 1, 11.3],
    // 0.15 lies below its name in binary, 0.25 exactly in the middle: away from zero.
    [0.15, 1, 0.1],
    [0.25, 1, 0.3],
    [-0.25, 1, -0.3],
    [1.005, 2, 1],
    [0.0004, 3, 0],
    [1799.5, 0, 1800],
    [Infinity, 1, Infinity],
    [NaN, 1, NaN],
    [0, 1, 0],
    [-0, 1, 0],
  ] as const)('%d to %i decimals: %d', (value, decimals, said) => {
    expect(rounded(value, decimals)).toBe(said);
  });

  it('is what toFixed says, also around the middle between two', () => {
    const decimals = fc.constantFrom(0, 1, 2, 3);
    const nearHalf = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), decimals, fc.double({ min: -1e-5, max: 1e-5, noNaN: true })).map(([whole, places, off]) => (whole + 0.5 + off) / 10 ** places);
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.double({ min: -1e4, max: 1e4 }), nearHalf), decimals, (value, places) => {
        expect(rounded(value, places)).toBe(Number(value.toFixed(places)));
      }),
    );
  });
});

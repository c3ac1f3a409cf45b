import { millimetres } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { peakedMinutes } from './peaked-minutes.ts';

const flat = [0.5, ...new Array<number>(10).fill(2), 0.4].map(millimetres);

describe('a storm with a crest', () => {
  it('keeps the depth of its ten wettest minutes, and every other minute', () => {
    const { depths } = peakedMinutes(flat);
    expect(depths.slice(1, 11).reduce((sum, depth) => sum + depth, 0)).toBeCloseTo(20, 12);
    expect([depths[0], depths[11]]).toEqual([0.5, 0.4]);
  });

  it('has its wettest minute, 1.7 times the mean, where it says', () => {
    const { depths, peak } = peakedMinutes(flat);
    expect(depths[peak]).toBeCloseTo(3.4, 12);
    expect(Math.max(...depths)).toBe(depths[peak]);
  });

  it('needs ten minutes', () => {
    expect(() => peakedMinutes(flat.slice(0, 9))).toThrow(RangeError);
  });
});

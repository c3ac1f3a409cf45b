import { describe, expect, it } from 'vitest';
import { millimetres, minutes } from '../units.ts';
import { boxRain } from './box-rain.ts';
import { correctedDepth, fixedIntervalFactor } from './fixed-interval.ts';

describe('intervals tied to the clock', () => {
  // DWA-A 531, table 1, as quoted in domain.md §2.6.
  it.each([[10, 10, 1.14], [20, 10, 1.07], [30, 10, 1.04], [40, 10, 1.03], [50, 10, 1], [30, 1, 1], [12, 5, 1.07]])('%i min out of %i-minute values: times %f', (duration, interval, factor) => {
    expect(fixedIntervalFactor(minutes(duration), minutes(interval))).toBe(factor);
  });

  it('leave the measured depth as it is beside the corrected one', () => {
    const { raw, corrected, factor } = correctedDepth(millimetres(15), minutes(30), minutes(10));
    expect([raw, factor]).toEqual([15, 1.04]);
    expect(corrected).toBeCloseTo(15.6, 12);
  });

  it('tell nothing of less than one interval', () => {
    expect(() => fixedIntervalFactor(minutes(5), minutes(10))).toThrow(RangeError);
  });
});

describe('even rain', () => {
  it('falls alike in every step', () => {
    expect(boxRain(millimetres(15), minutes(30), minutes(5))).toEqual([2.5, 2.5, 2.5, 2.5, 2.5, 2.5]);
  });

  it.each([[30, 7], [30, 0], [0, 5]])('of %i min in steps of %i is refused', (duration, step) => {
    expect(() => boxRain(millimetres(1), minutes(duration), minutes(step))).toThrow(RangeError);
  });
});

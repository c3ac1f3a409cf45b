import { describe, expect, it } from 'vitest';
import { millimetres, minutes, years } from '../units.ts';
import { annualReturnPeriod, gevIdf } from './gev-idf.ts';

const idf = gevIdf('DWA vector', { mu: 15, sigma: 5, kappa: -0.1, thetaHours: 0.05, eta: 0.7 });

/** domain-vectors.json, `gev_koutsoyiannis`: duration in minutes, return period in years, depth in mm. */
const ROWS = [
  [10, 1, 7.292653], [10, 5, 11.537437], [10, 10, 13.58683], [10, 100, 21.510729],
  [30, 1, 11.397442], [30, 5, 18.031473], [30, 10, 21.234399], [30, 100, 33.618395],
  [60, 1, 14.496353], [60, 5, 22.934145], [60, 10, 27.007933], [60, 100, 42.75908],
  [1440, 1, 38.861713], [1440, 5, 61.481684], [1440, 10, 72.402664], [1440, 100, 114.628219],
] as const;

describe('a distribution of extreme values over durations', () => {
  it.each(ROWS)('has for %i min once in %i years %f mm, and back', (duration, returnPeriod, depth) => {
    expect(idf.depth(minutes(duration), years(returnPeriod))).toBeCloseTo(depth, 5);
    expect(idf.returnPeriod(idf.depth(minutes(duration), years(returnPeriod)), minutes(duration))).toBeCloseTo(returnPeriod, 9);
  });

  it('with a shape of 0 grows with ln T', () => {
    const gumbel = gevIdf('Gumbel', { mu: 15, sigma: 5, kappa: 0, thetaHours: 0, eta: 0 });
    // Without dependence on duration an hour holds q(T) = 15 + 5·ln 100 = 38.02585.
    expect(gumbel.depth(minutes(60), years(100))).toBeCloseTo(38.0258509, 6);
    expect(gumbel.returnPeriod(millimetres(15), minutes(60))).toBe(1);
  });

  it('has no return period under its least, and never reaches what lies beyond its greatest', () => {
    expect(idf.returnPeriod(millimetres(-100), minutes(60))).toBe(0);
    const bounded = gevIdf('bounded', { mu: 15, sigma: 5, kappa: 0.5, thetaHours: 0, eta: 0 });
    expect(bounded.returnPeriod(millimetres(26), minutes(60))).toBe(Infinity);
  });

  it.each([[4, 10], [10_081, 10], [60, 0.9], [60, 101]])('says nothing about %i min once in %f years', (duration, returnPeriod) => {
    expect(() => idf.depth(minutes(duration), years(returnPeriod))).toThrow(RangeError);
  });
});

describe('the return period of annual maxima', () => {
  // domain-vectors.json, `pds_to_ams`.
  it.each([[1, 1.581977], [2, 2.541494], [5, 5.516656], [10, 10.508332], [100, 100.500833]])('of %i years is %f', (returnPeriod, annual) => {
    expect(annualReturnPeriod(years(returnPeriod))).toBeCloseTo(annual, 6);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { millimetres, minutes, years } from '../units.ts';
import { indicativeDepth } from './indicative-idf.ts';
import { type IdfTable, tableIdf } from './table-idf.ts';

/** Made so that the powers come out even: from 10 to 40 min every depth doubles, so it grows with the root of the duration. */
const TABLE: IdfTable = {
  source: 'Ravnsvig', date: '2026-11-23', climateFactor: 1.26,
  durationsMinutes: [10, 40, 160].map(minutes), returnPeriodsYears: [1, 10, 100],
  depthMm: [[8, 12, 20], [16, 24, 40], [32, 48, 80]],
};
const idf = tableIdf(TABLE);

describe('a table of depths by duration and return period', () => {
  it.each(TABLE.depthMm.flatMap((row, d) => row.map((depth, t) => [TABLE.durationsMinutes[d] ?? 0, TABLE.returnPeriodsYears[t] ?? 0, depth] as const)))(
    'gives %i min once in %i years as it stands, %f mm, and back',
    (duration, returnPeriod, depth) => {
      expect(idf.depth(minutes(duration), years(returnPeriod))).toBeCloseTo(depth, 12);
      expect(Math.abs(idf.returnPeriod(millimetres(depth), minutes(duration)) - returnPeriod)).toBeLessThan(1e-9);
    },
  );

  it('lies log-log between two durations', () => {
    // 20 min is half-way from 10 to 40 in logarithms: 8·√2.
    expect(idf.depth(minutes(20), years(1))).toBeCloseTo(11.313708499, 9);
  });

  it('lies linear in ln T between two columns', () => {
    // √10 years is half-way from 1 to 10.
    expect(idf.depth(minutes(10), years(Math.sqrt(10)))).toBeCloseTo(10, 12);
    expect(idf.returnPeriod(millimetres(10), minutes(10))).toBeCloseTo(3.16227766, 8);
  });

  it('comes back to every return period at every duration', () => {
    fc.assert(
      fc.property(fc.double({ min: 10, max: 160, noNaN: true }), fc.double({ min: 1, max: 100, noNaN: true }), (duration, returnPeriod) => {
        const back = idf.returnPeriod(idf.depth(minutes(duration), years(returnPeriod)), minutes(duration));
        expect(Math.abs(back / returnPeriod - 1)).toBeLessThan(1e-9);
      }),
    );
  });

  it('ranks what lies beyond its columns along the last segment', () => {
    // From 10 to 100 years 8 mm more, so 1,000 years are at 28 mm; and 4 mm less than once a year is 1/10 of a year.
    expect(idf.returnPeriod(millimetres(28), minutes(10))).toBeCloseTo(1000, 6);
    expect(idf.returnPeriod(millimetres(4), minutes(10))).toBeCloseTo(0.1, 9);
  });

  it.each([[9.9, 10], [161, 10], [30, 0.9], [30, 101], [Number.NaN, 10]])('says nothing about %f min once in %f years', (duration, returnPeriod) => {
    expect(() => idf.depth(minutes(duration), years(returnPeriod))).toThrow(RangeError);
  });

  it('needs two rows and two columns', () => {
    expect(() => tableIdf({ ...TABLE, durationsMinutes: [minutes(10)], depthMm: [[8, 12, 20]] })).toThrow('two durations');
  });

  it('of the indicative fit, taken at its nodes, comes within 2 % of the fit between them', () => {
    const durations = [10, 30, 60, 120, 180, 360, 720, 1440].map(minutes);
    const returnPeriods = [1, 2, 5, 10, 20, 50, 100];
    const taken = tableIdf({ ...TABLE, durationsMinutes: durations, returnPeriodsYears: returnPeriods, depthMm: durations.map((d) => returnPeriods.map((t) => indicativeDepth(d, years(t)))) });
    for (const [duration, returnPeriod] of [[15, 3], [45, 7], [90, 30], [1000, 70]] as const) {
      const ratio = taken.depth(minutes(duration), years(returnPeriod)) / indicativeDepth(minutes(duration), years(returnPeriod));
      expect(Math.abs(ratio - 1)).toBeLessThan(0.02);
    }
  });
});

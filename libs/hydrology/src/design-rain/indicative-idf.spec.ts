import { describe, expect, it } from 'vitest';
import { indicativeDepth, indicativeReturnPeriod } from './indicative-idf.ts';
import { millimetres, minutes, years } from '../units.ts';

/** domain-vectors.json, `idf`: rows by duration in minutes, columns by return period in years. */
const RETURN_PERIODS = [1, 2, 5, 10, 20, 50, 100] as const;
const DEPTHS: readonly (readonly [number, readonly number[]])[] = [
  [10, [7.24987, 8.948445, 11.47418, 13.622004, 15.998246, 19.531653, 22.536379]],
  [30, [10.264666, 12.669579, 16.245618, 19.286597, 22.650979, 27.653723, 31.907937]],
  [60, [12.782754, 15.777631, 20.23093, 24.01791, 28.207629, 34.437627, 39.735468]],
  [120, [15.918569, 19.648137, 25.193903, 29.90989, 35.127415, 42.885732, 49.483219]],
  [180, [18.098352, 22.338622, 28.643788, 34.00555, 39.937529, 48.758218, 56.259121]],
  [360, [22.538169, 27.818646, 35.670571, 42.34766, 49.734848, 60.719394, 70.060389]],
  [720, [28.067145, 34.643008, 44.421136, 52.736223, 61.935607, 75.614839, 87.247331]],
  [1440, [34.952468, 43.141496, 55.318357, 65.673268, 77.129409, 94.164377, 108.650507]],
];
const NODES = DEPTHS.flatMap(([duration, row]) =>
  row.map((depth, column) => ({ duration, returnPeriod: RETURN_PERIODS[column] ?? 0, depth })),
);

describe('the indicative depth-duration-frequency table', () => {
  it.each(NODES)('gives $depth mm for $duration min once in $returnPeriod years', ({ duration, returnPeriod, depth }) => {
    expect(indicativeDepth(minutes(duration), years(returnPeriod))).toBeCloseTo(depth, 5);
  });

  it.each(NODES)('comes back to $returnPeriod years from its own depth for $duration min', ({ duration, returnPeriod }) => {
    const depth = indicativeDepth(minutes(duration), years(returnPeriod));
    expect(Math.abs(indicativeReturnPeriod(depth, minutes(duration)) - returnPeriod)).toBeLessThan(1e-9);
  });

  // domain-vectors.json, `idf.inverse`; the last two only in domain.md §2.5, in whole years.
  it.each([
    [15, 30, 3.683898, 6],
    [24, 360, 1.220188, 6],
    [22.4, 30, 19.036805, 5],
    [30, 30, 73.916521, 5],
    [42.2, 30, 419.550998, 4],
    [49.4, 130, 87.53865, 4],
    [31.2, 10, 535, 0],
    [135.4, 1440, 307, 0],
  ])('ranks %f mm in %i min at %f years', (depth, duration, returnPeriod, digits) => {
    expect(indicativeReturnPeriod(millimetres(depth), minutes(duration))).toBeCloseTo(returnPeriod, digits);
  });

  // domain.md §2.4: l/s/ha in 10 min times 0.06, Fors' 15 mm in 30 min once in 4 years, and DMI's days in Copenhagen 2011–2040.
  const ANCHORS: readonly (readonly [duration: number, returnPeriod: number, mm: number])[] = [
    [10, 1, 7.2], [10, 2, 9], [10, 5, 11.4], [10, 10, 13.8], [10, 100, 22.8], [30, 4, 15],
    [1440, 1, 35.15], [1440, 2, 43.37], [1440, 5, 55.67], [1440, 10, 65.85], [1440, 20, 77.15], [1440, 50, 93.72], [1440, 100, 107.5],
  ];

  it('lies by 0.9 % about the thirteen published figures that it was fitted to', () => {
    const errors = ANCHORS.map(([duration, returnPeriod, mm]) => Math.log(indicativeDepth(minutes(duration), years(returnPeriod)) / mm));
    const rms = Math.sqrt(errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length);
    expect(Math.abs(rms - 0.009)).toBeLessThan(0.0005);
  });

  // domain.md §2.5, Dahlström 2010: 227.96 l/s/ha in 10 min once in 10 years, 85.80 in 30 min once in 4; §2.4, BYGGROS: 203.2 once in 5.
  it.each([[10, 10, 227.96, 0.01], [30, 4, 85.8, 0.03], [10, 5, 203.2, 0.07]])('agrees up to an hour with what others say: %i min, %i years, %f l/s/ha', (duration, returnPeriod, intensity, within) => {
    // mm in d minutes: l/s/ha · 60·d / 10,000.
    const mm = (intensity * 60 * duration) / 10_000;
    expect(Math.abs(indicativeDepth(minutes(duration), years(returnPeriod)) / mm - 1)).toBeLessThan(within);
  });

  it('gives 0 years where the formula has no root', () => {
    // 1 + 0.145806·(−9 − 7.24987)/2.32878 = −0.017
    expect(indicativeReturnPeriod(millimetres(-9), minutes(10))).toBe(0);
  });

  it.each([
    [9.9, 10],
    [1441, 10],
    [30, 0.9],
    [30, 101],
    [Number.NaN, 10],
    [30, Number.NaN],
  ])('says nothing about %f min once in %f years', (duration, returnPeriod) => {
    expect(() => indicativeDepth(minutes(duration), years(returnPeriod))).toThrow(RangeError);
  });

  it.each([[9.9], [1441]])('ranks no rain of %f min', (duration) => {
    expect(() => indicativeReturnPeriod(millimetres(10), minutes(duration))).toThrow(RangeError);
  });
});

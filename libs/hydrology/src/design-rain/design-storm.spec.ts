import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chicagoStorm, designStorm } from './design-storm.ts';
import { gevIdf } from './gev-idf.ts';
import { indicativeDepth, indicativeIdf } from './indicative-idf.ts';
import { tableIdf } from './table-idf.ts';
import { type Minutes, millimetres, minutes, years } from '../units.ts';

const onceInTenYears = (duration: Minutes) => indicativeDepth(duration, years(10));

/** The wettest `count` steps that lie together. */
const wettest = (depths: readonly number[], count: number): number =>
  Math.max(...depths.slice(count - 1).map((_, start) => sum(depths.slice(start, start + count))));
const sum = (depths: readonly number[]): number => depths.reduce((total, depth) => total + depth, 0);

describe('a design storm', () => {
  it('has the published ten-year hyetograph of four hours', () => {
    const storm = designStorm({ depth: onceInTenYears, duration: minutes(240), step: minutes(10), peak: 0.5 });
    // domain-vectors.json, `cds`.
    const published = [
      0.49838, 0.529628, 0.566191, 0.609674, 0.662431, 0.728075, 0.812483, 0.925976, 1.0887, 1.346768, 1.838573, 3.341697,
      13.622004, 2.322896, 1.545972, 1.200905, 0.999248, 0.864668, 0.767432, 0.693345, 0.634705, 0.586942, 0.547158, 0.513419,
    ];
    expect(storm).toHaveLength(24);
    published.forEach((depth, index) => expect(storm[index]).toBeCloseTo(depth, 5));
    expect(sum(storm)).toBeCloseTo(37.247, 3);
  });

  it('holds the depth of every duration in its wettest steps, wherever the peak lies', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(1, 2, 5, 10, 15, 20),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 1, max: 100, noNaN: true }),
        (peak, step, count, returnPeriod) => {
          const depth = (duration: Minutes) => indicativeDepth(duration, years(returnPeriod));
          const storm = designStorm({ depth, duration: minutes(step * count), step: minutes(step), peak });
          for (let steps = 1; steps <= count; steps += 1) {
            const length = steps * step;
            const expected = length < 10 ? (depth(minutes(10)) * length) / 10 : depth(minutes(length));
            expect(wettest(storm, steps)).toBeCloseTo(expected, 9);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    [0, 0],
    [0.25, 6],
    [0.75, 18],
    [1, 23],
  ])('whose peak lies at %f has its largest of 24 blocks at index %i', (peak, index) => {
    const storm = designStorm({ depth: onceInTenYears, duration: minutes(240), step: minutes(10), peak });
    expect(storm.indexOf(millimetres(Math.max(...storm)))).toBe(index);
  });

  it('in steps of one minute spreads the wettest ten minutes evenly', () => {
    const storm = designStorm({ depth: onceInTenYears, duration: minutes(60), step: minutes(1), peak: 0.5 });
    // 13.622004 mm in 10 min.
    expect(storm.filter((depth) => Math.abs(depth - 1.3622004) < 1e-6)).toHaveLength(10);
    expect(sum(storm)).toBeCloseTo(24.01791, 5);
  });

  it('never asks the table for less than ten minutes', () => {
    const asked: number[] = [];
    const depth = (duration: Minutes) => {
      asked.push(duration);
      return onceInTenYears(duration);
    };
    designStorm({ depth, duration: minutes(30), step: minutes(3), peak: 0.5 });
    expect(Math.min(...asked)).toBe(10);
  });

  it.each([
    [95, 10, 0.5],
    [0, 10, 0.5],
    [60, 0, 0.5],
    [60, 10, -0.1],
    [60, 10, 1.1],
    [60, 10, Number.NaN],
  ])('of %f min in steps of %f with its peak at %f is refused', (duration, step, peak) => {
    const shape = { depth: onceInTenYears, duration: minutes(duration), step: minutes(step), peak };
    expect(() => designStorm(shape)).toThrow(RangeError);
  });
});

describe('a Chicago storm after any table', () => {
  /** Between its nodes a table grows with one power; where the powers fall from row to row, every longer duration gains less. */
  const falling = fc
    .record({ first: fc.double({ min: 3, max: 15, noNaN: true }), powers: fc.array(fc.double({ min: 0.05, max: 0.9, noNaN: true }), { minLength: 2, maxLength: 6 }) })
    .map(({ first, powers }) => {
      const durations = [minutes(5)];
      const depths = [first];
      for (const power of [...powers].sort((one, other) => other - one)) {
        durations.push(minutes((durations.at(-1) ?? 5) * 2));
        depths.push((depths.at(-1) ?? first) * 2 ** power);
      }
      return tableIdf({ source: 'any', date: '2026-11-25', climateFactor: 1, durationsMinutes: durations, returnPeriodsYears: [1, 100], depthMm: depths.map((depth) => [depth, 2 * depth]) });
    });
  const gev = gevIdf('DWA vector', { mu: 15, sigma: 5, kappa: -0.1, thetaHours: 0.05, eta: 0.7 });

  it('holds the depth of every duration, times the climate factor, wherever its peak lies', () => {
    fc.assert(
      fc.property(
        fc.oneof(falling, fc.constant(gev), fc.constant(indicativeIdf)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1, max: 100, noNaN: true }),
        fc.constantFrom(1, 1.3),
        (idf, peak, returnPeriod, climateFactor) => {
          const step = idf.shortest;
          const count = Math.min(12, Math.floor(idf.longest / step));
          const storm = chicagoStorm(idf, { returnPeriod: years(returnPeriod), duration: minutes(count * step), step, peak, climateFactor });
          for (let steps = 1; steps <= count; steps += 1) {
            expect(wettest(storm, steps)).toBeCloseTo(idf.depth(minutes(steps * step), years(returnPeriod)) * climateFactor, 9);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

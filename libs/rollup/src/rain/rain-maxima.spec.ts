import { instant, MINUTE, minutes, shifted } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annualMaxima, rainMaximum } from './rain-maxima.ts';
import { isUnbroken, rainSeries } from './rain-series.ts';

const NIGHT = instant(Date.UTC(2026, 7, 26));
const at = (minute: number) => shifted(NIGHT, minute * MINUTE);
const record = (rows: readonly (readonly [minute: number, depth: number])[]) =>
  rainSeries(rows.map(([minute]) => at(minute)), rows.map(([, depth]) => depth));

describe('a record of rain', () => {
  it('is put in order, and of two values for one stamp the first stays', () => {
    const series = record([[2, 200], [1, 400], [3, 0], [2, 999]]);
    expect([...series.ends]).toEqual([at(1), at(2), at(3)]);
    expect([...series.depths]).toEqual([400, 200, 0]);
    expect(series.interval).toBe(1);
  });

  it('takes the commonest distance of its stamps for its interval', () => {
    expect(record([[5, 0], [10, 0], [15, 0], [30, 0]]).interval).toBe(5);
  });

  it('is broken by one stamp that is missing, not by one that is a little late', () => {
    expect(isUnbroken(record([[1, 0], [2, 0], [3, 0]]))).toBe(true);
    expect(isUnbroken(record([[1, 0], [2, 0], [4, 0]]))).toBe(false);
    expect(isUnbroken(record([[1, 0], [2, 0], [3, 0], [4.05, 0]]))).toBe(true);
    expect(isUnbroken(record([]))).toBe(false);
  });
});

describe('the greatest depth', () => {
  it('is found in windows that slide, open at their start', () => {
    // 10 minutes that lie across the clock's tens: 3 + 4 mm from minutes 8 and 17; 7 and 18 would be eleven apart.
    const series = record(Array.from({ length: 30 }, (_, index) => [index + 1, index + 1 === 8 ? 3000 : index + 1 === 17 ? 4000 : index + 1 === 18 ? 500 : 0] as const));
    expect(rainMaximum(series, minutes(10))).toEqual({ minutes: 10, depth: 7000, endsAt: at(17) });
    expect(rainMaximum(series, minutes(11))).toEqual({ minutes: 11, depth: 7500, endsAt: at(18) });
  });

  it('is not known for less than one interval, and holds whole intervals only', () => {
    const series = record([[5, 1000], [10, 2000], [15, 4000]]);
    expect(rainMaximum(series, minutes(4))).toBeUndefined();
    expect(rainMaximum(series, minutes(7))).toEqual({ minutes: 7, depth: 4000, endsAt: at(15) });
    expect(rainMaximum(series, minutes(10))).toEqual({ minutes: 10, depth: 6000, endsAt: at(15) });
  });

  it('is that of every window looked at one by one', () => {
    const rows = fc.uniqueArray(fc.record({ minute: fc.integer({ min: 1, max: 200 }), depth: fc.integer({ min: 0, max: 5000 }) }), { selector: ({ minute }) => minute, minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 100 }), (given, duration) => {
        const series = { ...record(given.map(({ minute, depth }) => [minute, depth])), interval: minutes(1) };
        const sums = given.map(({ minute }) => given.filter((each) => each.minute > minute - duration && each.minute <= minute).reduce((sum, each) => sum + each.depth, 0));
        expect(rainMaximum(series, minutes(duration))?.depth).toBe(Math.max(...sums));
      }),
    );
  });
});

describe('annual maxima', () => {
  it('belong to the year in which the window ends, and midnight to the year that it ends', () => {
    const newYear = Date.UTC(2027, 0, 1);
    const series = rainSeries([-1, 0, 1].map((minute) => newYear + minute * MINUTE), [1000, 2000, 500]);
    expect(annualMaxima(series, [minutes(2)]).map(({ year, depth }) => [year, depth])).toEqual([[2026, 3000], [2027, 2500]]);
  });
});

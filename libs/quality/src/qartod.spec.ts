import { HOUR, instant, MINUTE, SECOND, seconds } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { attenuatedSignal } from './attenuated-signal.ts';
import { flatLine, medianInterval } from './flat-line.ts';
import { rateOfChange } from './rate-of-change.ts';
import type { Series } from './series-point.ts';
import { spike, type SpikeLimits } from './spike.ts';
import { readValue } from './syntax.ts';
import { stale, timeGap } from './time-gap.ts';

const T0 = Date.UTC(2026, 7, 26);
/** Values every 15 minutes; null is a value that is missing. */
const every15Minutes = (values: readonly (number | null)[]): Series =>
  values.map((value, index) => ({ at: instant(T0 + index * 15 * MINUTE), value: value ?? undefined }));

// Every vector of domain.md §3.3.
describe('QARTOD spike', () => {
  const flags = (values: readonly (number | null)[], limits: SpikeLimits = { suspect: 25, fail: 50 }) => {
    const series = every15Minutes(values);
    return series.map((_, index) => spike(series, index, limits).flag);
  };

  it.each([
    [[10, 12, 999.99, 13, 15, 40, 9, 9], [2, 4, 4, 4, 1, 3, 1, 2]],
    [[-100, -99, -99, -98], [2, 1, 1, 2]],
    [[10, 12, 999.99, 13, 15, 40, 9, 9, null, 10, 10, 999.99, 10, null], [2, 4, 4, 4, 1, 3, 1, 2, 9, 2, 4, 4, 2, 9]],
  ])('of %j is %j', (values, expected) => {
    expect(flags(values)).toEqual(expected);
  });

  it('lets the threshold itself pass', () => {
    expect(flags([0, 25, 0])).toEqual([2, 1, 2]);
    expect(flags([0, 50, 0])).toEqual([2, 3, 2]);
  });

  it('blames the spike alone when it looks at differences, and no steady rise', () => {
    const differential: SpikeLimits = { suspect: 25, fail: 50, method: 'differential' };
    // By hand: at 999.99 min(987.99, 986.99) = 986.99; at 40 min(25, 31) = 25, which passes; every other point goes on the same way or has a smaller step of 2.
    expect(flags([10, 12, 999.99, 13, 15, 40, 9, 9], differential)).toEqual([2, 1, 4, 1, 1, 1, 1, 2]);
    expect(flags([0, 100, 200, 300], differential)).toEqual([2, 1, 1, 2]);
  });
});

describe('QARTOD rate of change', () => {
  const flags = (values: readonly (number | null)[], fail?: number) => {
    const series = every15Minutes(values);
    // 5/900 a second is 20 an hour.
    return series.map((_, index) => rateOfChange(series, index, { suspect: 20, fail }).flag);
  };
  const long = [2, 10, 2.1, 3, 4, 5, 7, 10, 0, 2, 2.2, 2, 1, 2, 3, 90, 91, 92, 93, 1, 2, 3, 4, 5];
  const longFlags = [1, 3, 3, 1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 1, 3, 1, 1, 1, 3, 1, 1, 1, 1];

  it('is suspect above 5 in 15 minutes', () => {
    expect(flags(long)).toEqual(longFlags);
  });

  it('fails from twice that on: positions 8, 15 and 19', () => {
    const withFail = flags(long, 40);
    expect(withFail).toEqual(longFlags.map((flag, index) => ([8, 15, 19].includes(index) ? 4 : flag)));
  });

  it('begins anew after a missing value', () => {
    expect(flags([2, 10, 2, 3, null, null, 7, 10])).toEqual([1, 3, 3, 1, 9, 9, 1, 1]);
  });
});

describe('QARTOD flat line', () => {
  it('is a tolerance held for so many values', () => {
    const series = every15Minutes([1, 2, 2.0001, 2, 2.0001, 2, 2.0001, 2, 4, 5, 3, 3.0001, 3.0005, 3.00001]);
    const limits = { suspect: seconds(3_000), fail: seconds(4_800), tolerance: 0.01 };
    const flags = series.map((_, index) => flatLine(series, index, { limits, interval: seconds(900) }).flag);
    expect(flags).toEqual([1, 1, 1, 1, 3, 3, 4, 4, 1, 1, 1, 1, 1, 3]);
  });

  it('is not seen by a series that is coarser than it', () => {
    const series = every15Minutes([1, 1, 1]);
    const limits = { suspect: seconds(600), tolerance: 0.01 };
    expect(flatLine(series, 2, { limits, interval: seconds(900) }).flag).toBe(2);
  });

  it('takes the median for the interval, so that a gap does not count', () => {
    const at = (second: number) => ({ at: instant(T0 + second * SECOND), value: 1 });
    expect(medianInterval([at(0), at(60), at(120), at(7_200), at(7_260)])).toBe(60);
    expect(medianInterval([at(0), at(60), at(180)])).toBe(90);
    expect(medianInterval([at(0)])).toBeUndefined();
  });
});

describe('QARTOD attenuated signal', () => {
  const hour = { window: seconds(3_600), measure: 'standard-deviation' as const };

  it('divides by n: 1, 2, 3, 4 vary by the root of 1.25', () => {
    const series = every15Minutes([9, 1, 2, 3, 4]);
    expect(attenuatedSignal(series, 4, { ...hour, suspect: 1.118 }).flag).toBe(1);
    expect(attenuatedSignal(series, 4, { ...hour, suspect: 1.119 }).flag).toBe(3);
    expect(attenuatedSignal(series, 4, { ...hour, suspect: 1.2, fail: 1.119 }).flag).toBe(4);
  });

  it('looks at the range when told to, and at no more than a full window', () => {
    const series = every15Minutes([9, 1, 2, 3, 4]);
    const range = { ...hour, measure: 'range' as const, fail: 3.1 };
    expect(attenuatedSignal(series, 4, range).flag).toBe(4);
    expect(attenuatedSignal(series, 3, range).flag).toBe(2);
  });
});

describe('QARTOD on times and text', () => {
  it('fails a value after more than two hours of nothing', () => {
    const after = (gap: number): Series => [{ at: instant(T0), value: 1 }, { at: instant(T0 + gap), value: 1 }];
    expect(timeGap(after(2 * HOUR), 1).flag).toBe(1);
    expect(timeGap(after(2 * HOUR + 1), 1).flag).toBe(4);
    expect(timeGap(after(2 * HOUR + 1), 0).flag).toBe(1);
  });

  it('calls a series stale after more than six hours', () => {
    expect(stale(instant(T0), instant(T0 + 6 * HOUR)).flag).toBe(1);
    expect(stale(instant(T0), instant(T0 + 6 * HOUR + 1)).flag).toBe(4);
  });

  it.each([
    ['1.5', 1.5, 1],
    [' -0.20 ', -0.2, 1],
    ['1e-3', 0.001, 1],
    ['.5', 0.5, 1],
    ['', undefined, 9],
    ['NaN', undefined, 9],
    ['null', undefined, 9],
    ['1,5', undefined, 4],
    ['0x10', undefined, 4],
    ['1e999', undefined, 4],
    ['Infinity', undefined, 4],
    ['12 mm', undefined, 4],
  ])('reads "%s" as %s with flag %i', (text, value, flag) => {
    const read = readValue(text);
    expect(read.value).toBe(value);
    expect(read.result.flag).toBe(flag);
  });
});

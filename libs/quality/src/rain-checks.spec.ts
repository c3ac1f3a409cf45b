import { DAY, degreesCelsius, instant, millimetres, MINUTE, minutes } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { drySpell } from './dry-spell.ts';
import { exceedance, exceedanceGrade } from './exceedance.ts';
import { faultyZero, ZERO_WATCH_START } from './faulty-zero.ts';
import { frost } from './frost.ts';
import { highInflux } from './high-influx.ts';
import { neighbourMedian } from './neighbour-median.ts';
import { neighbours } from './neighbours.ts';
import { recordDepth } from './rain-record.ts';
import type { Series } from './series-point.ts';
import { streak } from './streak.ts';

const mm = millimetres;
const T0 = instant(Date.UTC(2026, 7, 1));

describe('rain against the Danish record', () => {
  it.each([
    [1, 5.4],
    [10, 31.2],
    [1_440, 135.4],
    [0.5, 2.7],
    [2_880, 145.4],
  ])('in %f min is %f mm', (duration, depth) => {
    expect(recordDepth(minutes(duration))).toBeCloseTo(depth, 9);
  });

  it.each([
    // domain.md §3.4: 38 mm in ten minutes is grade 2, 50 mm grade 4.
    [31.1, 0],
    [31.2, 1],
    [38, 2],
    [42, 3],
    [50, 4],
  ])('%f mm in ten minutes is grade %i', (depth, grade) => {
    expect(exceedanceGrade(mm(depth), mm(31.2))).toBe(grade);
  });

  it('lets a new record count, with a note, and half as much again not', () => {
    expect(exceedance(mm(5.3), minutes(1)).flag).toBe(1);
    expect(exceedance(mm(5.4), minutes(1)).flag).toBe(3);
    expect(exceedance(mm(8.2), minutes(1)).flag).toBe(4);
  });
});

describe('rain that repeats itself', () => {
  const hourly = (count: number, value: number): Series => Array.from({ length: count }, (_, hour) => ({ at: instant(T0 + hour * 60 * MINUTE), value }));
  const last = (series: Series, limits: { meanWetDay?: number } = {}) =>
    streak(series, series.length - 1, {
      interval: minutes(60),
      resolution: mm(0.2),
      ...(limits.meanWetDay === undefined ? {} : { meanWetDay: mm(limits.meanWetDay) }),
    }).flag;

  it.each([
    ['eleven hours', 11, 0.4, 1],
    ['twelve hours', 12, 0.4, 3],
    ['a day', 24, 0.4, 4],
    ['a day of single tips', 24, 0.2, 4],
    ['twelve hours of single tips', 12, 0.2, 1],
    ['a week without rain', 168, 0, 1],
  ])('for %s', (_case, count, value, flag) => {
    expect(last(hourly(count, value))).toBe(flag);
  });

  it('needs four times as many values of a quarter of an hour', () => {
    const quarters = hourly(48, 0.4).map((point, index) => ({ ...point, at: instant(T0 + index * 15 * MINUTE) }));
    const at = (index: number) => streak(quarters, index, { interval: minutes(15), resolution: mm(0.2) }).flag;
    expect([at(46), at(47)]).toEqual([1, 3]);
  });

  it('is suspect twice when it is more than twice the rain of a wet day', () => {
    expect(last(hourly(2, 10.1), { meanWetDay: 5 })).toBe(3);
    expect(last(hourly(2, 10), { meanWetDay: 5 })).toBe(1);
    expect(last(hourly(1, 10.1), { meanWetDay: 5 })).toBe(1);
  });
});

describe('the live neighbour rule', () => {
  const hour = (depth: number, complete = true) => ({ depth: mm(depth), complete });

  it.each([
    ['dry beside two that are wet', hour(0.2), [hour(5), hour(5), hour(0)], 3, 'blocked?'],
    ['dry beside one that is wet', hour(0.2), [hour(5), hour(4.9), hour(0)], 1, ''],
    ['a little rain beside wet ones', hour(0.3), [hour(5), hour(5), hour(5)], 1, ''],
    ['dry as far as is known, with gaps', hour(0, false), [hour(5), hour(5), hour(5)], 1, ''],
    ['a cloudburst alone', hour(15), [hour(0.2), hour(0), hour(0.2)], 3, 'isolated'],
    ['almost a cloudburst alone', hour(14.9), [hour(0), hour(0), hour(0)], 1, ''],
    ['a cloudburst beside one that caught a little', hour(15), [hour(0.3), hour(0), hour(0)], 1, ''],
    ['a cloudburst beside one with gaps', hour(15), [hour(0, false), hour(0), hour(0)], 1, ''],
    ['too few to ask', hour(0), [hour(9), hour(9)], 2, '2 gauges near by'],
  ])('%s', (_case, target, nearest, flag, detail) => {
    const result = neighbours(target, nearest);
    expect(result.flag).toBe(flag);
    expect(result.detail).toContain(detail);
  });
});

describe('the middle neighbour', () => {
  it('is asked of five at the least, and of none that is silent', () => {
    const median = (...depths: readonly (number | undefined)[]) =>
      neighbourMedian([mm(99), ...depths.map((depth) => (depth === undefined ? undefined : mm(depth)))], depths.map((_, index) => index + 1));
    expect(median(0, 0.1, 0.4, 0.8)).toBeUndefined();
    expect(median(0, undefined, 0.1, 0.4, 0.8)).toBeUndefined();
    expect(median(0.8, 0, 0.4, 0.1, 0.2)).toBe(0.2);
    expect(median(0.8, 0, 0.4, 0.1, 0.2, 9)).toBeCloseTo(0.3, 12);
    expect(median(0, 0, 0, 0.5, 9)).toBe(0);
    expect(median(0, 0, 0, 0.5, 9, 9)).toBe(0.25);
    expect(median(0, 0, 0.5, 9, 9)).toBe(0.5);
  });
});

describe('faulty zeros', () => {
  const flags = (intervals: readonly (readonly [depth: number | undefined, median: number | undefined])[]) => {
    let watch = ZERO_WATCH_START;
    return intervals.map(([depth, median]) => {
      const next = faultyZero(watch, { depth: depth === undefined ? undefined : mm(depth), median: median === undefined ? undefined : mm(median) });
      watch = next.watch;
      return next.result.flag;
    });
  };
  /** So many intervals dry among wet neighbours. */
  const dryAmongWet = (count: number) => Array.from({ length: count }, () => [0, 0.1] as const);

  it('begin with the sixth dry interval among wet neighbours and last until it rains in the gauge', () => {
    expect(flags([...dryAmongWet(6), [0, 0], [undefined, 0], [0, undefined], [0.1, 0], [0, 0]])).toEqual([1, 1, 1, 1, 1, 3, 3, 9, 3, 1, 1]);
  });

  it('do not begin when the neighbours pause', () => {
    expect(flags([...dryAmongWet(5), [0, 0], ...dryAmongWet(5)])).not.toContain(3);
  });

  it('are not looked for without neighbours', () => {
    expect(flags(Array(9).fill([0, undefined]))).toEqual(Array(9).fill(2));
  });
});

describe('high influx', () => {
  it.each([
    [10, 0.39, 1],
    [10.1, 0.39, 3],
    [10.1, 0.4, 3],
    [10, 0.4, 1],
    [25, 1, 1],
    [25.1, 1, 3],
    [99, undefined, 2],
    [undefined, 1, 9],
  ])('%s mm beside %s mm has flag %i', (depth, median, flag) => {
    const asMm = (value: number | undefined) => (value === undefined ? undefined : mm(value));
    expect(highInflux(asMm(depth), asMm(median)).flag).toBe(flag);
  });
});

describe('a dry spell', () => {
  const now = instant(T0 + 20 * DAY);
  const since = (days: number) => ({ lastRainAt: instant(now - days * DAY), heardSince: T0 });

  it('of fifteen days while most neighbours were wet is a clogged funnel', () => {
    expect(drySpell(since(15), now, [1, 1, 0].map(mm)).flag).toBe(3);
    expect(drySpell(since(14.9), now, [1, 1, 0].map(mm)).flag).toBe(1);
    expect(drySpell(since(15), now, [1, 0.9].map(mm)).flag).toBe(1);
    expect(drySpell(since(15), now, []).flag).toBe(2);
  });

  it('is not longer than the gauge has been heard', () => {
    expect(drySpell({ lastRainAt: undefined, heardSince: instant(now - DAY) }, now, [mm(9)]).flag).toBe(1);
  });
});

describe('frost', () => {
  it('blinds an unheated bucket below 2 °C', () => {
    expect(frost(degreesCelsius(2)).flag).toBe(1);
    expect(frost(degreesCelsius(1.9)).flag).toBe(3);
    expect(frost(degreesCelsius(1.9), degreesCelsius(1)).flag).toBe(1);
  });
});

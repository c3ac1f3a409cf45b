import { HOUR, instant, MINUTE, seconds } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { checkPoint, type SeriesLimits } from './check-point.ts';
import { clockSkew, type Heard, type LateRun, SKEW_READINGS } from './clock-skew.ts';
import { worstFlag } from './flag.ts';
import { maintenance, maintenanceState } from './maintenance.ts';
import type { Series } from './series-point.ts';

const T0 = instant(Date.UTC(2026, 7, 26));
const later = (ms: number) => instant(T0 + ms);

// Trap 10: a sensor at its limit read as a plateau.
describe('a sensor at the end of what it sees', () => {
  const flood: Series = Array.from({ length: 30 }, (_, index) => ({ at: later(index * MINUTE), value: Math.min(2.1, 1 + index * 0.1) }));
  const limits: SeriesLimits = { sensorLimit: { min: 0.05, max: 2.1 }, flatLine: { suspect: seconds(300), fail: seconds(600), tolerance: 0.005 } };
  const results = (index: number, within: SeriesLimits) => checkPoint(flood, index, { limits: within, interval: seconds(60) });

  it('says "at least" and is not called stuck', () => {
    const results29 = results(29, limits);
    expect(worstFlag(results29.map((result) => result.flag))).toBe(3);
    expect(results29).toEqual([{ check: 'sensor-limit', flag: 3, detail: 'at least 2.1: the sensor sees no higher', bound: 'at-least' }]);
  });

  it('would fail as a flat line were its limit not known', () => {
    expect(results(29, { flatLine: limits.flatLine }).map(({ flag }) => flag)).toEqual([4]);
  });

  it('says "at most" at the lower end, and nothing in between', () => {
    const dry: Series = [{ at: T0, value: 0.05 }];
    expect(checkPoint(dry, 0, { limits, interval: undefined })[0]?.detail).toBe('at most 0.05: the sensor sees no lower');
    expect(results(3, { sensorLimit: limits.sensorLimit })[0]?.flag).toBe(1);
  });
});

describe('maintenance', () => {
  const window = { from: T0, until: later(HOUR), reason: 'funnel cleaned' };

  it('is open from its start, overrun from its planned end, and over when someone says so', () => {
    const at = (ms: number, endedAt?: number) => maintenanceState({ ...window, ...(endedAt === undefined ? {} : { endedAt: later(endedAt) }) }, later(ms));
    expect(at(-1)).toBe('planned');
    expect(at(0)).toBe('in-maintenance');
    expect(at(HOUR - 1)).toBe('in-maintenance');
    expect(at(HOUR)).toBe('overrun');
    expect(at(HOUR / 2, HOUR / 2)).toBe('ended');
    expect(at(2 * HOUR, 3 * HOUR)).toBe('overrun');
  });

  it('keeps its values from raising an alert, and only until the planned end', () => {
    expect(maintenance([window], later(0)).flag).toBe(4);
    expect(maintenance([window], later(HOUR + 5 * MINUTE))).toEqual({ check: 'maintenance', flag: 3, detail: 'funnel cleaned: should have ended 5 min ago' });
    expect(maintenance([window], later(-1)).flag).toBe(1);
    expect(maintenance([], T0).flag).toBe(1);
  });
});

describe('a clock that runs behind', () => {
  const heard = (count: number, delay: (index: number) => number): readonly Heard[] =>
    Array.from({ length: count }, (_, index) => ({ phenomenonTime: later(index * MINUTE), receivedAt: later(index * MINUTE + delay(index)) }));
  const limit = 10 * MINUTE;
  const results = (all: readonly Heard[]) => {
    let run: LateRun | undefined;
    return all.map((each) => {
      const next = clockSkew(run, each, limit);
      run = next.run;
      return next.result;
    });
  };
  const flags = (all: readonly Heard[]) => [...new Set(results(all).map(({ flag }) => flag))];

  it('delays even the quickest of twenty readings', () => {
    expect(results(heard(SKEW_READINGS, () => 12 * MINUTE)).at(-1)).toEqual({ check: 'clock-skew', flag: 3, detail: 'its clock is 12 min behind, or every message is late' });
  });

  it('though every reading is told twice, or in two messages', () => {
    const twice = heard(SKEW_READINGS, () => 12 * MINUTE).flatMap((each) => [each, { ...each, receivedAt: instant(each.receivedAt + 5_000) }]);
    expect(results(twice).at(-1)?.flag).toBe(3);
    expect(results(twice.slice(0, -2)).map(({ flag }) => flag)).not.toContain(3);
  });

  it('is not an hourly batch, whose newest reading comes at once', () => {
    expect(flags(heard(2 * SKEW_READINGS, (index) => (SKEW_READINGS - 1 - (index % SKEW_READINGS)) * MINUTE))).toEqual([1]);
  });

  it('is not told from a handful of late readings', () => {
    expect(flags(heard(SKEW_READINGS - 1, () => HOUR))).toEqual([1]);
  });

  it('is not a gateway’s backlog, which comes all at once, in its order or another', () => {
    const held = heard(60, (index) => (60 - index) * MINUTE + 2 * HOUR);
    expect(flags(held)).toEqual([1]);
    // Readings every few seconds are all about equally late in a backlog, and come quicker than they happened.
    expect(flags(Array.from({ length: 60 }, (_, index) => ({ phenomenonTime: later(index * 5_000), receivedAt: later(HOUR + index * 10) })))).toEqual([1]);
    expect(flags(held.toReversed())).toEqual([1]);
  });

  it('is right again with the first reading that comes in time', () => {
    expect(results(heard(40, (index) => (index < 30 ? HOUR : 0))).map(({ flag }) => flag).lastIndexOf(3)).toBe(29);
  });
});

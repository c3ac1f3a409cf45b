import { instant, type Micrometres, MINUTE, minutes, SECOND, shifted } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GapSum, minuteOf, RainWindows, WINDOW_DURATIONS } from './rain-windows.ts';

const NIGHT = instant(Date.UTC(2026, 7, 26));
const at = (minute: number) => shifted(NIGHT, minute * MINUTE);
const heard = (minute: number, depth: number) => ({ after: at(minute - 1), until: at(minute), depth: depth as Micrometres });

const BASE = minuteOf(NIGHT);
/** Minutes counted since 1970, not since the night began. */
const ofBase = (sum: GapSum): GapSum => ({ ...sum, first: BASE + sum.first, last: BASE + sum.last });

/** The second of three gauges, beside one that stays dry and one that drowns: neither may be heard in it. */
class OneOfThree {
  private readonly all = new RainWindows(3);
  private newest = instant(-Infinity);
  enter(rain: ReturnType<typeof heard>): void {
    this.newest = rain.until > this.newest ? rain.until : this.newest;
    this.all.elapse(this.newest);
    this.hears(rain);
    this.all.put(2, minuteOf(rain.until), { depth: 99_999 as Micrometres, covered: MINUTE });
  }
  /** Each of a spec's words lies in one minute and is its only one. */
  hears({ after, until, depth }: ReturnType<typeof heard>): void {
    this.all.put(1, minuteOf(until), { depth, covered: until - after });
  }
  elapse = this.all.elapse.bind(this.all);
  reset = this.all.reset.bind(this.all);
  depth = this.all.depth.bind(this.all, 1);
  maxima = this.all.maxima.bind(this.all, 1);
}

describe("a gauge's live windows", () => {
  it('are open at their start, closed at their end, and slide by a minute', () => {
    const windows = new OneOfThree();
    for (let minute = 1; minute <= 10; minute += 1) windows.enter(heard(minute, 100 * minute));
    expect(windows.depth(minutes(10))).toEqual({ depth: 5500, completeness: 1 });
    windows.elapse(at(11));
    expect(windows.depth(minutes(10))).toEqual({ depth: 5400, completeness: 0.9 });
    expect(windows.depth(minutes(10), MINUTE).completeness).toBe(1);
    expect(windows.depth(minutes(30)).depth).toBe(5500);
  });

  it('count the running minute as far as it has come', () => {
    const windows = new OneOfThree();
    windows.enter({ after: at(0), until: shifted(at(0), 30 * SECOND), depth: 200 as Micrometres });
    expect(windows.depth(minutes(10))).toEqual({ depth: 200, completeness: 0.05 });
    windows.elapse(at(10));
    expect(windows.depth(minutes(10)).depth).toBe(200);
    windows.elapse(shifted(at(10), 1));
    expect(windows.depth(minutes(10)).depth).toBe(0);
  });

  it('take a late message into every window that holds its time, those that are past included', () => {
    const windows = new OneOfThree();
    windows.enter(heard(5, 4000));
    windows.enter(heard(40, 1000));
    windows.enter(heard(12, 3000));
    expect(windows.depth(minutes(30)).depth).toBe(4000);
    // (2, 12] is over; it has held 7 mm all the same, before (3, 13] and (4, 14] did.
    expect(windows.maxima().find(({ minutes: duration }) => duration === 10)).toEqual({ minutes: 10, depth: 7000, endsAt: at(12) });
  });

  it('count what a fast clock says of minutes to come when they come, and not before', () => {
    const windows = new OneOfThree();
    windows.enter(heard(1, 100));
    windows.hears(heard(6, 4000));
    windows.hears(heard(90, 9000));
    windows.elapse(at(5));
    expect(windows.depth(minutes(10)).depth).toBe(100);
    windows.elapse(at(6));
    expect(windows.depth(minutes(10))).toEqual({ depth: 4100, completeness: 0.2 });
    expect(windows.maxima()[0]).toEqual({ minutes: 10, depth: 4100, endsAt: at(6) });
    windows.elapse(at(95));
    expect(windows.depth(minutes(10)).depth).toBe(0);
  });

  it('forget everything in a silence longer than they reach', () => {
    const windows = new OneOfThree();
    windows.enter(heard(5, 4000));
    windows.elapse(at(5 + 2000));
    expect(windows.depth(minutes(1440))).toEqual({ depth: 0, completeness: 0 });
    windows.hears(heard(5, 4000));
    expect(windows.depth(minutes(1440)).depth).toBe(0);
  });

  it('tell the greatest depths since a storm began', () => {
    const windows = new OneOfThree();
    windows.enter(heard(1, 9000));
    windows.elapse(at(200));
    windows.reset(at(201));
    windows.enter(heard(201, 500));
    expect(windows.maxima().map(({ minutes: duration, depth }) => [duration, depth])).toEqual(WINDOW_DURATIONS.map((duration) => [duration, duration > 200 ? 9500 : 500]));
  });

  it('hold what a plain sum holds, in whatever order the rain is heard', () => {
    const rain = fc.uniqueArray(fc.record({ minute: fc.integer({ min: 1, max: 1400 }), depth: fc.integer({ min: 1, max: 3000 }) }), { selector: ({ minute }) => minute, minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rain, fc.constantFrom(...WINDOW_DURATIONS), (given, duration) => {
        const windows = new OneOfThree();
        // Each is first said to be more than it was.
        for (const { minute, depth } of given) windows.enter(heard(minute, depth + 7000));
        for (const { minute, depth } of given) windows.enter(heard(minute, depth));
        const newest = Math.max(...given.map(({ minute }) => minute));
        const within = (end: number) => given.filter(({ minute }) => minute > end - duration && minute <= end).reduce((sum, { depth }) => sum + depth, 0);
        expect(windows.depth(duration).depth).toBe(within(newest));
        const ends = Array.from({ length: newest }, (_, index) => index + 1);
        expect(windows.maxima().find((each) => each.minutes === duration)?.depth).toBe(Math.max(...ends.map(within)));
      }),
    );
  });

  it('hold sums over gaps where they hold all of the gap, in whatever order they are heard and whatever was said before', () => {
    const rain = fc.uniqueArray(fc.record({ minute: fc.integer({ min: 1, max: 700 }), depth: fc.integer({ min: 1, max: 3000 }) }), { selector: ({ minute }) => minute, maxLength: 30 });
    const gaps = fc.uniqueArray(fc.record({ last: fc.integer({ min: 1, max: 700 }), length: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(10, 11, 30, 31, 60, 61, 120, 121)), depth: fc.integer({ min: 1, max: 9000 }), isMistaken: fc.boolean() }), { selector: ({ last }) => last, minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rain, gaps, fc.constantFrom(...WINDOW_DURATIONS), fc.integer({ min: 1, max: 700 }), (given, sums, duration, onset) => {
        const windows = new RainWindows(3);
        const sum = ({ last, length, depth }: (typeof sums)[number], more = 0) => ({ at: at(last), first: last - length + 1, last, depth: (depth + more) as Micrometres, covered: length * MINUTE });
        const all = [...given.map((each) => ({ minute: each.minute, put: () => windows.put(1, BASE + each.minute, { depth: each.depth as Micrometres, covered: 0 }) })), ...sums.map((each) => ({ minute: each.last, put: () => windows.putSum(1, at(each.last), ofBase(sum(each, 500))) }))];
        windows.elapse(at(1));
        windows.reset(at(onset));
        let newest = 1;
        for (const { minute, put } of all) {
          newest = Math.max(newest, minute);
          windows.elapse(at(newest));
          put();
        }
        for (const each of sums) windows.putSum(1, at(each.last), each.isMistaken ? undefined : ofBase(sum(each)));
        windows.elapse(at(700));
        const kept = sums.filter(({ isMistaken }) => !isMistaken);
        const within = (end: number) =>
          given.filter(({ minute }) => minute > end - duration && minute <= end).reduce((whole, { depth }) => whole + depth, 0) +
          kept.filter(({ last, length }) => last <= end && last - length + 1 > end - duration).reduce((whole, { depth }) => whole + depth, 0);
        expect(windows.depth(1, duration).depth).toBe(within(700));
        const wet = [...given.map(({ minute }) => minute), ...kept.map(({ last }) => last)].filter((minute) => minute >= onset);
        const ends = Array.from({ length: 701 - onset }, (_, index) => onset + index).filter((end) => wet.some((minute) => minute <= end && minute > end - duration));
        expect(windows.maximum(1, duration)?.depth ?? 0).toBe(Math.max(0, ...ends.map(within)));
      }),
    );
  });

  it('forget of the greatest depths what is taken back, and keep those that were the greatest before it', () => {
    const windows = new OneOfThree();
    windows.reset(at(1));
    windows.enter(heard(3, 4000));
    windows.enter(heard(5, 1000));
    windows.enter(heard(40, 90_000));
    expect(windows.maxima().map(({ depth }) => depth)).toEqual([90_000, 90_000, ...Array.from({ length: 6 }, () => 95_000)]);
    windows.enter(heard(40, 200));
    const greatest = (duration: number) => windows.maxima().find((each) => each.minutes === duration);
    expect(greatest(10)).toEqual({ minutes: 10, depth: 5000, endsAt: at(5) });
    expect(greatest(60)).toEqual({ minutes: 60, depth: 5200, endsAt: at(40) });
    expect(windows.depth(minutes(60)).depth).toBe(5200);
  });

  it('are emptied by a clock that is set back by more than an hour, and not by a nudge', () => {
    const windows = new OneOfThree();
    windows.enter(heard(100, 4000));
    windows.elapse(at(41));
    expect(windows.depth(minutes(10)).depth).toBe(4000);
    windows.elapse(at(40));
    expect(windows.depth(minutes(10))).toEqual({ depth: 0, completeness: 0 });
  });

  it('watch the durations they were made for, and no other', () => {
    expect(() => new OneOfThree().depth(minutes(15))).toThrow(RangeError);
  });
});

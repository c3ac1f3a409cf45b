import { instant, type Micrometres, MINUTE, minutes, SECOND, shifted } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RainWindows, WINDOW_DURATIONS } from './rain-windows.ts';

const NIGHT = instant(Date.UTC(2026, 7, 26));
const at = (minute: number) => shifted(NIGHT, minute * MINUTE);
const heard = (minute: number, depth: number, covers = 1) => ({ after: at(minute - covers), until: at(minute), depth: depth as Micrometres });

describe("a gauge's live windows", () => {
  it('are open at their start, closed at their end, and slide by a minute', () => {
    const windows = new RainWindows();
    for (let minute = 1; minute <= 10; minute += 1) windows.enter(heard(minute, 100 * minute));
    expect(windows.depth(minutes(10))).toEqual({ depth: 5500, completeness: 1 });
    windows.elapse(at(11));
    expect(windows.depth(minutes(10))).toEqual({ depth: 5400, completeness: 0.9 });
    expect(windows.depth(minutes(10), MINUTE).completeness).toBe(1);
    expect(windows.depth(minutes(30)).depth).toBe(5500);
  });

  it('count the running minute as far as it has come', () => {
    const windows = new RainWindows();
    windows.enter({ after: at(0), until: shifted(at(0), 30 * SECOND), depth: 200 as Micrometres });
    expect(windows.depth(minutes(10))).toEqual({ depth: 200, completeness: 0.05 });
    windows.elapse(at(10));
    expect(windows.depth(minutes(10)).depth).toBe(200);
    windows.elapse(shifted(at(10), 1));
    expect(windows.depth(minutes(10)).depth).toBe(0);
  });

  it('take a late message into every window that holds its time, those that are past included', () => {
    const windows = new RainWindows();
    windows.enter(heard(5, 4000));
    windows.enter(heard(40, 1000));
    windows.enter(heard(12, 3000));
    expect(windows.depth(minutes(30)).depth).toBe(4000);
    // (2, 12] is over; it has held 7 mm all the same.
    expect(windows.maxima().find(({ minutes: duration }) => duration === 10)).toEqual({ minutes: 10, depth: 7000, endsAt: at(14) });
  });

  it('forget everything in a silence longer than they reach', () => {
    const windows = new RainWindows();
    windows.enter(heard(5, 4000));
    windows.elapse(at(5 + 2000));
    expect(windows.depth(minutes(1440))).toEqual({ depth: 0, completeness: 0 });
    windows.enter(heard(5, 4000));
    expect(windows.depth(minutes(1440)).depth).toBe(0);
  });

  it('tell the greatest depths since a storm began', () => {
    const windows = new RainWindows();
    windows.enter(heard(1, 9000));
    windows.elapse(at(200));
    windows.reset();
    windows.enter(heard(201, 500));
    expect(windows.maxima().map(({ minutes: duration, depth }) => [duration, depth])).toEqual(WINDOW_DURATIONS.map((duration) => [duration, duration > 200 ? 9500 : 500]));
  });

  it('hold what a plain sum holds, in whatever order the rain is heard', () => {
    const rain = fc.uniqueArray(fc.record({ minute: fc.integer({ min: 1, max: 1400 }), depth: fc.integer({ min: 1, max: 3000 }) }), { selector: ({ minute }) => minute, minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rain, fc.constantFrom(...WINDOW_DURATIONS), (given, duration) => {
        const windows = new RainWindows();
        for (const { minute, depth } of given) windows.enter(heard(minute, depth));
        const newest = Math.max(...given.map(({ minute }) => minute));
        const within = (end: number) => given.filter(({ minute }) => minute > end - duration && minute <= end).reduce((sum, { depth }) => sum + depth, 0);
        expect(windows.depth(duration).depth).toBe(within(newest));
        const ends = Array.from({ length: newest }, (_, index) => index + 1);
        expect(windows.maxima().find((each) => each.minutes === duration)?.depth).toBe(Math.max(...ends.map(within)));
      }),
    );
  });

  it('watch the durations they were made for, and no other', () => {
    expect(() => new RainWindows().depth(minutes(15))).toThrow(RangeError);
  });
});

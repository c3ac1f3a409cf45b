import { instant, type Instant, MINUTE, minutes, seconds, windowEndingAt } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RainRecord, rainDepth } from './rain-depth.ts';
import type { Sample } from './sample.ts';
import { enterSample } from './samples.ts';

const T0 = Date.UTC(2026, 7, 26, 12, 0);
const at = (minute: number): Instant => instant(T0 + minute * MINUTE);
const record = (samples: readonly (readonly [minute: number, micrometres: number])[]): RainRecord => ({
  samples: samples.map(([minute, value]): Sample => ({ at: at(minute), value })),
  interval: seconds(60),
});
const everyMinute = (from: number, to: number, value: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => [from + index, value] as const);

describe('rain in a window', () => {
  it('is open at its start and closed at its end', () => {
    const rain = record([[0, 200], [1, 400], [2, 800], [3, 1600]]);
    expect(rainDepth(rain, windowEndingAt(at(2), minutes(2))).depth).toBe(1200);
  });

  it('counts 75 tips of 0.2 mm as exactly 15 mm and 76 as 15.2 mm', () => {
    // domain.md §1: the limit of a skybrud is strict, so the sum has to be exact.
    const spread = (tips: number) => everyMinute(1, 30, 400).map(([minute, depth]) => [minute, minute === 30 ? (tips - 58) * 200 : depth] as const);
    expect(rainDepth(record(spread(75)), windowEndingAt(at(30), minutes(30))).depth).toBe(15_000);
    expect(rainDepth(record(spread(76)), windowEndingAt(at(30), minutes(30))).depth).toBe(15_200);
  });

  it('counts a sum over a gap only in a window that holds all of the gap', () => {
    const samples: Sample[] = [{ at: at(0), value: 0 }, { at: at(20), value: 2_400, suspect: true, since: at(0) }];
    const depth = (length: number) => rainDepth({ samples, interval: seconds(60) }, windowEndingAt(at(20), minutes(length)));
    expect(depth(20)).toEqual({ depth: 2_400, completeness: 1 });
    // Perhaps none of it fell in the last nineteen minutes, and nobody knows how much did.
    expect(depth(19)).toEqual({ depth: 0, completeness: 0 });
  });

  it('is complete when every minute has its message', () => {
    expect(rainDepth(record(everyMinute(0, 30, 0)), windowEndingAt(at(30), minutes(30))).completeness).toBe(1);
  });

  it('is complete while the next message is not yet due', () => {
    const dry = record(everyMinute(0, 30, 0));
    const halfAMinuteLater = instant(at(30) + MINUTE / 2);
    expect(rainDepth(dry, windowEndingAt(halfAMinuteLater, minutes(30))).completeness).toBe(1);
  });

  it('misses the minutes of a silence, and keeps the depth that ended it', () => {
    // Messages at 1..10, silence, then one at 20 that covers one minute of the ten: 11 of 20 minutes are known.
    const rain = record([...everyMinute(0, 10, 0), [20, 3000]]);
    const depth = rainDepth(rain, windowEndingAt(at(20), minutes(20)));
    expect(depth.depth).toBe(3000);
    expect(depth.completeness).toBeCloseTo(11 / 20, 9);
  });

  it('knows nothing of a gauge that has not spoken', () => {
    expect(rainDepth(record([]), windowEndingAt(at(30), minutes(30)))).toEqual({ depth: 0, completeness: 0 });
  });
});

describe('samples', () => {
  const entered = (samples: readonly Sample[]): Sample[] => {
    const record: Sample[] = [];
    for (const sample of samples) enterSample(record, sample, instant(0));
    return record;
  };

  it('end up the same in whatever order they arrive', () => {
    const series = fc.uniqueArray(fc.record({ at: fc.integer({ min: 1, max: 5_000 }).map(instant), value: fc.integer() }), { selector: (sample) => sample.at });
    fc.assert(
      fc.property(series, fc.infiniteStream(fc.nat()), (samples, dice) => {
        const shuffled = samples.map((sample) => ({ sample, die: dice.next().value as number })).sort((a, b) => a.die - b.die);
        const inOrder = [...samples].sort((a, b) => a.at - b.at);
        expect(entered(shuffled.map(({ sample }) => sample))).toEqual(inOrder);
      }),
    );
  });

  it('tell a duplicate from a conflict, and keep the earlier value', () => {
    const record = entered([{ at: at(1), value: 5 }]);
    expect(enterSample(record, { at: at(1), value: 5 }, instant(0))).toBe('duplicate');
    expect(enterSample(record, { at: at(1), value: 6 }, instant(0))).toBe('conflict');
    expect(record).toEqual([{ at: at(1), value: 5 }]);
  });

  it('let go of what is too old, and of nothing else', () => {
    const record = entered([1, 2, 3].map((minute) => ({ at: at(minute), value: minute })));
    enterSample(record, { at: at(4), value: 4 }, at(2));
    expect(record.map((sample) => sample.value)).toEqual([3, 4]);
  });

  it('take one that is itself too old, since a backlog may begin with it', () => {
    const record = entered([{ at: at(3), value: 3 }]);
    enterSample(record, { at: at(1), value: 1 }, at(2));
    expect(record.map((sample) => sample.value)).toEqual([1, 3]);
  });
});

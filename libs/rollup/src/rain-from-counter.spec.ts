import { DAY, HOUR, instant, type Micrometres, micrometresFrom, MINUTE, seconds } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Counter } from '@voldgrav/reading';
import { counterStep } from './counter-step.ts';
import { type CountingGauge, enterCount, type IntervalRain, rainFromCounts } from './rain-from-counter.ts';
import type { Sample } from './sample.ts';

const TIP = micrometresFrom(0.2);
const T0 = Date.UTC(2026, 7, 26, 12);
const at = (minute: number) => instant(T0 + minute * MINUTE);
const counts = (values: readonly (readonly [minute: number, count: number])[]): Sample[] => values.map(([minute, value]) => ({ at: at(minute), value }));
const GAUGE: CountingGauge = { depthPerCount: TIP, modulus: 65_536, interval: seconds(60) };

describe('what fell between two counts', () => {
  const step = (from: number, to: number, counter: Partial<Counter> = {}, gap = 1) =>
    counterStep({ at: at(0), value: from }, { at: at(gap), value: to }, { depthPerCount: TIP, modulus: 65_536, ...counter });

  // The vectors of domain.md §3.1, in tips of 0.2 mm.
  it.each([
    ['a counter of 16 bits rolls over', 65_530, 4, 65_536, 10],
    ['a counter of 7 bits does so more often', 120, 3, 128, 11],
    ['an unchanged count is no rain', 7, 7, 65_536, 0],
  ])('%s', (_case, from, to, modulus, tips) => {
    const { depth, result } = step(from, to, { modulus });
    expect(depth).toBe(tips * 200);
    expect(result.flag).toBe(1);
  });

  // Trap 3: a counter reset counted as 13 m of rain (65,436 tips).
  it('was reset when 100 becomes 0: no 13 m of rain, and the count since is the least that fell', () => {
    expect(step(100, 0)).toEqual({ depth: 0, result: { check: 'counter', flag: 3, detail: '100 → 0: the counter was reset, at least this fell' } });
    expect(step(40_000, 3).depth).toBe(600);
  });

  it('was reset too when that was noticed only after a year', () => {
    expect(step(100, 0, {}, (365 * DAY) / MINUTE).result.flag).toBe(3);
  });

  it('is not known when the count leaps up by more than can rain', () => {
    // The most in a minute is 1.5 · 5.4 mm: 40 tips are 8.0 mm, 41 are 8.2 mm.
    expect(step(0, 40).result.flag).toBe(1);
    expect(step(1_000, 1_041)).toEqual({ depth: undefined, result: { check: 'counter', flag: 4, detail: '1000 → 1041: more than can rain in that time' } });
  });

  it('takes a total that begins anew for a reset, since a total does not roll over', () => {
    const total = { depthPerCount: 1_000 as Micrometres, modulus: undefined };
    expect(step(12.4, 12.6, total)).toMatchObject({ depth: 200, result: { flag: 1 } });
    expect(step(12.6, 0.4, total)).toMatchObject({ depth: 400, result: { flag: 3 } });
  });
});

describe('interval rain from counts', () => {
  it('is what neighbours in time differ by; the first count has none', () => {
    expect(rainFromCounts(counts([[0, 10], [1, 12], [2, 12]]), GAUGE).map(({ until, depth, distribution }) => [until, depth, distribution])).toEqual([
      [at(1), 400, 'interval'],
      [at(2), 0, 'interval'],
    ]);
    expect(rainFromCounts(counts([[0, 10]]), GAUGE)).toEqual([]);
  });

  // Trap 2: no message counted as 0 mm.
  it('knows only the sum over a gap: no message is not no rain', () => {
    const [, gap] = rainFromCounts(counts([[0, 10], [1, 10], [31, 60]]), GAUGE);
    expect(gap).toMatchObject({ after: at(1), until: at(31), depth: 10_000, distribution: 'accumulation' });
  });

  it('is an interval still when one message is half an interval late', () => {
    const kinds = (second: number) => rainFromCounts([{ at: at(0), value: 0 }, { at: instant(T0 + second * 1_000), value: 0 }], GAUGE)[0]?.distribution;
    expect([kinds(90), kinds(91)]).toEqual(['interval', 'accumulation']);
  });

  it('is split again by a reading that comes late', () => {
    const entered = enterCount(counts([[0, 10], [2, 14]]), { at: at(1), value: 11 }, { gauge: GAUGE, lateness: HOUR });
    expect(entered.changed.map(({ after, until, depth }) => [after, until, depth])).toEqual([
      [at(0), at(1), 200],
      [at(1), at(2), 600],
    ]);
  });

  it('is left as it is by a duplicate, a conflict, and one that comes too late', () => {
    const before = counts([[0, 10], [2, 14]]);
    const enter = (minute: number, value: number, lateness = HOUR) => enterCount(before, { at: at(minute), value }, { gauge: GAUGE, lateness });
    expect(enter(2, 14)).toEqual({ arrival: 'duplicate', changed: [] });
    expect(enter(2, 15)).toEqual({ arrival: 'conflict', changed: [] });
    expect(enter(-0.5, 9, MINUTE)).toEqual({ arrival: 'too-late', changed: [] });
    expect(before).toEqual(counts([[0, 10], [2, 14]]));
    expect(enter(1, 11, MINUTE).arrival).toBe('added');
  });

  it('finds its place beyond the limit too, where the count before it is still there', () => {
    const silence = counts([[0, 10], [300, 22]]);
    expect(enterCount(silence, { at: at(60), value: 16 }, { gauge: GAUGE, lateness: HOUR }).changed.map(({ after, until, depth }) => [after, until, depth])).toEqual([
      [at(0), at(60), 1200],
      [at(60), at(300), 1200],
    ]);
  });
});

describe('arrival in any order within the lateness limit', () => {
  const LATENESS = 10 * MINUTE;
  /** Counts at whole seconds, with resets and gaps, each delayed by up to the limit. */
  const arrivals = fc
    .uniqueArray(fc.record({ second: fc.integer({ min: 0, max: 7_200 }), value: fc.integer({ min: 0, max: 300 }), delay: fc.integer({ min: 0, max: LATENESS }) }), {
      selector: ({ second }) => second,
      maxLength: 80,
    })
    .map((items) => items.map(({ second, value, delay }) => ({ count: { at: instant(T0 + second * 1_000), value }, heard: second * 1_000 + delay })));

  const inTime = (one: Sample, other: Sample) => one.at - other.at;

  it('ends in the same intervals, though old counts are let go on the way', () => {
    fc.assert(
      fc.property(arrivals, (items) => {
        const kept = new Map<number, IntervalRain>();
        const samples: Sample[] = [];
        for (const { count } of [...items].sort((one, other) => one.heard - other.heard)) {
          const entered = enterCount(samples, count, { gauge: GAUGE, lateness: LATENESS });
          expect(entered.arrival).toBe('added');
          for (const interval of entered.changed) kept.set(interval.until, interval);
        }
        const whole = rainFromCounts(items.map(({ count }) => count).sort(inTime), GAUGE);
        expect([...kept.values()].sort((one, other) => one.until - other.until)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('lets counts go that nothing can need any more', () => {
    const samples: Sample[] = [];
    for (let minute = 0; minute < 100; minute += 1) enterCount(samples, { at: at(minute), value: minute }, { gauge: GAUGE, lateness: LATENESS });
    // Those of the last ten minutes, both ends counted, and one before them.
    expect(samples.length).toBeLessThanOrEqual(13);
  });
});

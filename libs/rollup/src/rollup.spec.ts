import { instant, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import type { Flag } from '@voldgrav/quality';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keptResolution, onGrid, resolutionFor } from './resolution.ts';
import { rollUp, rollUpFurther } from './rollup.ts';

const TEN = instant(Date.parse('2026-08-26T10:00:00Z'));
const at = (minutes: number) => shifted(TEN, minutes * MINUTE);
const observed = (minutes: number, value: number, flag: Flag = 1) => ({ phenomenonTime: at(minutes), value, flag });

describe('rolling up observations', () => {
  it('takes a window without its start and with its end, under the name of its end', () => {
    expect(rollUp([observed(0, 1), observed(0.5, 3), observed(1, 2), observed(1.001, 7)], 60)).toEqual([
      { endsAt: at(0), min: 1, max: 1, last: 1, sum: 1, count: 1, flag: 1 },
      { endsAt: at(1), min: 2, max: 3, last: 2, sum: 5, count: 2, flag: 1 },
      { endsAt: at(2), min: 7, max: 7, last: 7, sum: 7, count: 1, flag: 1 },
    ]);
  });

  it('leaves a gap where nothing usable was', () => {
    expect(rollUp([observed(1, 1), observed(2, 99, 4), observed(4, 1)], 60).map(({ endsAt }) => endsAt)).toEqual([at(1), at(4)]);
  });

  it('remembers the worst flag: missing is the mildest (trap 16)', () => {
    expect(rollUp([observed(1, 1, 9), observed(2, 1, 2), observed(3, 1, 1)], 600)[0]?.flag).toBe(1);
    expect(rollUp([observed(1, 1, 1), observed(2, 1, 3), observed(3, 1, 9)], 600)[0]?.flag).toBe(3);
  });

  it('begins a day at midnight UTC', () => {
    const midnight = instant(Date.parse('2026-08-27T00:00:00Z'));
    const rolled = rollUp([{ phenomenonTime: midnight, value: 1, flag: 1 }, { phenomenonTime: shifted(midnight, 1), value: 2, flag: 1 }], 86_400);
    expect(rolled.map(({ endsAt }) => new Date(endsAt).toISOString())).toEqual(['2026-08-27T00:00:00.000Z', '2026-08-28T00:00:00.000Z']);
  });

  const series = fc
    .uniqueArray(fc.record({ minutes: fc.integer({ min: 0, max: 20_000 }).map((tenths) => tenths / 10), value: fc.integer({ min: -500, max: 500 }), flag: fc.constantFrom<Flag>(1, 2, 3, 4, 9) }), { selector: ({ minutes }) => minutes, maxLength: 300 })
    .map((items) => items.sort((one, other) => one.minutes - other.minutes).map(({ minutes, value, flag }) => observed(minutes, value, flag)));

  it('gives the same in steps as at once, so that no peak is lost on the way', () => {
    fc.assert(
      fc.property(series, (observations) => {
        const inSteps = rollUpFurther(rollUpFurther(rollUp(observations, 60), 600), 3_600);
        expect(inSteps).toEqual(rollUp(observations, 3_600));
      }),
    );
  });

  it('draws a maximum that is the maximum of all that is usable', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(1, 60, 600, 3_600, 86_400), (observations, resolution) => {
        const usable = observations.filter(({ flag }) => flag !== 4).map(({ value }) => value);
        const rolled = rollUp(observations, resolution);
        expect(Math.max(...rolled.map(({ max }) => max))).toBe(Math.max(...usable));
        expect(Math.min(...rolled.map(({ min }) => min))).toBe(Math.min(...usable));
      }),
    );
  });
});

describe('the resolution of a chart', () => {
  const hours = (length: number) => ({ after: at(0), until: at(length * 60) });

  it.each([
    ['two hours of a gauge that speaks every minute', 2, 1_500, 60, 60],
    ['two hours in 60 points', 2, 60, 60, 120],
    ['a day in 1,440 points', 24, 1_440, 60, 60],
    ['a day in 1,439 points', 24, 1_439, 60, 120],
    ['a year in 1,000 points', 8_760, 1_000, 60, 43_200],
    ['an hour of a busy sensor', 1, 1_500, 1, 10],
    ['no finer than the sensor speaks', 1, 1_500, 600, 600],
    ['never coarser than a day', 87_600, 10, 60, 86_400],
  ])('%s', (_, length, maxPoints, interval, resolution) => {
    expect(resolutionFor(hours(length), maxPoints, seconds(interval))).toBe(resolution);
  });

  it.each([[30, undefined], [60, 60], [300, 60], [1_800, 600], [7_200, 3_600], [43_200, 3_600], [86_400, 86_400]])('of %d s is made from what is kept at %s s', (resolution, kept) => {
    expect(keptResolution(seconds(resolution))).toBe(kept);
  });

  it('widens a window to whole buckets', () => {
    expect(onGrid({ after: at(0.5), until: at(2.5) }, 60)).toEqual({ after: at(0), until: at(3) });
    expect(onGrid({ after: at(0), until: at(2) }, 60)).toEqual({ after: at(0), until: at(2) });
  });
});

import { instant, micrometresFrom, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { landRain, unplacedRain } from './land-rain.ts';

const TEN = instant(Date.UTC(2026, 7, 26, 10));
const gauge = (interval: number, ...said: readonly (readonly [minute: number, mm: number])[]) => ({
  interval: seconds(interval),
  samples: said.map(([minute, mm]) => ({ at: shifted(TEN, minute * MINUTE), value: micrometresFrom(mm) })),
});
const over = (minutes: number, ...gauges: readonly ReturnType<typeof gauge>[]) => {
  const { depth, heard } = landRain(gauges, { after: TEN, until: shifted(TEN, minutes * MINUTE) });
  return { depth: [...depth].map((mm) => Number(mm.toFixed(9))), heard: [...heard] };
};

/** A gauge that speaks every minute, and once says a sum over a gap. */
const afterGap = (since: number, minute: number, mm: number, ...said: readonly (readonly [minute: number, mm: number])[]) => {
  const { interval, samples } = gauge(60, ...said);
  const sum = { at: shifted(TEN, minute * MINUTE), value: micrometresFrom(mm), suspect: true as const, since: shifted(TEN, since * MINUTE) };
  return { interval, samples: [...samples, sum].sort((one, other) => one.at - other.at) };
};
const unplaced = (minutes: number, ...gauges: Parameters<typeof unplacedRain>[0]) => {
  const found = unplacedRain(gauges, { after: TEN, until: shifted(TEN, minutes * MINUTE) });
  return found && { latest: [...found.latest], earliest: [...found.earliest] };
};

describe('rain over land, minute by minute', () => {
  it('is the mean of gauges that speak', () => {
    expect(over(2, gauge(60, [1, 1], [2, 0]), gauge(60, [1, 2], [2, 0.4]))).toEqual({ depth: [1.5, 0.2], heard: [1, 1] });
  });

  it('is the mean of hundreds of them too', () => {
    expect(over(1, ...Array.from({ length: 300 }, (_, place) => gauge(60, [1, place < 150 ? 1 : 2])))).toEqual({ depth: [1.5], heard: [1] });
  });

  it('is what one gauge says while the other is silent, and unheard while both are', () => {
    expect(over(3, gauge(60, [1, 1], [2, 3]), gauge(60, [1, 2]))).toEqual({ depth: [1.5, 3, 0], heard: [1, 1, 0] });
  });

  it('spreads a message over its interval, and takes one that ends after the window', () => {
    expect(over(4, gauge(300, [5, 5])).depth).toEqual([1, 1, 1, 1]);
  });

  it('spreads a sum over a gap evenly over the gap, not into its last minute, and counts the gap as heard', () => {
    // 3 mm since 10:00, told at 10:03.
    expect(over(5, afterGap(0, 3, 3, [4, 0.5]))).toEqual({ depth: [1, 1, 1, 0.5, 0], heard: [1, 1, 1, 1, 0] });
    // 12 mm in three hours are 0.0667 mm a minute, of which ten minutes are asked for.
    expect(over(10, afterGap(-170, 10, 12)).depth).toEqual(Array(10).fill(0.066666667));
    // A gap that is not over when the window is: its share of it.
    expect(over(2, afterGap(0, 4, 4)).depth).toEqual([1, 1]);
    // Beside a gauge that spoke every minute it is half of the mean.
    expect(over(2, afterGap(0, 2, 4), gauge(60, [1, 0], [2, 6])).depth).toEqual([1, 4]);
  });

  it('tells how differently such a sum may have fallen: all of it at either end of its gap', () => {
    expect(unplaced(5, afterGap(0, 3, 3, [4, 0.5]))).toEqual({ latest: [0, 0, 3, 0.5, 0], earliest: [3, 0, 0, 0.5, 0] });
    // Begun before the window: all of it before, or all of it within. Not over with it: the last minute that is asked about.
    expect(unplaced(3, afterGap(-170, 2, 12))).toEqual({ latest: [0, 12, 0], earliest: [0, 0, 0] });
    expect(unplaced(2, afterGap(0, 4, 4))).toEqual({ latest: [0, 4], earliest: [4, 0] });
    expect(unplaced(2, gauge(60, [1, 0.2], [2, 3]))).toBeUndefined();
    // One that begins only after the window bears on nothing in it.
    expect(unplaced(2, afterGap(2, 4, 4))).toBeUndefined();
  });
});

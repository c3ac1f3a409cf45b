import { instant, micrometresFrom, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { landRain } from './land-rain.ts';

const TEN = instant(Date.UTC(2026, 7, 26, 10));
const gauge = (interval: number, ...said: readonly (readonly [minute: number, mm: number])[]) => ({
  interval: seconds(interval),
  samples: said.map(([minute, mm]) => ({ at: shifted(TEN, minute * MINUTE), value: micrometresFrom(mm) })),
});
const over = (minutes: number, ...gauges: readonly ReturnType<typeof gauge>[]) => {
  const { depth, heard } = landRain(gauges, { after: TEN, until: shifted(TEN, minutes * MINUTE) });
  return { depth: [...depth].map((mm) => Number(mm.toFixed(9))), heard: [...heard] };
};

describe('rain over land, minute by minute', () => {
  it('is the mean of gauges that speak', () => {
    expect(over(2, gauge(60, [1, 1], [2, 0]), gauge(60, [1, 2], [2, 0.4]))).toEqual({ depth: [1.5, 0.2], heard: [1, 1] });
  });

  it('is what one gauge says while the other is silent, and unheard while both are', () => {
    expect(over(3, gauge(60, [1, 1], [2, 3]), gauge(60, [1, 2]))).toEqual({ depth: [1.5, 3, 0], heard: [1, 1, 0] });
  });

  it('spreads a message over its interval, and takes one that ends after the window', () => {
    expect(over(4, gauge(300, [5, 5])).depth).toEqual([1, 1, 1, 1]);
  });
});

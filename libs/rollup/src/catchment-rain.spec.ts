import { instant, MINUTE, minutes, seconds, windowEndingAt } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { catchmentRain, rainCompleteness } from './catchment-rain.ts';

const at = (minute: number) => instant(Date.UTC(2026, 7, 26, 12, 0) + minute * MINUTE);
/** A gauge that says `value` µm each minute from `from` to `to`. */
const gauge = (from: number, to: number, value: number) => ({
  samples: Array.from({ length: to - from + 1 }, (_, index) => ({ at: at(from + index), value })),
  interval: seconds(60),
});
const lastHalfHour = windowEndingAt(at(30), minutes(30));

describe('rain over a catchment', () => {
  it('is the mean of its gauges', () => {
    expect(catchmentRain([gauge(0, 30, 100), gauge(0, 30, 300)], lastHalfHour)).toEqual({ depth: 6000, completeness: 1 });
  });

  it('does not let a gauge that fell silent halve the rain', () => {
    // The second spoke in 10 of 30 minutes: the depth is the first one's, the completeness (1 + 1/3)/2.
    const { depth, completeness } = catchmentRain([gauge(0, 30, 100), gauge(0, 10, 100)], lastHalfHour);
    expect(depth).toBe(3000);
    expect(completeness).toBeCloseTo(2 / 3, 9);
  });

  it('is at least what was caught when no gauge covers half of the window', () => {
    const { depth, completeness } = catchmentRain([gauge(21, 30, 100)], lastHalfHour);
    expect(depth).toBe(1000);
    expect(completeness).toBeCloseTo(1 / 3, 9);
  });

  it('has the same completeness for whoever asks for that alone', () => {
    // 30, 10 and 0 of 30 minutes: a third of 1 + 1/3.
    const gauges = [gauge(0, 30, 100), gauge(0, 10, 100), gauge(-60, -50, 100)];
    expect(rainCompleteness(gauges, lastHalfHour)).toBeCloseTo(4 / 9, 9);
    expect(rainCompleteness(gauges, lastHalfHour)).toBe(catchmentRain(gauges, lastHalfHour).completeness);
    expect(rainCompleteness([], lastHalfHour)).toBe(0);
  });

  it('is not known without gauges', () => {
    expect(catchmentRain([], lastHalfHour)).toEqual({ depth: 0, completeness: 0 });
  });
});

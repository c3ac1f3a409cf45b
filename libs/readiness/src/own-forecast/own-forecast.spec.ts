import { HOUR, instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { hourlyHistory } from './hourly-history.ts';
import { leastSquares } from './least-squares.ts';
import { nashSutcliffe } from './nash-sutcliffe.ts';
import { fitTransfer, forecastTransfer } from './transfer-model.ts';

const FROM = instant(Date.UTC(2026, 0, 1));
const at = (hour: number) => instant(FROM + hour * HOUR);

describe('least squares', () => {
  it('find the line through points that lie on one', () => {
    const weights = leastSquares([[1, 0], [1, 1], [1, 2]], [3, 5, 7], 0);
    expect(weights[0]).toBeCloseTo(3, 12);
    expect(weights[1]).toBeCloseTo(2, 12);
  });

  it('give way to the penalty, but not in the constant', () => {
    // Least of Σ(w·x − y)² + 2·w² for (−1, −2), (1, 2): w = 4/(2 + 2) = 1; the constant stays the mean, 10.
    const weights = leastSquares([[1, -1], [1, 1]], [8, 12], 2);
    expect(weights[0]).toBeCloseTo(10, 12);
    expect(weights[1]).toBeCloseTo(1, 12);
  });

  it('are refused where columns depend on each other, or nothing is there', () => {
    expect(() => leastSquares([[1, 1], [1, 1]], [1, 2], 0)).toThrow(RangeError);
    expect(() => leastSquares([], [], 1)).toThrow(RangeError);
  });
});

describe('the efficiency of Nash and Sutcliffe', () => {
  it('is 1 for the truth, 0 for the mean, and below 0 for worse', () => {
    const pairs = (forecasts: readonly number[]) => forecasts.map((forecast, index) => ({ forecast, came: [1, 2, 3][index] ?? 0 }));
    expect([nashSutcliffe(pairs([1, 2, 3])), nashSutcliffe(pairs([2, 2, 2])), nashSutcliffe(pairs([3, 2, 1]))]).toEqual([1, 0, -3]);
  });
});

describe('an hourly history', () => {
  it('has every hour by its end, and NaN where nothing is known', () => {
    const history = hourlyHistory({ from: at(1), to: at(4) }, [{ at: at(1), value: 5 }, { at: instant(at(2) + 1), value: 6 }, { at: at(9), value: 9 }], [{ at: at(4), value: 0.4 }]);
    expect([...history.values]).toEqual([5, Number.NaN, 6, Number.NaN]);
    expect(history.rain[3]).toBe(0.4);
  });
});

describe('an own forecast', () => {
  const dice = (seed: number) => {
    let state = seed;
    return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  };

  /** A tank that loses a tenth an hour and takes 3 for each mm: what the next hours bring follows from rain and level. */
  function tank(hours: number) {
    const roll = dice(7);
    const rain = Array.from({ length: hours }, () => (roll() < 0.04 ? 4 * roll() : 0));
    let level = 10;
    const values = rain.map((_, hour) => (level = 0.9 * level + 3 * (rain[hour - 1] ?? 0)));
    return hourlyHistory({ from: at(0), to: at(hours - 1) }, values.map((value, hour) => ({ at: at(hour), value })), rain.map((value, hour) => ({ at: at(hour), value })));
  }

  it('learns a tank from its history, and beats persistence', () => {
    const history = tank(1500);
    const model = fitTransfer(history, 2);
    expect(model?.leads.map(({ method }) => method)).toEqual(['transfer', 'transfer']);
    const now = 1400;
    // One hour on all is known: 0.9·level + 3·the rain of this hour.
    const expected = 0.9 * (history.values[now] ?? 0) + 3 * (history.rain[now] ?? 0);
    const [step] = (model && forecastTransfer(model, history, now)) ?? [];
    expect(Math.abs((step?.value ?? 0) - expected)).toBeLessThan(0.25);
    expect(step?.low).toBeLessThanOrEqual(step?.value ?? 0);
    expect(step?.high).toBeGreaterThanOrEqual(step?.value ?? 0);
  });

  it('falls back on persistence, and says so, where the past teaches nothing', () => {
    const roll = dice(3);
    let value = 0;
    // A walk of chance: the newest value is the best there is.
    const points = Array.from({ length: 900 }, (_, hour) => ({ at: at(hour), value: (value += roll() - 0.5) }));
    const history = hourlyHistory({ from: at(0), to: at(899) }, points, points.map(({ at: when }) => ({ at: when, value: 0 })));
    const steps = (() => {
      const model = fitTransfer(history, 1);
      return model && forecastTransfer(model, history, 899);
    })();
    expect(steps).toMatchObject([{ method: 'persistence', value: history.values[899] }]);
  });

  it('says nothing before two weeks, nor without the newest value or rain', () => {
    expect(fitTransfer(tank(24 * 14), 1)).toBeUndefined();
    const history = tank(1500);
    const model = fitTransfer(history, 1);
    const without = (part: 'values' | 'rain') => ({ ...history, [part]: history[part].map((each, hour) => (hour === 1400 ? Number.NaN : each)) });
    expect(model && forecastTransfer(model, without('values'), 1400)).toBeUndefined();
    expect(model && forecastTransfer(model, without('rain'), 1400)).toBeUndefined();
  });
});

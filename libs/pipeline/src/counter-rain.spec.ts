import { instant, micrometresFrom, MINUTE, seconds } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { describe, expect, it } from 'vitest';
import { CounterRain } from './counter-rain.ts';

const T0 = Date.UTC(2026, 7, 26, 12);
const at = (minute: number) => instant(T0 + minute * MINUTE);
/** A bucket of 0.2 mm that tells its count of 16 bits every two minutes. */
const SENSOR: Sensor = {
  id: 'r-1', name: 'r-1', kind: 'rain-gauge', quantity: 'tips', position: [9.5, 55.7], expectedInterval: seconds(120), plausible: { min: 0, max: 65_535 },
  counter: { depthPerCount: micrometresFrom(0.2), modulus: 65_536 }, organisation: 'utility',
};

const count = (minute: number, value: number, change: Partial<Observation> = {}): Observation => ({
  sensor: 'r-1', quantity: 'tips', value, phenomenonTime: at(minute), receivedAt: at(minute), timeFrom: 'sensor', flag: 1, checks: [], ...change,
});
const told = (rain: CounterRain, ...given: Parameters<typeof count>) =>
  rain.enter(count(...given)).rain.map(({ quantity, phenomenonTime, value, flag, checks }) => [quantity, (phenomenonTime - T0) / MINUTE, value, flag, checks.map(({ check }) => check).join()]);

describe('rain from a count', () => {
  it('is spread over the minutes between two counts; the first has none', () => {
    const rain = new CounterRain(SENSOR);
    expect(told(rain, 0, 100)).toEqual([]);
    expect(told(rain, 2, 106)).toEqual([['rain_mm', 1, 0.6, 1, ''], ['rain_mm', 2, 0.6, 1, '']]);
    expect(told(rain, 4, 106)).toEqual([['rain_mm', 3, 0, 1, ''], ['rain_mm', 4, 0, 1, '']]);
  });

  it('goes on over a rollover', () => {
    const rain = new CounterRain(SENSOR);
    told(rain, 0, 65_530);
    // Ten tips: 2.0 mm.
    expect(told(rain, 2, 4).map(([, , value]) => value)).toEqual([1, 1]);
  });

  it('is at least what was counted since a reset, suspect', () => {
    const rain = new CounterRain(SENSOR);
    told(rain, 0, 40_000);
    expect(told(rain, 2, 3)).toEqual([['rain_mm', 1, 0.3, 3, 'counter'], ['rain_mm', 2, 0.3, 3, 'counter']]);
  });

  it('is not known when the count leaps: it fails, and is not zero that counts', () => {
    const rain = new CounterRain(SENSOR);
    told(rain, 0, 0);
    expect(told(rain, 2, 10_000).map(([, , , flag]) => flag)).toEqual([4, 4]);
  });

  it('is one sum over a gap that says since when, until a late count divides it', () => {
    const rain = new CounterRain(SENSOR);
    told(rain, 0, 0);
    const gap = rain.enter(count(6, 12)).rain;
    expect(gap).toMatchObject([{ phenomenonTime: at(6), value: 2.4, flag: 3, checks: [{ check: 'accumulation', since: at(0), detail: '2.4 mm since 2026-08-26T12:00:00.000Z: when it fell is not known' }] }]);
    expect(told(rain, 4, 12)).toMatchObject([['rain_mm', 4, 2.4, 3, 'accumulation'], ['rain_mm', 5, 0, 1, ''], ['rain_mm', 6, 0, 1, '']]);
    expect(told(rain, 2, 6).map(([, minute, value, flag]) => [minute, value, flag])).toEqual([[1, 0.6, 1], [2, 0.6, 1], [3, 0.6, 1], [4, 0.6, 1]]);
  });

  it('fails on both sides of a count that was made while someone was at the gauge', () => {
    const rain = new CounterRain(SENSOR);
    const maintenance = { flag: 4, checks: [{ check: 'maintenance', flag: 4, detail: 'rinsed' }] } as const;
    told(rain, 0, 0);
    expect(told(rain, 2, 50, maintenance).map(([, , , flag]) => flag)).toEqual([4, 4]);
    expect(told(rain, 4, 52).map(([, , , flag, checks]) => [flag, checks])).toEqual([[4, 'maintenance'], [4, 'maintenance']]);
    expect(told(rain, 6, 54).map(([, , value, flag]) => [value, flag])).toEqual([[0.2, 1], [0.2, 1]]);
  });

  it('passes over a count that cannot be one', () => {
    const rain = new CounterRain(SENSOR);
    told(rain, 0, 0);
    expect(told(rain, 2, -5, { flag: 4, checks: [{ check: 'gross-range', flag: 4, detail: '' }] })).toEqual([]);
    expect(told(rain, 3, 2)).toHaveLength(3);
  });

  it('carries the doubt about the count that ends it', () => {
    const rain = new CounterRain(SENSOR);
    told(rain, 0, 0);
    const doubt = { flag: 3, checks: [{ check: 'clock', flag: 3, detail: '' }] } as const;
    expect(told(rain, 2, 1, doubt).map(([, , , flag, checks]) => [flag, checks])).toEqual([[3, 'clock'], [3, 'clock']]);
  });
});

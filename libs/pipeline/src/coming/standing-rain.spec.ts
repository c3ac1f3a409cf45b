import { instant, millimetres, MINUTE, shifted } from '@voldgrav/hydrology';
import type { RainForecast } from '@voldgrav/readiness';
import { describe, expect, it } from 'vitest';
import { standingRain } from './standing-rain.ts';

const NOON = instant(Date.UTC(2026, 7, 26, 12));
type Said = readonly [from: number, to: number, mm: number, low?: number, high?: number];

const issued = (minute: number, ...steps: readonly Said[]): RainForecast => ({
  kind: 'rain', source: minute < 0 ? 'model' : 'radar', issuedAt: shifted(NOON, minute * MINUTE), catchment: 'aadalen',
  steps: steps.map(([from, to, mm, low, high]) => ({
    from: shifted(NOON, from * MINUTE), to: shifted(NOON, to * MINUTE), mm: millimetres(mm),
    ...(low === undefined ? {} : { lowMm: millimetres(low) }), ...(high === undefined ? {} : { highMm: millimetres(high) }),
  })),
});
const laid = (source: string, ...forecasts: readonly RainForecast[]) =>
  standingRain(forecasts, source)?.map(({ from, to, mm, lowMm, highMm }) => [(from - NOON) / MINUTE, (to - NOON) / MINUTE, mm, ...(lowMm === undefined ? [] : [lowMm]), ...(highMm === undefined ? [] : [highMm])]) ?? null;

describe('rain forecasts that stand beside each other', () => {
  it('a short nowcast speaks for its half hour, and the longer forecast for the time after it', () => {
    // 60 mm in 6 h are 10 an hour: 5½ h are left of it.
    expect(laid('radar', issued(-60, [0, 360, 60, 36, 72]), issued(0, [0, 30, 0]))).toEqual([[0, 30, 0], [30, 360, 55, 33, 66]]);
  });

  it('the word of a source is its own where it speaks, however much newer another is', () => {
    // The model's newer issue takes the place of its older one: 1 mm a minute, then half of one.
    expect(laid('model', issued(-60, [0, 60, 60]), issued(-30, [0, 30, 15]), issued(0, [0, 90, 0]))).toEqual([[0, 30, 15], [30, 60, 30], [60, 90, 0]]);
  });

  it('in a gap of the newest one, and before it, the one before speaks', () => {
    expect(laid('radar', issued(0, [10, 20, 1], [40, 50, 2]), issued(-5, [0, 60, 6]))).toEqual([[0, 10, 1], [10, 20, 1], [20, 40, 2], [40, 50, 2], [50, 60, 1]]);
  });

  it('one that the newest covers says nothing more, and without any there is none', () => {
    expect(laid('radar', issued(-10, [0, 10, 9], [10, 20, 9]), issued(0, [0, 30, 3]))).toEqual([[0, 30, 3]]);
    expect(laid('radar')).toBeNull();
  });
});

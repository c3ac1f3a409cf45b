import { HOUR, instant, metresAboveDatum, type Sea, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import type { WaterLevelForecast } from '../coming/rain-forecast.ts';
import { outletShuts } from './outlet-shuts.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 12));
const SEA: Sea = { kind: 'sea', id: 'fjorden', name: 'Fjorden', position: [11, 56], organisation: 'u', closesOutletsAt: metresAboveDatum(0.9), levelSensor: 'tide' };
const forecast = (...steps: readonly (readonly [hours: number, level: number, high?: number])[]): WaterLevelForecast => ({
  kind: 'water-level', source: 'DMI', issuedAt: NOW, asset: 'fjorden',
  steps: steps.map(([hours, level, high]) => ({ at: shifted(NOW, hours * HOUR), level: metresAboveDatum(level), ...(high === undefined ? {} : { high: metresAboveDatum(high) }) })),
});

describe('an outlet that the sea may shut', () => {
  it('is told by the high bound, at the first time that it reaches the level', () => {
    expect(outletShuts(SEA, forecast([1, 0.5, 0.89], [2.5, 0.7, 0.9], [3, 1.2, 1.4]), NOW)).toEqual({ code: 'outlet-shuts', name: 'Fjorden', level: 0.9, hours: 2, source: 'DMI' });
    expect(outletShuts(SEA, forecast([0.5, 0.95]), NOW)).toMatchObject({ hours: 0, level: 0.95 });
  });

  it('is not told of a tide that has been, that comes after six hours, or that nobody forecasts', () => {
    expect(outletShuts(SEA, forecast([-1, 1.5], [0, 1.5], [6.5, 1.5]), NOW)).toBeUndefined();
    expect(outletShuts(SEA, forecast([6, 1.5]), NOW)).toBeDefined();
    expect(outletShuts(SEA, undefined, NOW)).toBeUndefined();
  });
});

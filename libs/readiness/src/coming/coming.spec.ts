import { instant, MINUTE, millimetres, minutes, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { comingRain } from './coming-rain.ts';
import { forecastSkill } from './forecast-skill.ts';
import type { RainForecast } from './rain-forecast.ts';
import { standingWarnings, type WeatherWarning } from './weather-warning.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 3, 0));
const at = (minute: number) => shifted(NOW, minute * MINUTE);

function nowcast(issued: number, steps: readonly (readonly [from: number, to: number, mm: number, low?: number, high?: number])[], source = 'radar'): RainForecast {
  return {
    kind: 'rain', source, issuedAt: at(issued), catchment: 'aadalen',
    steps: steps.map(([from, to, mm, low, high]) => ({
      from: at(from), to: at(to), mm: millimetres(mm), ...(low === undefined ? {} : { lowMm: millimetres(low) }), ...(high === undefined ? {} : { highMm: millimetres(high) }),
    })),
  };
}

describe('rain that is coming', () => {
  it('is nobody knows without a forecast: null, not nothing', () => {
    expect(comingRain([], NOW, minutes(30))).toBeNull();
  });

  it('is the sum of the steps ahead, and of the share of those that have begun', () => {
    // 4 mm from −10 to 10: half is still to come; 6 mm from 10 to 30.
    expect(comingRain([nowcast(-15, [[-10, 10, 4, 2, 6], [10, 30, 6]])], NOW, minutes(30))).toMatchObject({ middle: 8, low: 7, high: 9, source: 'radar', issuedAt: at(-15) });
  });

  it('is nobody knows where the forecast ends too soon or has gone by', () => {
    expect(comingRain([nowcast(-15, [[0, 20, 4]])], NOW, minutes(30))).toBeNull();
    expect(comingRain([nowcast(-60, [[-60, 0, 4]])], NOW, minutes(30))).toBeNull();
  });

  it('comes from the newest forecast that reaches far enough, and not from one of the future', () => {
    const forecasts = [nowcast(-60, [[-60, 120, 18]], 'model'), nowcast(-5, [[0, 30, 9]]), nowcast(5, [[0, 120, 99]])];
    expect(comingRain(forecasts, NOW, minutes(30))?.middle).toBe(9);
    expect(comingRain(forecasts, NOW, minutes(60))).toMatchObject({ middle: 6, source: 'model' });
  });

  it('is by several sources as much as the worst of them says, and by one what it said last', () => {
    const model = nowcast(-60, [[0, 60, 12, 6, 24]], 'model');
    expect(comingRain([model, nowcast(-5, [[0, 60, 0]])], NOW, minutes(60))).toMatchObject({ middle: 12, low: 6, high: 24, source: 'model', issuedAt: at(-60) });
    expect(comingRain([model, nowcast(-30, [[0, 60, 1]], 'model'), nowcast(-5, [[0, 60, 0]])], NOW, minutes(60))).toMatchObject({ high: 1, issuedAt: at(-30) });
  });

  it('may be no rain at all, when somebody says so', () => {
    expect(comingRain([nowcast(-5, [[0, 30, 0]])], NOW, minutes(30))?.middle).toBe(0);
  });
});

describe('the skill of a forecast', () => {
  const pair = (leadMinutes: number, forecast: number, came: number, range?: readonly [number, number]) => ({
    source: 'radar', leadMinutes: minutes(leadMinutes), forecast, came, ...(range === undefined ? {} : { low: range[0], high: range[1] }),
  });

  it('is told by lead time: bias, error, range and what was foreseen', () => {
    const skill = forecastSkill([pair(0, 4, 2, [1, 3]), pair(10, 0, 3, [0, 1]), pair(20, 2, 0), pair(30, 1, 1)], 1);
    // Under 30 min: errors +2, −3, +2.
    expect(skill).toMatchObject([
      { source: 'radar', leadFrom: 0, leadTo: 30, count: 3, insideShare: 0.5, hits: 1, misses: 1, falseAlarms: 1 },
      { leadFrom: 30, leadTo: 60, count: 1, bias: 0, meanAbsoluteError: 0, hits: 1, misses: 0, falseAlarms: 0 },
    ]);
    expect(skill[0]?.bias).toBeCloseTo(1 / 3, 12);
    expect(skill[0]?.meanAbsoluteError).toBeCloseTo(7 / 3, 12);
  });

  it('is nothing without anything to hold it against', () => {
    expect(forecastSkill([], 1)).toEqual([]);
  });
});

describe('warnings that stand', () => {
  const warning = (id: string, changes: Partial<WeatherWarning> = {}): WeatherWarning => ({
    kind: 'warning', id, source: 'DMI', issuedAt: at(-60), about: 'cloudburst', category: 1, event: 'Skybrud', onset: at(60), expires: at(300),
    areas: [], replaces: [], isCancellation: false, ...changes,
  });
  const standing = (...warnings: readonly WeatherWarning[]) => standingWarnings(warnings, NOW).map(({ id }) => id);

  it('are those that are not over, the gravest first', () => {
    expect(standing(warning('a'), warning('b', { category: 2 }), warning('c', { expires: NOW }))).toEqual(['b', 'a']);
  });

  it('are not those that an update replaces or that were taken back', () => {
    expect(standing(warning('a'), warning('b', { replaces: ['a'] }))).toEqual(['b']);
    expect(standing(warning('a'), warning('b', { replaces: ['a'], isCancellation: true }))).toEqual([]);
  });
});

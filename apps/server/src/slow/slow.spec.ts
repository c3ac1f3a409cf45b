import { fileURLToPath } from 'node:url';
import { DAY, HOUR, instant, isoOf } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { type ObservationQuery, TownIndex } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { reckonedQuantity } from '@voldgrav/reading';
import { readForecast } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { LongMemory } from './long-memory.ts';
import { OwnForecasts } from './own-forecasts.ts';
import { slowVariables } from './slow-variables.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 12, 20));
const LAST_HOUR = instant(Date.UTC(2026, 7, 26, 12));
const DAYS = 40;
const SAMPLE_TOWN = fileURLToPath(new URL('../../../../config/sample-town', import.meta.url));
const BASIN = 'b-aadalen';

describe('what changes slowly', () => {
  let index: TownIndex;
  let memory: LongMemory;
  let daysRead = 0;

  beforeAll(async () => {
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is at fault');
    index = new TownIndex(read.town);
    const level = index.basin(BASIN)?.levelSensor ?? '';
    /** Rain of 2 mm in an hour every second day; the basin loses a tenth of what stands in it an hour, and its bottom rises 1 mm a day. */
    const rainAt = (hour: number): number => (hour % 48 === 10 ? 2 : 0);
    let stands = 0;
    const levels = Array.from({ length: DAYS * 24 }, (_, hour) => {
      stands = 0.9 * stands + 0.2 * rainAt(hour - 1);
      return 0.7 + stands + hour / 24_000;
    });
    const begins = LAST_HOUR - (DAYS * 24 - 1) * HOUR;
    const archive = {
      range: async ({ sensor, quantity, window }: ObservationQuery): Promise<readonly Observation[]> => {
        daysRead += (window.until - window.after) / DAY;
        const isGauge = index.gauges.some(({ id }) => id === sensor);
        if (!isGauge && sensor !== level) return [];
        const found: Observation[] = [];
        for (let hour = 0; hour < DAYS * 24; hour += 1) {
          const at = instant(begins + hour * HOUR);
          if (at <= window.after || at > window.until) continue;
          found.push({ sensor, quantity, value: isGauge ? rainAt(hour) : (levels[hour] ?? 0), phenomenonTime: at, receivedAt: at, timeFrom: 'sensor', flag: 1, checks: [] });
        }
        return found;
      },
    };
    memory = new LongMemory(index, archive);
    await memory.refresh(NOW);
  });

  it('is remembered day by day and hour by hour, and only the last two days are read again', async () => {
    const gauge = index.gauges[0]?.id ?? '';
    expect(memory.hourly(gauge)).toHaveLength(DAYS * 24);
    expect(memory.daily(gauge).reduce((sum, { value }) => sum + value, 0)).toBe(2 * (DAYS / 2));
    daysRead = 0;
    await memory.refresh(NOW);
    const sensors = index.town.sensors.map(reckonedQuantity).filter((quantity) => quantity === 'rain_mm' || quantity === 'level_m').length;
    expect(daysRead).toBe(2 * sensors);
  });

  it('is told as trends, and what is not known yet as null', () => {
    const slow = slowVariables(index, memory, NOW);
    expect(slow.at).toBe(isoOf(NOW));
    const level = index.basin(BASIN)?.levelSensor;
    // 1 mm a day is 0.365 m a year.
    expect(slow.baseLevels.find(({ sensor }) => sensor === level)?.trendM?.perYear).toBeCloseTo(0.365, 2);
    // The lowest of the last fortnight lies 26 days after the lowest of the first, before any rain: 26 mm, and of the last rain's
    // 0.4 m 0.9^40, or 6 mm, still stand. 32 mm of 1200 m³ to the metre are 38 m³.
    expect(Math.abs((slow.storageLoss.find(({ basin }) => basin === BASIN)?.m3 ?? 0) - 38)).toBeLessThanOrEqual(4);
    expect(slow.storageLoss.find(({ basin }) => basin === 'b-havnen')).toEqual({ basin: 'b-havnen', m3: null });
    // Every gauge catches the same.
    expect(slow.drift.find(({ sensor }) => sensor === index.gauges[0]?.id)).toMatchObject({ catchShare: { before: 1, since: 1 } });
    // 2 mm every second day, the last of it 37 h ago and so two days back: 2·(0.81 + 0.81² + …) = 8.53, less what
    // lies before the twentieth: 8.4.
    expect(slow.antecedentPrecipitation[0]?.mm).toBe(8.4);
  });

  it('teaches our own forecast, which a body of POST /api/v1/forecasts could be', () => {
    const made = new OwnForecasts(index, memory).make(NOW, () => false);
    expect(made).toHaveLength(1);
    const read = readForecast(made[0]?.kind === 'forecast' ? made[0].body : undefined, { now: NOW, catchments: [], assets: [BASIN] });
    if (!read.ok || read.forecast.kind !== 'water-level') throw new Error(JSON.stringify(read));
    expect(read.forecast.source).toBe('Voldgrav, egen prognose');
    expect(read.forecast.steps.map(({ at }) => (at - LAST_HOUR) / HOUR)).toEqual([1, 2, 3, 4, 5, 6]);
    // No rain for hours: what stands above the bottom falls by a tenth an hour.
    const stands = memory.hourly(index.basin(BASIN)?.levelSensor ?? '').at(-1)?.value ?? 0;
    expect(Math.abs((read.forecast.steps[0]?.level ?? 0) - stands)).toBeLessThan(0.05);
  });

  it('leaves places to those who forecast them already, and waits where there is no history', () => {
    const own = new OwnForecasts(index, memory);
    expect(own.make(NOW, () => true)).toEqual([]);
    expect(new OwnForecasts(index, new LongMemory(index, { range: async () => [] })).make(NOW, () => false)).toEqual([]);
    expect(own.make(instant(NOW + 3 * DAY), () => false)).toEqual([]);
  });
});

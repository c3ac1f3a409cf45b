import { type Catchment, type Instant, isoOf } from '@voldgrav/hydrology';
import type { TownIndex } from '@voldgrav/pipeline';
import type { Sensor } from '@voldgrav/reading';
import { antecedentPrecipitation, catchShares, type DailyValue, levelDrift, storageLoss, theilSen, type Trend } from '@voldgrav/rollup';
import type { SlowVariablesAnswer, TrendAnswer } from '@voldgrav/wire';
import type { LongMemory } from './long-memory.ts';

/** Everything slow in town as it stands now (principle 03 of the guide: slowly changing variables and feedback). */
export function slowVariables(index: TownIndex, memory: LongMemory, now: Instant): SlowVariablesAnswer {
  const levels = index.town.sensors.filter(({ kind }) => kind === 'level-sensor');
  const daily = new Map(index.town.sensors.map(({ id }) => [id, memory.daily(id)]));
  const daysOf = (id: string): readonly DailyValue[] => daily.get(id) ?? [];
  const others = (sensors: readonly Sensor[], id: string) => sensors.filter((each) => each.id !== id).map((each) => daysOf(each.id));
  return {
    at: isoOf(now),
    antecedentPrecipitation: index.town.catchments.map((catchment) => wetness(catchment, daysOf, now)),
    baseLevels: levels.map(({ id }) => ({ sensor: id, latestM: rounded(daysOf(id).at(-1)?.value, 3), trendM: toTrend(theilSen(daysOf(id))) })),
    storageLoss: index.basins.map(({ id, storage, levelSensor }) => {
      const loss = storageLoss(storage, daysOf(levelSensor));
      return loss === undefined ? { basin: id, m3: null } : { basin: id, m3: Math.round(loss.volume), baseThenM: loss.baseThen, baseNowM: loss.baseNow };
    }),
    drift: [
      ...levels.map(({ id }) => ({ sensor: id, trendM: toTrend(levelDrift(daysOf(id), others(levels, id))) })),
      ...index.gauges.map(({ id }) => {
        const shares = catchShares(daysOf(id), others(index.gauges, id));
        return { sensor: id, catchShare: shares === undefined ? null : { before: rounded(shares.before, 2) ?? 0, since: rounded(shares.since, 2) ?? 0 } };
      }),
    ],
  };
}

function wetness({ id, gauges }: Catchment, daysOf: (sensor: string) => readonly DailyValue[], now: Instant): SlowVariablesAnswer['antecedentPrecipitation'][number] {
  const known = gauges.map(daysOf).filter((days) => days.length > 0);
  if (known.length === 0) return { catchment: id, mm: null, days: 0 };
  const mm = known.reduce((sum, days) => sum + antecedentPrecipitation(days, now), 0) / known.length;
  return { catchment: id, mm: rounded(mm, 1), days: Math.max(...known.map(({ length }) => length)) };
}

const toTrend = (trend: Trend | undefined): TrendAnswer | null =>
  trend === undefined ? null : { perYear: rounded(trend.perYear, 3) ?? 0, low: rounded(trend.low, 3) ?? 0, high: rounded(trend.high, 3) ?? 0, days: trend.days };

const rounded = (value: number | undefined, decimals: number): number | null => (value === undefined ? null : Number(value.toFixed(decimals)));

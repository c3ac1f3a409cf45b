import type { DailyValue } from './daily-value.ts';
import { theilSen, type Trend } from './theil-sen.ts';

/**
 * How a level sensor's dry-weather level moves beside its neighbours': the trend of its difference from their median. What all of
 * them do is the water's; what one does alone is the sensor's own, or its place's. Undefined with fewer than three neighbours on a day.
 */
export function levelDrift(own: readonly DailyValue[], neighbours: readonly (readonly DailyValue[])[]): Trend | undefined {
  const byDay = neighbours.map((days) => new Map(days.map(({ endsAt, value }) => [endsAt, value])));
  const alone = own.flatMap(({ endsAt, value }) => {
    const others = byDay.flatMap((days) => days.get(endsAt) ?? []);
    return others.length < 3 ? [] : [{ endsAt, value: value - median(others) }];
  });
  return theilSen(alone);
}

/** Under this much rain at the neighbours a ratio is chance. */
const LEAST_RAIN_MM = 10;

/**
 * What a rain gauge catches as a share of what its neighbours catch, in the earlier and in the later half of the days that it shares
 * with at least two of them (double mass). A gauge that clogs shows a falling share. Undefined while too little rain has fallen.
 */
export function catchShares(own: readonly DailyValue[], neighbours: readonly (readonly DailyValue[])[]): { readonly before: number; readonly since: number } | undefined {
  const byDay = neighbours.map((days) => new Map(days.map(({ endsAt, value }) => [endsAt, value])));
  const shared = own.flatMap(({ endsAt, value }) => {
    const others = byDay.flatMap((days) => days.get(endsAt) ?? []);
    return others.length < 2 ? [] : [{ own: value, others: median(others) }];
  });
  const half = Math.floor(shared.length / 2);
  const [before, since] = [shareOf(shared.slice(0, half)), shareOf(shared.slice(half))];
  return before === undefined || since === undefined ? undefined : { before, since };
}

function shareOf(days: readonly { readonly own: number; readonly others: number }[]): number | undefined {
  const others = days.reduce((sum, day) => sum + day.others, 0);
  return others < LEAST_RAIN_MM ? undefined : days.reduce((sum, day) => sum + day.own, 0) / others;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

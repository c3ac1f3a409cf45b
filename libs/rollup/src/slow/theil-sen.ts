import { DAY } from '@voldgrav/hydrology';
import type { DailyValue } from './daily-value.ts';

/** A slow change: the median of the slopes between all pairs of days, which single odd days do not move (Theil and Sen). */
export interface Trend {
  readonly perYear: number;
  /** Four of five pairs have slopes in here; a range that holds zero is no trend yet. */
  readonly low: number;
  readonly high: number;
  readonly days: number;
}

/** Under this many days a trend is chance. */
const LEAST_DAYS = 14;
const A_YEAR = 365.25;
/** More pairs than this say nothing more: long records are thinned evenly. */
const MOST_DAYS = 400;

/** Undefined for fewer than a fortnight of days. */
export function theilSen(values: readonly DailyValue[]): Trend | undefined {
  if (values.length < LEAST_DAYS) return undefined;
  const step = Math.ceil(values.length / MOST_DAYS);
  const thinned = values.filter((_, index) => index % step === 0);
  const slopes = new Float64Array((thinned.length * (thinned.length - 1)) / 2);
  let place = 0;
  for (const [index, { endsAt, value }] of thinned.entries()) {
    for (let later = index + 1; later < thinned.length; later += 1) {
      const other = thinned[later];
      if (other !== undefined) slopes[place] = (other.value - value) / ((other.endsAt - endsAt) / DAY);
      place += 1;
    }
  }
  slopes.sort();
  const at = (share: number): number => (slopes[Math.min(slopes.length - 1, Math.floor(share * slopes.length))] ?? 0) * A_YEAR;
  return { perYear: at(0.5), low: at(0.1), high: at(0.9), days: values.length };
}

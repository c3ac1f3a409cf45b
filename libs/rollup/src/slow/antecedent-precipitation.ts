import { DAY, type Instant, type Millimetres, millimetres } from '@voldgrav/hydrology';
import type { DailyValue } from './daily-value.ts';

/** What is left of a day's wetness the day after, until a town's debriefs say better; 0.85 to 0.95 is usual. */
export const WETNESS_KEPT = 0.9;

/**
 * How wet the land is from the rain of the days before: each day's rain, faded by `kept` for every day since. The day that `now`
 * lies in counts in full as far as it has come. A day without a value counts as dry: the index is the least that it can be.
 */
export function antecedentPrecipitation(days: readonly DailyValue[], now: Instant, kept = WETNESS_KEPT): Millimetres {
  const today = Math.ceil(now / DAY);
  return millimetres(days.filter(({ endsAt }) => endsAt / DAY <= today).reduce((sum, { endsAt, value }) => sum + value * kept ** (today - endsAt / DAY), 0));
}

import { DAY, instant, type Instant } from '@voldgrav/hydrology';
import type { Samples } from '../samples.ts';

/** One number for one day (UTC), labelled by its end. */
export interface DailyValue {
  readonly endsAt: Instant;
  readonly value: number;
}

/** The end of the UTC day that a moment lies in; midnight ends the day before it (contract.md §3). */
const dayEnd = (at: Instant): number => Math.ceil(at / DAY) * DAY;

/** One number for each day that has samples, in time order. */
function daily(samples: Samples, of: (values: readonly number[]) => number): readonly DailyValue[] {
  const days = new Map<number, number[]>();
  for (const { at, value } of samples) {
    const day = days.get(dayEnd(at));
    if (day === undefined) days.set(dayEnd(at), [value]);
    else day.push(value);
  }
  return [...days].sort(([one], [other]) => one - other).map(([end, values]) => ({ endsAt: instant(end), value: of(values) }));
}

/** What fell each day, in mm. */
export const dailyRain = (rain: Samples): readonly DailyValue[] => daily(rain, (depths) => depths.reduce((sum, depth) => sum + depth, 0) / 1000);

/** A spike downwards must not pass for the bottom: so many of a day's values may lie below its base level. */
const BELOW_BASE = 0.05;

/** The level that a day's water sank to: storms lie above it, and what does not go away shows in it. */
export const dailyBase = (levels: Samples): readonly DailyValue[] =>
  daily(levels, (values) => {
    const sorted = values.toSorted((one, other) => one - other);
    return sorted[Math.floor(BELOW_BASE * sorted.length)] ?? Number.NaN;
  });

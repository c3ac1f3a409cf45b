import { MINUTE, type Minutes, SECOND, type Seconds } from '@voldgrav/hydrology';
import { attenuatedSignal, type AttenuatedSignalLimits } from './attenuated-signal.ts';
import { exceedance } from './exceedance.ts';
import { flatLine, type FlatLineLimits, flatLineReach } from './flat-line.ts';
import { grossRange, type Span } from './gross-range.ts';
import type { CheckResult } from './observation.ts';
import { rateOfChange, type RateLimits } from './rate-of-change.ts';
import { isAtLimit, type SensorRange, sensorLimit } from './sensor-limit.ts';
import { type EarlierValues, type SeriesColumns, type SeriesRecord, timeIn, valueIn } from './series-point.ts';
import { spike, type SpikeLimits } from './spike.ts';
import { streak, type StreakLimits, streakReach } from './streak.ts';
import { timeGap } from './time-gap.ts';

/** Over so many usual intervals without a value, the next one speaks for all of the silence. */
const LONGEST_INTERVAL = 1.5;

/** Which checks a series is put to, and their limits. What is not named is not checked. */
export interface SeriesLimits {
  readonly grossRange?: { readonly suspect?: Span | undefined; readonly fail?: Span | undefined } | undefined;
  readonly sensorLimit?: SensorRange | undefined;
  readonly spike?: SpikeLimits | undefined;
  /** Per hour. */
  readonly rateOfChange?: RateLimits | undefined;
  readonly flatLine?: FlatLineLimits | undefined;
  readonly attenuatedSignal?: AttenuatedSignalLimits | undefined;
  readonly timeGap?: { readonly longest: Seconds } | undefined;
  /** Rain per interval against the Danish record. */
  readonly exceedance?: 'danish-record' | undefined;
  /** Rain that repeats itself; its interval is the series' own. */
  readonly streak?: Omit<StreakLimits, 'interval' | 'earlier'> | undefined;
}

export interface CheckOptions {
  readonly limits: SeriesLimits;
  /** The usual time between values; undefined where it is not yet known, and then what needs it is left out. */
  readonly interval: Seconds | undefined;
  readonly earlier?: EarlierValues | undefined;
  /** See `flatLine`. */
  readonly still?: number | undefined;
}

/** What every named check says of one value in its series, in the order of `SeriesLimits`. */
export function checkPoint(series: SeriesRecord, index: number, options: CheckOptions): readonly CheckResult[] {
  const { limits, interval, earlier, still } = options;
  const value = valueIn(series, index);
  const results: CheckResult[] = [];
  if (limits.grossRange !== undefined) results.push(grossRange(value ?? NaN, limits.grossRange));
  const atLimit = limits.sensorLimit !== undefined && value !== undefined && isAtLimit(value, limits.sensorLimit);
  if (limits.sensorLimit !== undefined && value !== undefined) results.push(sensorLimit(value, limits.sensorLimit));
  if (limits.spike !== undefined) results.push(spike(series, index, limits.spike));
  if (limits.rateOfChange !== undefined) results.push(rateOfChange(series, index, limits.rateOfChange));
  // At the end of what the sensor sees its value must stand still: a flood is not a stuck sensor (trap 10).
  if (limits.flatLine !== undefined && interval !== undefined && !atLimit) results.push(flatLine(series, index, { limits: limits.flatLine, interval, earlier, still }));
  if (limits.attenuatedSignal !== undefined && !atLimit) results.push(attenuatedSignal(series, index, limits.attenuatedSignal));
  if (limits.timeGap !== undefined) results.push(timeGap(series, index, limits.timeGap.longest));
  if (interval !== undefined && value !== undefined) checkRain(results, series, index, { limits, value, interval, earlier });
  return results;
}

type RainOptions = Pick<CheckOptions, 'limits' | 'earlier'> & { readonly value: number; readonly interval: Seconds };

function checkRain(results: CheckResult[], series: SeriesRecord, index: number, rain: RainOptions): void {
  const { limits, value, earlier } = rain;
  const interval = minutesOf(rain.interval);
  if (limits.exceedance !== undefined) results.push(exceedance(value as Parameters<typeof exceedance>[0], minutesOf(timeOf(series, index, rain.interval))));
  // Written out: a spread takes longer than the check (Node 20).
  if (limits.streak !== undefined) results.push(streak(series, index, { resolution: limits.streak.resolution, meanWetDay: limits.streak.meanWetDay, interval, earlier }));
}

/** What a depth of rain stands for: the time since the value before it, after a silence more than the usual. */
function timeOf(series: SeriesRecord, index: number, usual: Seconds): Seconds {
  const silence = ((timeIn(series, index) ?? NaN) - (timeIn(series, index - 1) ?? NaN)) / SECOND;
  return silence > LONGEST_INTERVAL * usual ? (silence as Seconds) : usual;
}

const minutesOf = (interval: Seconds): Minutes => ((interval * SECOND) / MINUTE) as Minutes;

/** How far back a value's checks look: so many values and so much time (ms) before it have to be kept. */
export const reachOf = (limits: SeriesLimits, interval: Seconds | undefined): { readonly values: number; readonly time: number } => ({
  values: Math.max(
    1,
    limits.flatLine !== undefined && interval !== undefined ? flatLineReach(limits.flatLine, interval) : 0,
    limits.streak !== undefined && interval !== undefined ? streakReach(minutesOf(interval)) : 0,
  ),
  time: (limits.attenuatedSignal?.window ?? 0) * SECOND,
});

/**
 * The first place before `until`, which is 1 at least, that the checks of a value at `until` or later may have to know: beyond it no flat line and no streak
 * goes on, whatever follows. Only that there was something may count of what lies before it, and checks come to the same without. Nearly always that is a few places
 * back; a series that stands still is looked at as far as it goes.
 */
export function firstLookedAt(series: SeriesColumns, until: number, { flatLine, streak }: SeriesLimits): number {
  const last = series.valueAt(until - 1);
  let [low, high] = [last, last];
  // Zeros are no streak.
  let endsStreak = streak === undefined || last <= 0;
  let place = until - 1;
  for (; place > 0; place -= 1) {
    const value = series.valueAt(place);
    low = Math.min(low, value);
    high = Math.max(high, value);
    endsStreak ||= value !== last;
    if (endsStreak && (flatLine === undefined || high - low >= flatLine.tolerance)) break;
  }
  return place;
}

import { HOUR, type Millimetres, MINUTE, type Minutes } from '@voldgrav/hydrology';
import { missing, passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL, type Flag, SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';
import { type EarlierValues, type SeriesRecord, valueIn } from './series-point.ts';

const SUSPECT_HOURS = 12;
const FAIL_HOURS = 24;

export interface StreakLimits {
  /** How long one value stands for. */
  readonly interval: Minutes;
  /** The gauge's smallest step: rain of just that may well repeat, so only values above it are suspect for repeating. */
  readonly resolution: Millimetres;
  /** Mean rain of a wet day there; with it, two equal values of more than twice as much are suspect. */
  readonly meanWetDay?: Millimetres | undefined;
  readonly earlier?: EarlierValues | undefined;
}

/**
 * Rain that repeats itself to the last digit (QC15): equal values above the resolution for twelve hours are suspect, equal
 * values above zero for a day fail. Rain is never so even; a gauge that repeats a message is. Zero may repeat for weeks.
 * Source: domain.md §3.4, whose counts are of hourly values.
 */
export function streak(series: SeriesRecord, index: number, limits: StreakLimits): CheckResult {
  const value = valueIn(series, index);
  if (value === undefined) return missing('streak');
  if (value <= 0) return passed('streak');
  const perHour = HOUR / (limits.interval * MINUTE);
  const most = Math.ceil(FAIL_HOURS * perHour);
  const equal = equalUntil(series, index, { most, earlier: limits.earlier ?? [] });
  // Words take longer than all of the rest, and nearly every value passes.
  const said = (flag: Flag): CheckResult => ({ check: 'streak', flag, detail: finding('times-running', { depth: short(value), times: equal }) });
  if (equal >= most) return said(FAIL);
  const long = equal >= SUSPECT_HOURS * perHour && value > limits.resolution;
  const great = limits.meanWetDay !== undefined && equal >= 2 && value > 2 * limits.meanWetDay;
  return long || great ? said(SUSPECT) : passed('streak');
}

function equalUntil(series: SeriesRecord, index: number, { most, earlier }: { readonly most: number; readonly earlier: EarlierValues }): number {
  const value = valueIn(series, index);
  const back = (count: number) => (count <= index ? valueIn(series, index - count) : earlier[earlier.length + index - count]);
  let count = 0;
  while (count < most && back(count) === value) count += 1;
  return count;
}

/** How many values before its own a streak looks at. */
export const streakReach = (interval: Minutes): number => Math.ceil((FAIL_HOURS * HOUR) / (interval * MINUTE));

import { SECOND, type Seconds } from '@voldgrav/hydrology';
import { missing, notEvaluated, passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL, type Flag, SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';
import { type EarlierValues, type SeriesRecord, type SeriesPoint, valueIn } from './series-point.ts';

export interface FlatLineLimits {
  /** Flat for so long is suspect, or fails. */
  readonly suspect?: Seconds | undefined;
  readonly fail?: Seconds | undefined;
  /** Less than this between the highest and lowest is flat, in the series' unit. */
  readonly tolerance: number;
}

export interface FlatLineOptions {
  readonly limits: FlatLineLimits;
  readonly interval: Seconds;
  readonly earlier?: EarlierValues | undefined;
  /** How many values right before it lie within the tolerance together with it, where somebody keeps count; else they are gone through. */
  readonly still?: number | undefined;
}

/**
 * QARTOD flat line. A time becomes a count of values by the series' own interval, and the value and that many before it
 * are compared; missing ones are passed over. A time shorter than the interval cannot be seen and is not evaluated.
 * Source: domain.md §3.3.
 */
export function flatLine(series: SeriesRecord, index: number, options: FlatLineOptions): CheckResult {
  if (valueIn(series, index) === undefined) return missing('flat-line');
  const { limits, interval, earlier = [], still } = options;
  const flatFor = (time: Seconds | undefined) => time !== undefined && isFlat(series, index, { count: Math.floor(time / interval), tolerance: limits.tolerance, earlier, still });
  const said = (flag: Flag, time: Seconds): CheckResult => ({ check: 'flat-line', flag, detail: finding('within-for', { tolerance: short(limits.tolerance), hours: short(time / 3600) }) });
  if (limits.fail !== undefined && flatFor(limits.fail)) return said(FAIL, limits.fail);
  if (limits.suspect !== undefined && flatFor(limits.suspect)) return said(SUSPECT, limits.suspect);
  const shortest = Math.min(limits.suspect ?? Infinity, limits.fail ?? Infinity);
  return interval > shortest ? notEvaluated('flat-line', `${interval} s between values is too coarse`) : passed('flat-line');
}

function isFlat(series: SeriesRecord, index: number, span: { readonly count: number; readonly tolerance: number; readonly earlier: EarlierValues; readonly still: number | undefined }): boolean {
  const { earlier } = span;
  if (span.count < 1 || index + earlier.length < span.count) return false;
  if (span.still !== undefined) return span.still >= span.count;
  let min = Infinity;
  let max = -Infinity;
  // Backwards, since most series leave the tolerance within a few values.
  for (let at = index; at >= index - span.count; at -= 1) {
    const value = at >= 0 ? valueIn(series, at) : earlier[earlier.length + at];
    if (value === undefined) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    if (max - min >= span.tolerance) return false;
  }
  return true;
}

/** How many values before its own a flat line looks at. */
export const flatLineReach = (limits: FlatLineLimits, interval: Seconds): number =>
  Math.floor(Math.max(limits.suspect ?? 0, limits.fail ?? 0) / interval);

/** The usual time between values: the median, so that gaps do not count. Undefined for fewer than two values. */
export function medianInterval(series: readonly SeriesPoint[]): Seconds | undefined {
  const steps = series.slice(1).map((point, index) => point.at - (series[index]?.at ?? point.at)).sort((one, other) => one - other);
  const middle = steps.length >> 1;
  const upper = steps[middle];
  if (upper === undefined) return undefined;
  const median = steps.length % 2 === 1 ? upper : ((steps[middle - 1] ?? upper) + upper) / 2;
  return (median / SECOND) as Seconds;
}

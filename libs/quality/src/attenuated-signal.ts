import { type Instant, SECOND, type Seconds } from '@voldgrav/hydrology';
import { missing, notEvaluated, passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL, SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';
import { type SeriesRecord, timeIn, valueIn } from './series-point.ts';

export interface AttenuatedSignalLimits {
  /** Values in (time − window, time] are looked at. */
  readonly window: Seconds;
  /** The spread that a living signal has: its standard deviation over the whole window, or its range. */
  readonly measure: 'standard-deviation' | 'range';
  readonly suspect?: number | undefined;
  readonly fail?: number | undefined;
}

/**
 * QARTOD attenuated signal: a spread below the threshold. Until the window is full it is not evaluated. The deviation is
 * the population's (divided by n). Source: domain.md §3.3.
 */
export function attenuatedSignal(series: SeriesRecord, index: number, limits: AttenuatedSignalLimits): CheckResult {
  const at = timeIn(series, index);
  const first = timeIn(series, 0);
  if (at === undefined || first === undefined || valueIn(series, index) === undefined) return missing('attenuated-signal');
  if (first > at - limits.window * SECOND) return notEvaluated('attenuated-signal', 'the window is not yet full');
  const spread = spreadOf(valuesSince(series, index, at - limits.window * SECOND), limits.measure);
  const below = (limit: number | undefined): limit is number => limit !== undefined && spread < limit;
  const said = (limit: number) => finding('varies-little', { spread: short(spread), limit });
  if (below(limits.fail)) return { check: 'attenuated-signal', flag: FAIL, detail: said(limits.fail) };
  if (below(limits.suspect)) return { check: 'attenuated-signal', flag: SUSPECT, detail: said(limits.suspect) };
  return passed('attenuated-signal');
}

function valuesSince(series: SeriesRecord, index: number, after: number): readonly number[] {
  const values: number[] = [];
  for (let at = index; at >= 0; at -= 1) {
    const time = timeIn(series, at);
    if (time === undefined || time <= (after as Instant)) break;
    const value = valueIn(series, at);
    if (value !== undefined) values.push(value);
  }
  return values;
}

function spreadOf(values: readonly number[], measure: AttenuatedSignalLimits['measure']): number {
  if (measure === 'range') return Math.max(...values) - Math.min(...values);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

import { againstThresholds, missing, notEvaluated, passed, short, type Thresholds } from './check-result.ts';
import { finding } from './finding.ts';
import type { CheckResult } from './observation.ts';
import { type SeriesRecord, valueIn } from './series-point.ts';

export interface SpikeLimits extends Thresholds {
  /**
   * `average` (QARTOD's own): how far the value stands from the mean of its two neighbours; it blames the neighbours of a
   * great spike as well. `differential`: the smaller of the two steps, when they go opposite ways; it blames the spike alone.
   */
  readonly method?: 'average' | 'differential' | undefined;
}

/**
 * QARTOD spike. The first and last of a series, and a value beside a missing one, are not evaluated: a live alarm must
 * never wait for this check, whose word on the newest value comes with the next (domain.md §3.3).
 */
export function spike(series: SeriesRecord, index: number, limits: SpikeLimits): CheckResult {
  const value = valueIn(series, index);
  if (value === undefined) return missing('spike');
  const before = valueIn(series, index - 1);
  const after = valueIn(series, index + 1);
  if (before === undefined || after === undefined) return notEvaluated('spike');
  if (limits.method === 'differential' && (value - before) * (after - value) >= 0) return passed('spike');
  const size =
    limits.method === 'differential'
      ? Math.min(Math.abs(value - before), Math.abs(after - value))
      : Math.abs(value - (before + after) / 2);
  return againstThresholds('spike', size, limits, (limit) => finding('off-neighbours-in-time', { size: short(size), limit }));
}

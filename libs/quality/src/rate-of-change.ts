import { HOUR } from '@voldgrav/hydrology';
import { againstThresholds, missing, passed, short, type Thresholds } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL } from './flag.ts';
import type { CheckResult } from './observation.ts';
import { type SeriesRecord, timeIn, valueIn } from './series-point.ts';

/** Per hour, in the unit of the series. */
export interface RateLimits extends Thresholds {
  /** So much from one value to the next is no change, however short the time: waves are not a rising water. QARTOD grants nothing. */
  readonly granted?: number | undefined;
}

/**
 * QARTOD rate of change, with thresholds **per hour** of the series' unit. The first value, and one after a missing
 * value, has no rate and is good. Source: domain.md §3.3; its vector with a fail threshold of 10 in 15 minutes has a step
 * of exactly 10 fail, so the fail threshold itself fails, unlike the suspect one.
 */
export function rateOfChange(series: SeriesRecord, index: number, perHour: RateLimits): CheckResult {
  const value = valueIn(series, index);
  if (value === undefined) return missing('rate-of-change');
  const before = valueIn(series, index - 1);
  if (before === undefined) return passed('rate-of-change');
  const step = Math.max(0, Math.abs(value - before) - (perHour.granted ?? 0));
  const rate = (step * HOUR) / (timeIn(series, index)! - timeIn(series, index - 1)!);
  if (perHour.fail !== undefined && rate >= perHour.fail) {
    return { check: 'rate-of-change', flag: FAIL, detail: finding('change-fails', { rate: short(rate), limit: short(perHour.fail) }) };
  }
  return againstThresholds('rate-of-change', rate, { suspect: perHour.suspect }, (limit) => finding('changes-over', { rate: short(rate), limit: short(limit) }));
}

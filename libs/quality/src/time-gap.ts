import { HOUR, type Instant, SECOND, type Seconds, seconds } from '@voldgrav/hydrology';
import { passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { FAIL } from './flag.ts';
import type { CheckResult } from './observation.ts';
import { type SeriesRecord, timeIn } from './series-point.ts';

export const LONGEST_GAP = seconds(7_200);
export const LONGEST_SILENCE = seconds(21_600);

/** QARTOD time gap: more than `longest` (two hours) since the value before fails the value that ends the gap. */
export function timeGap(series: SeriesRecord, index: number, longest: Seconds = LONGEST_GAP): CheckResult {
  const gap = (timeIn(series, index) ?? NaN) - (timeIn(series, index - 1) ?? NaN);
  if (!(gap > longest * SECOND)) return passed('time-gap');
  return { check: 'time-gap', flag: FAIL, detail: finding('hours-since', { hours: short(gap / HOUR) }) };
}

/** QARTOD data reception: the newest value is older than `longest` (six hours), so it does not speak for now. */
export function stale(newest: Instant, now: Instant, longest: Seconds = LONGEST_SILENCE): CheckResult {
  if (now - newest <= longest * SECOND) return passed('stale');
  return { check: 'stale', flag: FAIL, detail: finding('nothing-for', { hours: short((now - newest) / HOUR) }) };
}

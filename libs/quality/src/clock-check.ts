import { DAY, isoOf, MINUTE } from '@voldgrav/hydrology';
import type { Reading } from '@voldgrav/reading';
import { finding } from './finding.ts';
import { FAIL, GOOD, SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** Further ahead of our clock than this, a reading's time is impossible (operations.md P13). */
export const FUTURE_TOLERANCE = 2 * MINUTE;
/** Older than this on arrival, a reading's time is doubted (operations.md P12, P13). */
export const LATENESS_LIMIT = 7 * DAY;

const PASSED: CheckResult = { check: 'clock', flag: GOOD, detail: '' };

/**
 * Whether a reading's own time can be right, seen from when we heard it: a future time fails (QARTOD "impossible
 * date"), one more than seven days old is suspect, and a reading without a time of its own is suspect too, since it
 * carries our arrival time and cannot be recognised when it is delivered twice (contract.md §3).
 */
export function clockCheck(reading: Reading): CheckResult {
  if (reading.timeFrom === 'arrival') {
    return { check: 'clock', flag: SUSPECT, detail: finding('no-time', {}) };
  }
  const ahead = reading.phenomenonTime - reading.receivedAt;
  if (ahead > FUTURE_TOLERANCE) {
    const minutesAhead = Math.round(ahead / MINUTE);
    return { check: 'clock', flag: FAIL, detail: finding('in-the-future', { at: isoOf(reading.phenomenonTime), minutes: minutesAhead }) };
  }
  if (-ahead > LATENESS_LIMIT) {
    const daysOld = Math.floor(-ahead / DAY);
    return { check: 'clock', flag: SUSPECT, detail: finding('days-old', { at: isoOf(reading.phenomenonTime), days: daysOld }) };
  }
  return PASSED;
}

import { MINUTE, type Instant } from '@voldgrav/hydrology';
import { notEvaluated, passed } from './check-result.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** When something happened by the sensor's clock, and when we heard of it by ours. */
export interface Heard {
  readonly phenomenonTime: Instant;
  readonly receivedAt: Instant;
}

/** So many readings have to agree before a clock is doubted. */
export const SKEW_READINGS = 20;

/**
 * Whether a sensor's clock runs behind ours. One late reading is a late reading; but of the latest twenty even the
 * quickest came later than `longestDelay` ms, so it is the clock, or a delay on every message: either way their times are
 * doubted. A clock that runs ahead is caught reading by reading (`clockCheck`).
 */
export function clockSkew(latest: readonly Heard[], longestDelay: number): CheckResult {
  if (latest.length < SKEW_READINGS) return notEvaluated('clock-skew');
  const quickest = Math.min(...latest.slice(-SKEW_READINGS).map(({ phenomenonTime, receivedAt }) => receivedAt - phenomenonTime));
  if (quickest <= longestDelay) return passed('clock-skew');
  return { check: 'clock-skew', flag: SUSPECT, detail: `its clock is ${Math.round(quickest / MINUTE)} min behind, or every message is late` };
}

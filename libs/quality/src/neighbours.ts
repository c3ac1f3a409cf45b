import { type Millimetres } from '@voldgrav/hydrology';
import { notEvaluated, passed, short } from './check-result.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** Who is asked, and for how long: the three nearest gauges within 5 km, about the last hour (domain.md §3.4). */
export const BUDDIES = 3;
export const BUDDY_DISTANCE_M = 5_000;
export const BUDDY_MINUTES = 60;

const DRY_MM = 0.2;
const WET_MM = 5;
const CLOUDBURST_MM = 15;

/** One gauge's last hour. An hour with gaps may prove that it rained, never that it was dry. */
export interface RainHour {
  readonly depth: Millimetres;
  readonly complete: boolean;
}

/**
 * The live neighbour rule: dry while two of the three nearest are wet is "blocked?"; a cloudburst while all three are dry
 * is "isolated". Both are suspect only, so that no alarm is held back: a cloudburst is local.
 */
export function neighbours(target: RainHour, nearest: readonly RainHour[]): CheckResult {
  if (nearest.length < BUDDIES) return notEvaluated('neighbours', `${nearest.length} gauges near by`);
  const wet = nearest.filter(({ depth }) => depth >= WET_MM).length;
  const isDry = ({ depth, complete }: RainHour) => complete && depth <= DRY_MM;
  if (isDry(target) && wet >= 2) {
    return { check: 'neighbours', flag: SUSPECT, detail: finding('blocked', { depth: short(target.depth), wet: WET_MM, count: wet, of: BUDDIES }) };
  }
  if (target.depth >= CLOUDBURST_MM && nearest.every(isDry)) {
    return { check: 'neighbours', flag: SUSPECT, detail: finding('isolated', { depth: short(target.depth), of: BUDDIES }) };
  }
  return passed('neighbours');
}

import { GOOD, SUSPECT } from './flag.ts';
import { type CheckName, isUsable, type Observation } from './observation.ts';
import { boundOf } from './sensor-limit.ts';

/**
 * What an observation may be taken as proof of. `danger-only`: it may show that something is wrong, never that all is well
 * again. `nothing`: it shows neither.
 */
export type Credence = 'full' | 'danger-only' | 'nothing';

/** An instrument that stands still does not measure. */
const STUCK: ReadonlySet<CheckName> = new Set<CheckName>(['flat-line', 'attenuated-signal']);
/** Its value may well be there, but nobody should stand down for it. */
const NO_RELIEF: ReadonlySet<CheckName> = new Set<CheckName>(['rate-of-change', 'time-gap', 'spike', 'maintenance', 'conflict']);

/**
 * How far an observation is believed. A surge is a great step: it counts at once, and what speaks against the step only keeps
 * it from clearing anything. A stuck or failed value neither raises nor clears (readiness.md §3, decision 0009). A doubt about
 * a clock takes nothing from the value. Water that stands at least so high, where the sensor sees no higher, may show danger; that
 * it has fallen is more than such a value can say.
 */
export function credence(observation: Observation): Credence {
  if (observation.flag === GOOD) return 'full';
  if (!isUsable(observation)) return 'nothing';
  const doubted = (by: ReadonlySet<CheckName>) => observation.checks.some(({ check, flag }) => flag >= SUSPECT && by.has(check));
  if (doubted(STUCK)) return 'nothing';
  return doubted(NO_RELIEF) || boundOf(observation) === 'at-least' ? 'danger-only' : 'full';
}

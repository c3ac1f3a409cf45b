import { passed } from './check-result.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { Bound, CheckResult, Observation } from './observation.ts';

/** What an instrument can see at all, at one end or both. */
export interface SensorRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

export const isAtLimit = (value: number, sees: SensorRange): boolean =>
  (sees.max !== undefined && value >= sees.max) || (sees.min !== undefined && value <= sees.min);

/**
 * A value at the end of what its instrument can see, which is narrower than what may happen: an ultrasonic sensor is blind
 * close to itself, so its highest readable water level stands while the flood rises on. There the value is no plateau but
 * "at least", or "at most" at the lower end (domain.md §3.2, trap 10).
 */
export function sensorLimit(value: number, { min, max }: SensorRange): CheckResult {
  if (max !== undefined && value >= max) return onlyBound('at-least', max);
  return min !== undefined && value <= min ? onlyBound('at-most', min) : passed('sensor-limit');
}

/** A value is known only to lie at or beyond `limit`, which is where the sensor stops seeing. */
export const onlyBound = (bound: Bound, limit: number): CheckResult => ({
  check: 'sensor-limit',
  flag: SUSPECT,
  detail: finding(bound, { limit }),
  bound,
});

/** What an observation is when it is only a bound on what is there; undefined for one that is not. */
export function boundOf({ checks }: Pick<Observation, 'checks'>): Bound | undefined {
  // Nearly every observation has passed every check.
  return checks.length === 0 ? undefined : checks.find(({ check, flag }) => check === 'sensor-limit' && flag === SUSPECT)?.bound;
}

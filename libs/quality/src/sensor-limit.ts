import { passed } from './check-result.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult, Observation } from './observation.ts';

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
export function sensorLimit(value: number, sees: SensorRange): CheckResult {
  if (!isAtLimit(value, sees)) return passed('sensor-limit');
  const above = sees.max !== undefined && value >= sees.max;
  const detail = above ? `at least ${sees.max}: the sensor sees no higher` : `at most ${sees.min}: the sensor sees no lower`;
  return { check: 'sensor-limit', flag: SUSPECT, detail };
}

/** Whether an observation is only a bound on what is there. */
export const isOnlyBound = (observation: Observation): boolean =>
  observation.checks.some((result) => result.check === 'sensor-limit' && result.flag === SUSPECT);

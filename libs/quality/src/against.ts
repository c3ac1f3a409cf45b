import { worstFlag } from './flag.ts';
import type { CheckResult, Observation } from './observation.ts';

/** The observation with one more check that did not pass. */
export const against = (observation: Observation, result: CheckResult): Observation => ({
  ...observation,
  flag: worstFlag([observation.flag, result.flag]),
  checks: [...observation.checks, result],
});

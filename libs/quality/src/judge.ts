import type { Reading, Sensor } from '@voldgrav/reading';
import { clockCheck } from './clock-check.ts';
import { GOOD, worstFlag } from './flag.ts';
import { grossRange } from './gross-range.ts';
import type { CheckResult, Observation } from './observation.ts';

const NONE: readonly CheckResult[] = [];

/**
 * May we believe it? Runs every check that a single reading can answer and keeps what did not pass. The plausible range
 * is the sensor's for its main quantity; for what else it sends (battery, temperature) only the clock is checked.
 */
export function judge(reading: Reading, sensor: Sensor): Observation {
  const clock = clockCheck(reading);
  const results = reading.quantity === sensor.quantity ? [clock, grossRange(reading.value, { fail: sensor.plausible })] : [clock];
  // Nearly every reading passes every check.
  if (results.every((result) => result.flag === GOOD)) return { ...reading, flag: GOOD, checks: NONE };
  return {
    ...reading,
    flag: worstFlag(results.map((result) => result.flag)),
    checks: results.filter((result) => result.flag !== GOOD),
  };
}

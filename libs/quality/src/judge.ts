import type { Reading, Sensor } from '@voldgrav/reading';
import { clockCheck } from './clock-check.ts';
import { GOOD, worstFlag } from './flag.ts';
import { grossRange } from './gross-range.ts';
import type { CheckResult, Observation } from './observation.ts';

/**
 * May we believe it? Runs every check that a single reading can answer and keeps what did not pass. The plausible range
 * is the sensor's for its main quantity; for what else it sends (battery, temperature) only the clock is checked.
 */
export function judge(reading: Reading, sensor: Sensor): Observation {
  const results: CheckResult[] = [clockCheck(reading)];
  if (reading.quantity === sensor.quantity) results.push(grossRange(reading.value, { fail: sensor.plausible }));
  return {
    ...reading,
    flag: worstFlag(results.map((result) => result.flag)),
    checks: results.filter((result) => result.flag !== GOOD),
  };
}

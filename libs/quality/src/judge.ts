import { reckonedQuantity, type Reading, type Sensor } from '@voldgrav/reading';
import { clockCheck } from './clock-check.ts';
import { type Flag, GOOD, worstFlag } from './flag.ts';
import { grossRange } from './gross-range.ts';
import { maintenance } from './maintenance.ts';
import type { CheckResult, Observation } from './observation.ts';
import { sensorLimit } from './sensor-limit.ts';
import { usualLimits } from './usual-limits.ts';

const NONE: readonly CheckResult[] = [];

/**
 * May we believe it? Runs every check that a single reading can answer and keeps what did not pass. The plausible range
 * and what the instrument can see are for the sensor's main quantity; of what else it sends (battery, temperature) only
 * the clock and the sensor's maintenance speak.
 */
export function judge(reading: Reading, sensor: Sensor): Observation {
  // Nearly every reading passes every check: no list is begun for it.
  let doubts = noted(undefined, clockCheck(reading));
  if (reading.quantity === sensor.quantity) {
    doubts = noted(doubts, grossRange(reading.value, { fail: sensor.plausible }));
    if (sensor.sees !== undefined) doubts = noted(doubts, sensorLimit(reading.value, sensor.sees));
  } else if (reading.quantity === reckonedQuantity(sensor)) {
    // It says itself what we would have reckoned: of that the town has told no range.
    const { grossRange: usual } = usualLimits(reading.quantity);
    if (usual !== undefined) doubts = noted(doubts, grossRange(reading.value, usual));
  }
  if (sensor.maintenance !== undefined) doubts = noted(doubts, maintenance(sensor.maintenance, reading.phenomenonTime));
  return doubts === undefined ? observationOf(reading, GOOD, NONE) : observationOf(reading, worstFlag([GOOD, ...doubts.map(({ flag }) => flag)]), doubts);
}

const noted = (doubts: readonly CheckResult[] | undefined, result: CheckResult): readonly CheckResult[] | undefined =>
  result.flag === GOOD ? doubts : [...(doubts ?? NONE), result];

/** Written out: a spread costs 2 µs a reading, forty times as much (Node 20). */
function observationOf(reading: Reading, flag: Flag, checks: readonly CheckResult[]): Observation {
  const observation: Observation = {
    sensor: reading.sensor,
    quantity: reading.quantity,
    value: reading.value,
    phenomenonTime: reading.phenomenonTime,
    receivedAt: reading.receivedAt,
    timeFrom: reading.timeFrom,
    flag,
    checks,
  };
  return reading.revision === undefined ? observation : { ...observation, revision: reading.revision };
}

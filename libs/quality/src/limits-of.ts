import { seconds } from '@voldgrav/hydrology';
import { reckonedQuantity, type Sensor } from '@voldgrav/reading';
import type { SeriesLimits } from './check-point.ts';
import type { RateLimits } from './rate-of-change.ts';
import { LONGEST_GAP } from './time-gap.ts';
import { usualLimits } from './usual-limits.ts';

/** A water level may move so far from one reading to the next whatever the time between: waves, and a pump that starts. */
const WAVES_M = 0.1;
/** So many intervals without a word are a gap, where two hours are no silence yet. */
const GAP_INTERVALS = 3;

/**
 * What a sensor's series is put to live: the usual limits for what it measures, and the town's own where it names them. What
 * a single reading can answer (`judge`) is left out. A reading every half minute would be too fast for each ripple, so what
 * waves do is granted. Rain that follows from counts was judged with them.
 */
export function limitsOf(sensor: Sensor): SeriesLimits {
  if (sensor.checks !== undefined || sensor.sees !== undefined || sensor.counter !== undefined) return ownLimitsOf(sensor);
  const kind = `${reckonedQuantity(sensor)} ${sensor.expectedInterval}`;
  const known = shared.get(kind) ?? ownLimitsOf(sensor);
  shared.set(kind, known);
  return known;
}

/** One object for all series of a kind: ten thousand have the same limits. */
const shared = new Map<string, SeriesLimits>();

function ownLimitsOf(sensor: Sensor): SeriesLimits {
  const { checks = {}, expectedInterval, counter, level } = sensor;
  if (counter !== undefined) return {};
  const { spike, rateOfChange, flatLine, exceedance, streak } = usualLimits(reckonedQuantity(sensor));
  const rate = checks.ratePerHour ?? grantedWaves(rateOfChange);
  return {
    spike: checks.spike === undefined ? spike : { method: 'differential', ...checks.spike },
    rateOfChange: rate,
    flatLine: checks.flatLine ?? flatLine,
    // What a sensor sees is in the unit of what it says.
    sensorLimit: level === undefined ? sensor.sees : undefined,
    exceedance,
    streak,
    timeGap: { longest: checks.longestGap ?? seconds(Math.max(LONGEST_GAP, GAP_INTERVALS * expectedInterval)) },
  };
}

const granted = new Map<RateLimits, RateLimits>();

/** One object for all series of a kind: ten thousand have the same limits. */
function grantedWaves(usual: RateLimits | undefined): RateLimits | undefined {
  if (usual === undefined) return undefined;
  const known = granted.get(usual) ?? { ...usual, granted: WAVES_M };
  granted.set(usual, known);
  return known;
}

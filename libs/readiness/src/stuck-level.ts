import { type Instant, type Millimetres, millimetres, MINUTE, minutes } from '@voldgrav/hydrology';
import { type Samples, samplesIn } from '@voldgrav/rollup';
import type { Reason } from './reason.ts';

/** A level that says the same for so long ... */
export const STILL_FOR = minutes(30);
/** ... although so much rain fell that it must have moved: several times the loss that hard surfaces can hold. */
export const MOVING_RAIN = millimetres(5);
/** Less than this between its highest and lowest is the same. */
const SAME = 0.001;

/**
 * Whether a level sensor is stuck: it stood still to the millimetre while rain came down whose runoff must have reached it. A dry
 * basin stands still too, so stillness alone proves nothing. `rain` is what fell over the catchment in half an hour, early
 * enough for its runoff to have arrived by `now`.
 */
export function stuckLevel(levels: Samples, rain: Millimetres, now: Instant): Reason | undefined {
  if (rain < MOVING_RAIN) return undefined;
  const until = now;
  const within = samplesIn(levels, { after: (now - STILL_FOR * MINUTE) as Instant, until });
  const first = within[0];
  // Two readings may happen to agree; and the half hour must be there, or nobody knows that it stood still so long.
  if (within.length < 3 || first === undefined || levels[0] === undefined || levels[0].at > first.at - 1) return undefined;
  // At the end of what it sees a sensor must stand still.
  if (within.some(({ bound }) => bound !== undefined)) return undefined;
  const values = within.map(({ value }) => value);
  return Math.max(...values) - Math.min(...values) < SAME ? { code: 'level-still', minutes: STILL_FOR, rain } : undefined;
}

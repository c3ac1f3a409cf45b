import type { Instant } from '@voldgrav/hydrology';
import { type Flag, isUsable, type Observation, worstFlag } from '@voldgrav/quality';
import { windowEnd } from './resolution.ts';

/**
 * The usable observations of one series in (end − resolution, end], on a grid that every series shares (design.md D9). `count`
 * is the fact from which completeness follows: how many were expected is the sensor's to say.
 */
export interface Rollup {
  readonly endsAt: Instant;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  readonly sum: number;
  readonly count: number;
  /** The worst of those that count. */
  readonly flag: Flag;
}

/** What rolling up needs to know of an observation. */
export type Rollable = Pick<Observation, 'phenomenonTime' | 'value' | 'flag'>;

/**
 * Windows that hold something usable, in time order; a gap is a window that is not there. Every extreme survives (F42). What
 * failed its checks stays out. Observations come in time order.
 */
export function rollUp(observations: readonly Rollable[], resolution: number): readonly Rollup[] {
  const rollups: Rollup[] = [];
  for (const { phenomenonTime, value, flag } of observations) {
    if (!isUsable({ flag })) continue;
    joinLast(rollups, { endsAt: windowEnd(phenomenonTime, resolution), min: value, max: value, last: value, sum: value, count: 1, flag });
  }
  return rollups;
}

/** The same from rollups of a finer resolution that divides this one, in time order. */
export function rollUpFurther(finer: readonly Rollup[], resolution: number): readonly Rollup[] {
  const rollups: Rollup[] = [];
  for (const each of finer) joinLast(rollups, { ...each, endsAt: windowEnd(each.endsAt, resolution) });
  return rollups;
}

function joinLast(rollups: Rollup[], next: Rollup): void {
  const open = rollups[rollups.length - 1];
  if (open?.endsAt === next.endsAt) rollups[rollups.length - 1] = joined(open, next);
  else rollups.push(next);
}

const joined = (earlier: Rollup, later: Rollup): Rollup => ({
  endsAt: earlier.endsAt,
  min: Math.min(earlier.min, later.min),
  max: Math.max(earlier.max, later.max),
  last: later.last,
  sum: earlier.sum + later.sum,
  count: earlier.count + later.count,
  flag: worstFlag([earlier.flag, later.flag]),
});

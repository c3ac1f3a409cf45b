import { type DrainageState, minutes, windowEndingAt } from '@voldgrav/hydrology';
import { landRain, unplacedRain } from '@voldgrav/rollup';
import type { Reason } from '../reason.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel } from './catchment-model.ts';
import type { ModelTrack } from './model-track.ts';

/** After so many of its time constants a linear reservoir has given nearly all. */
const TIME_CONSTANTS = 3;

/** m³ that are on their way over one land if the sums over gaps fell late, and that are not if they fell early. */
export interface UnplacedWater {
  /** The land's part. */
  readonly at: number;
  /** By the slot of `underway` in which they arrive, the next one first; none for rural land. */
  readonly more: Float64Array;
  readonly less: Float64Array;
  /** In the slow reservoir of rural land. */
  readonly moreHeld: number;
  readonly lessHeld: number;
}

/**
 * What the model's middle, which lays a sum over a gap evenly over the gap, may have too little or too much of on its way at the
 * track's time: when in its gap the rain fell is not known (contract.md §3). What has come down from the land since is the
 * basins' own doubt, and their water level tells.
 */
export function unplacedWater(model: CatchmentModel, { at: now, drainage }: ModelTrack, evidence: CatchmentEvidence): readonly UnplacedWater[] {
  return model.lands.flatMap(({ catchment, at }) => {
    const part = model.plan.parts[at];
    if (part?.kind !== 'land') return [];
    const window = windowEndingAt(now, minutes(Math.ceil(part.travel * (part.soil === undefined ? 1 : TIME_CONSTANTS))));
    const gauges = catchment.gauges.map(evidence.gauge);
    const ends = unplacedRain(gauges, window);
    if (ends === undefined) return [];
    const { depth } = landRain(gauges, window);
    const [later, earlier] = [ends.latest.map((mm, minute) => mm - depth[minute]!), ends.earliest.map((mm, minute) => depth[minute]! - mm)];
    if (part.soil === undefined) {
      const spread = drainage.layout.spread[at]!;
      return [{ at, more: arriving(later, spread, part.hard), less: arriving(earlier, spread, part.hard), moreHeld: 0, lessHeld: 0 }];
    }
    const runsOff = part.hard + part.soft * (drainage.soil[at]! / part.soil.capacity) ** part.soil.exponent;
    return [{ at, more: NONE, less: NONE, moreHeld: held(later, part.travel) * runsOff, lessHeld: held(earlier, part.travel) * runsOff }];
  });
}

const NONE = new Float64Array(0);

/** Runoff of a minute arrives in that one and the `spread` − 1 that follow; what of it is still to come, m³ by slot. */
function arriving(rain: Float64Array, spread: number, cubicMetresPerMm: number): Float64Array {
  const slots = new Float64Array(Math.max(0, spread - 1));
  let fallen = 0;
  for (let slot = slots.length - 1; slot >= 0; slot -= 1) {
    fallen += rain[rain.length - slots.length + slot] ?? 0;
    slots[slot] = (Math.max(0, fallen) * cubicMetresPerMm) / spread;
  }
  return slots;
}

/** mm of what came to a linear reservoir that it still holds. */
const held = (rain: Float64Array, constant: number): number => Math.max(0, rain.reduce((sum, mm, minute) => sum + mm * Math.exp(-(rain.length - 1 - minute) / constant), 0));

/** Worth saying from here on, in mm. */
const NOTEWORTHY = 0.1;

/** Which lands' rain was told as sums over gaps, and by how many mm that leaves open what is on its way. */
export const unplacedRemarks = (model: CatchmentModel, waters: readonly UnplacedWater[]): readonly Reason[] =>
  waters.flatMap(({ at, more, less, moreHeld, lessHeld }): readonly Reason[] => {
    const part = model.plan.parts[at]!;
    const land = model.lands.find((each) => each.at === at);
    if (part.kind !== 'land' || land === undefined) return [];
    const mm = Math.max(sumOf(more) + moreHeld, sumOf(less) + lessHeld) / (part.hard + part.soft);
    return mm < NOTEWORTHY ? [] : [{ code: 'rain-unplaced', name: land.catchment.name, mm }];
  });

const sumOf = (volumes: Float64Array): number => volumes.reduce((sum, each) => sum + each, 0);

/** The state with that water on its way too (1), or without it (−1). */
export function withUnplaced(state: DrainageState, waters: readonly UnplacedWater[], sign: 1 | -1): DrainageState {
  for (const { at, more, less, moreHeld, lessHeld } of waters) {
    const begin = state.layout.first[at]!;
    const count = state.layout.first[at + 1]! - begin;
    (sign > 0 ? more : less).forEach((volume, slot) => {
      const place = begin + ((state.tick + slot) % count);
      state.underway[place] = Math.max(0, state.underway[place]! + sign * volume);
    });
    state.volume[at] = Math.max(0, state.volume[at]! + sign * (sign > 0 ? moreHeld : lessHeld));
  }
  return state;
}

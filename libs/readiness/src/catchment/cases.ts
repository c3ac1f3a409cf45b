import { copyOf, type DrainageConditions, type DrainageState, M3_PER_LPS_MINUTE, multiplyUnderway } from '@voldgrav/hydrology';
import type { CatchmentModel } from './catchment-model.ts';
import type { ModelCase } from './first-limit.ts';
import type { ModelTrack } from './model-track.ts';
import { AREA_UNCERTAINTY, OUTLET_UNCERTAINTY } from '../uncertainty.ts';
import type { RuralWater } from './rural-water.ts';
import { type UnplacedWater, withUnplaced } from './unplaced-water.ts';
import { withUnseenWater } from './unseen-water.ts';

/** The middle of a range and its two bounds. */
export interface Cases {
  readonly middle: ModelCase;
  readonly worse: ModelCase;
  readonly better: ModelCase;
}

export interface Doubts {
  /** Share by which the gauges of each land differ, by part: what is on its way from there may be that much more or less. */
  readonly gaugeSpread: Float64Array;
  /** Basins whose outlet may give nothing at all, by part. */
  readonly suspectedOutlets: readonly number[];
  /** Gauges say too little: rain may have used the initial loss up. */
  readonly surfaceMayBeWet: boolean;
  /** What sums over gaps may have put on its way beyond the middle, or not. */
  readonly unplaced?: readonly UnplacedWater[];
  /** Rain that may have fallen unseen on each of the model's lands, see `unseenRain`. */
  readonly unseen?: readonly (Float64Array | undefined)[];
  /** Parts of basins and streams that no water level tells of. */
  readonly unheardWater?: ReadonlySet<number>;
  /** What streams tell of the country above them. The worse case does not believe it. */
  readonly rural?: RuralWater;
}

/**
 * Where the model may be wrong, all turned the same way: reduced area, what is on its way, the volume of each basin, each
 * outlet (readiness.md §2). In the worse case a suspected outlet gives nothing, and on land of which no gauge speaks it has rained.
 */
export function casesOf(model: CatchmentModel, track: ModelTrack, conditions: DrainageConditions, doubts: Doubts): Cases {
  const worseOutlets = conditions.outletShare.map((share, at) => (doubts.suspectedOutlets.includes(at) ? 0 : share * (1 - OUTLET_UNCERTAINTY)));
  const dryFlow = conditions.dryFlow.map((flow, at) => flow - (doubts.rural?.ofBase[at] ?? 0));
  return {
    middle: { state: told(model, track.drainage, doubts.rural), conditions: { ...conditions, dryFlow }, underwayFactor: 1 },
    worse: {
      state: withUnseenWater(model, spread(model, withUnplaced(turned(model, track, 1, doubts.surfaceMayBeWet), doubts.unplaced ?? [], 1), doubts, 1), doubts.unseen ?? [], (part) => doubts.unheardWater?.has(part) !== true),
      conditions: { ...conditions, areaFactor: 1 + AREA_UNCERTAINTY, outletShare: worseOutlets },
      underwayFactor: 1 + AREA_UNCERTAINTY,
    },
    better: {
      state: spread(model, withUnplaced(told(model, turned(model, track, -1, false), doubts.rural), doubts.unplaced ?? [], -1), doubts, -1),
      conditions: { ...conditions, dryFlow, areaFactor: 1 - AREA_UNCERTAINTY, outletShare: conditions.outletShare.map((share) => share * (1 + OUTLET_UNCERTAINTY)) },
      underwayFactor: 1 - AREA_UNCERTAINTY,
    },
  };
}

/**
 * What is on its way from each land, by the spread of its gauges: `underwayFactor` turns it by the area alone. What is on its way from the country lies in its
 * reservoir, and is turned by both where no stream tells of it.
 */
function spread({ lands }: CatchmentModel, state: DrainageState, { gaugeSpread, rural }: Doubts, sign: 1 | -1): DrainageState {
  for (const { at, catchment } of lands) {
    const both = Math.max(0, 1 + sign * Math.hypot(AREA_UNCERTAINTY, gaugeSpread[at]!));
    if (gaugeSpread[at]! > 0) multiplyUnderway(state, at, both / (1 + sign * AREA_UNCERTAINTY));
    if (catchment.soil !== undefined && rural?.isTold[at] !== 1) state.volume[at]! *= both;
  }
  return state;
}

/** With as much in the reservoirs of rural land as the streams tell. */
function told(model: CatchmentModel, state: DrainageState, rural: RuralWater | undefined): DrainageState {
  if (rural === undefined || rural.share.every((share) => share === 1)) return state;
  const next = copyOf(state);
  for (const { at } of model.lands) next.volume[at]! *= rural.share[at]!;
  return next;
}

function turned(model: CatchmentModel, track: ModelTrack, sign: 1 | -1, surfaceMayBeWet: boolean): DrainageState {
  const state = copyOf(track.drainage);
  for (const { at } of model.basins) {
    const part = model.plan.parts[at]!;
    if (part.kind !== 'store') continue;
    state.volume[at] = Math.min(part.capacity, Math.max(0, state.volume[at]! + sign * track.doubt[at]!));
  }
  for (const { at } of model.streams) {
    const part = model.plan.parts[at]!;
    if (part.kind !== 'conduit' || part.passage === undefined) continue;
    const alone = track.inflow[at]! * M3_PER_LPS_MINUTE * part.passage;
    // Nobody heard of: the model's own doubt. A level that is lower than the model takes nothing off the worse case: what the model expects may only be late.
    const doubt = track.doubt[at] === Infinity ? AREA_UNCERTAINTY * state.volume[at]! : track.doubt[at]!;
    state.volume[at] = sign < 0 ? Math.max(0, state.volume[at]! - doubt) : Math.max(state.volume[at]! + doubt, alone * (1 + AREA_UNCERTAINTY));
  }
  if (surfaceMayBeWet) for (const { at } of model.lands) state.surface[at] = 0;
  return state;
}

import type { DrainagePlan } from './drainage-plan.ts';
import type { DrainageState } from './drainage-state.ts';
import { CONDUIT, LAND, REACH, STORE, type WayColumns } from './plan-columns.ts';
import { seasonOf, soilAfterRain } from './soil.ts';
import { M3_PER_LPS_MINUTE, stepStore, type StoreStep } from './store-step.ts';

/** What is given from outside while the model runs, part by part in the plan's order. */
export interface DrainageConditions {
  /** Share of a basin's outlet that works: 0 when it is closed or its pump has stopped. */
  readonly outletShare: Float64Array;
  /** Water level that a basin's outlet runs out into; NaN where that is not known. */
  readonly recipient: Float64Array;
  /** l/s that come without rain: dry-weather flow, a stream's base flow, a release from upstream. */
  readonly dryFlow: Float64Array;
  /** 0 is January; the soil dries by season. */
  readonly month: number;
  /** Land that gives more or less water than the plan says, for the bounds of a range. */
  readonly areaFactor: number;
}

export const usualConditions = (plan: DrainagePlan, month = 0): DrainageConditions => ({
  outletShare: new Float64Array(plan.parts.length).fill(1),
  recipient: new Float64Array(plan.parts.length).fill(NaN),
  dryFlow: new Float64Array(plan.parts.length),
  month,
  areaFactor: 1,
});

/** Where the water of one step came from and went, in m³, and what each part had to take. */
export interface DrainageFlows {
  rain: number;
  dryFlow: number;
  evaporated: number;
  /** Left by the sea or a way out of the plan. */
  left: number;
  /** Could not be held or let through and had nowhere else to go. */
  flooded: number;
  /** m³ that came to each part. */
  readonly inflow: Float64Array;
  /** m³ that each part sent on its usual way. */
  readonly outflow: Float64Array;
  /** m³ that each part could not hold or let through. */
  readonly excess: Float64Array;
}

export const noFlows = (plan: DrainagePlan): DrainageFlows => ({
  rain: 0,
  dryFlow: 0,
  evaporated: 0,
  left: 0,
  flooded: 0,
  inflow: new Float64Array(plan.parts.length),
  outflow: new Float64Array(plan.parts.length),
  excess: new Float64Array(plan.parts.length),
});

/** How close each part comes to what it can take, kept count of while a plan is run on; in the plan's order. See `Projection`. */
export interface LoadColumns {
  /** What a full basin or a reach full to its bank holds, what a conduit lets through in a step; 0 for what has no load. */
  readonly most: Float64Array;
  /** As of the step before. */
  readonly before: Float64Array;
  readonly load: Float64Array;
  readonly reachedAfter: Float64Array;
  readonly overflowed: Float64Array;
}

/**
 * Moves all water on by one step of the state's length, in place: `rain` in mm by part (only land is asked). The flows of
 * this step are written over those of the last. For every step, rain + dry flow = evaporated + left + flooded + rise of
 * `storedWater`. Source: domain.md §4.2.
 */
export function drainStep(plan: DrainagePlan, state: DrainageState, rain: Float64Array, conditions: DrainageConditions, flows: DrainageFlows): void {
  drainSteps(plan, state, { depths: rain, count: 1, isEven: false }, conditions, flows);
}

/** mm for each of `count` steps where it falls evenly over all land; for each part of the only step where it does not. */
export interface FallingRain {
  readonly depths: Float64Array;
  readonly count: number;
  readonly isEven: boolean;
}

/**
 * As `drainStep`, step after step, of which the flows of the last are told. `loads` are kept count of where they are given.
 *
 * A forecast of a town is hundreds of thousands of these steps, each a few numbers of a few parts. So they are one loop over columns that are looked up once,
 * and nothing is called for what nearly every part does.
 */
export function drainSteps({ columns }: DrainagePlan, state: DrainageState, { depths, count: steps, isEven }: FallingRain, conditions: DrainageConditions, flows: DrainageFlows, loads?: LoadColumns): void {
  const { kinds, hard, soft, wholeLoss, recovery, capacity, soils, stores, regulated, ways, overflowWays } = columns;
  const { first: firstWay, to: wayTo, shares: wayShares } = ways;
  const { layout, surface, volume, underway } = state;
  const { step: minutes, first, spread, kept, keptOfInflow } = layout;
  const { outletShare, recipient, dryFlow } = conditions;
  const { inflow, outflow, excess } = flows;
  const count = kinds.length;
  const scale = M3_PER_LPS_MINUTE * minutes;
  const moreLand = conditions.areaFactor - 1;
  for (let index = 0; index < steps; index += 1) {
    let dry = 0;
    let fallen = 0;
    let evaporated = 0;
    let left = 0;
    noWay[FLOODED] = 0;
    for (let at = 0; at < count; at += 1) inflow[at] = 0;
    for (let at = 0; at < count; at += 1) {
      const dryHere = dryFlow[at]! * scale;
      dry += dryHere;
      const came = inflow[at]! + dryHere;
      inflow[at] = came;
      const kind = kinds[at]!;
      let out = came;
      let over = 0;
      if (kind === LAND) {
        // The initial loss is taken as `lossAfterStep` takes it.
        const depth = depths[isEven ? index : at]!;
        const before = surface[at]!;
        const all = hard[at]! + soft[at]!;
        let effective = 0;
        if (depth > 0) {
          const lost = Math.min(depth, before);
          surface[at] = before - lost;
          effective = depth - lost;
          fallen += depth * all;
        } else if (before < wholeLoss[at]!) {
          const after = Math.min(wholeLoss[at]!, before + recovery[at]! * minutes);
          surface[at] = after;
          evaporated += (after - before) * all;
        }
        let runoff = effective * hard[at]!;
        const soil = soils[at];
        if (soil !== undefined) {
          const moisture = state.soil[at]! * layout.soilKept[seasonOf(conditions.month)][at]!;
          evaporated += (state.soil[at]! - moisture) * soft[at]!;
          const soaked = soilAfterRain(moisture, effective, soil);
          state.soil[at] = soaked.moisture;
          runoff += soaked.runoff * soft[at]!;
        }
        // More land than the plan knows of brings its own rain with it.
        const more = runoff * moreLand;
        fallen += more;
        runoff += more;
        if (soil !== undefined) {
          const stored = volume[at]!;
          volume[at] = stored * kept[at]! + runoff * keptOfInflow[at]!;
          out += stored + runoff - volume[at]!;
          runoff = 0;
        }
        // Runoff is laid where it arrives. What arrives now leaves its slot empty for what comes a whole round later.
        const begin = first[at]!;
        const end = first[at + 1]!;
        const present = begin + (state.tick % (end - begin));
        if (runoff > 0) {
          // The ring may be longer than this land's spread, where it was laid out for water that came in longer steps.
          const each = runoff / spread[at]!;
          const beyond = present + spread[at]!;
          const unbroken = Math.min(beyond, end);
          for (let slot = present; slot < unbroken; slot += 1) underway[slot]! += each;
          for (let slot = begin; slot < begin + beyond - unbroken; slot += 1) underway[slot]! += each;
        }
        out += underway[present]!;
        underway[present] = 0;
      } else if (kind === STORE) {
        const regulatedFlow = regulated[at]!;
        const below = recipient[at]!;
        if (regulatedFlow >= 0 && Number.isNaN(below)) {
          // As `stepStore` lets it out.
          const full = volume[at]! + came;
          const remains = full - (outletShare[at]! <= 0 ? 0 : Math.min(regulatedFlow * (scale * outletShare[at]!), full));
          const held = Math.min(remains, capacity[at]!);
          volume[at] = held;
          over = remains - held;
          out = full - remains;
        } else {
          scratch.volume = volume[at]!;
          scratch.pumping = state.pumping[at] === 1;
          outlet.share = outletShare[at]!;
          outlet.recipient = Number.isNaN(below) ? undefined : below;
          stepStore(scratch, stores[at]!, came, minutes, outlet);
          volume[at] = scratch.volume;
          state.pumping[at] = scratch.pumping ? 1 : 0;
          out = scratch.out;
          over = scratch.overflow;
        }
      } else if (kind === CONDUIT) {
        out = Math.min(came, capacity[at]! * scale);
        over = came - out;
      } else if (kind === REACH) {
        const stored = volume[at]!;
        volume[at] = stored * kept[at]! + came * keptOfInflow[at]!;
        const through = stored + came - volume[at]!;
        out = Math.min(through, capacity[at]! * scale);
        over = through - out;
      }
      outflow[at] = out;
      excess[at] = over;
      const lastWay = firstWay[at + 1]!;
      let way = firstWay[at]!;
      if (way === lastWay) left += out;
      else {
        let rest = out;
        for (; way < lastWay; way += 1) {
          const part = out * wayShares[way]!;
          inflow[wayTo[way]!]! += part;
          rest -= part;
        }
        left += Math.max(0, rest);
      }
      if (over > 0) overflows(excess, at, overflowWays, inflow);
      if (loads === undefined || loads.most[at] === 0) continue;
      if (kind === STORE) loads.overflowed[at]! += over;
      // A reach overflows nothing of what it holds: its `overflowed` stays 0.
      const now = (kind === CONDUIT ? came : volume[at]! + loads.overflowed[at]!) / loads.most[at]!;
      if (now > loads.load[at]!) loads.load[at] = now;
      if (now >= 1 && loads.reachedAfter[at] === Infinity) {
        const last = loads.before[at]!;
        loads.reachedAfter[at] = (index + (now > last ? Math.max(0, (1 - last) / (now - last)) : 0)) * minutes;
      }
      loads.before[at] = now;
    }
    flows.rain = fallen;
    flows.evaporated = evaporated;
    flows.dryFlow = dry;
    flows.left = left;
    flows.flooded = noWay[FLOODED]!;
    state.tick += 1;
  }
}

// One pair for all runs: nothing here lives past the call that fills it.
const scratch: StoreStep = { volume: 0, out: 0, overflow: 0, pumping: false };
const outlet: { share: number; recipient: number | undefined } = { share: 1, recipient: undefined };

/** m³ of a step that overflowed and had no way to go. In a column: a number that a call takes or gives back is an object each time. */
const noWay = new Float64Array(1);
const FLOODED = 0;

/** Lays what `volumes` says of part `at` where it goes, and adds what has no way to `noWay`. */
function overflows(volumes: Float64Array, at: number, { first, to, shares }: WayColumns, inflow: Float64Array): void {
  const volume = volumes[at]!;
  const end = first[at + 1]!;
  let way = first[at]!;
  if (way === end) {
    noWay[FLOODED]! += volume;
    return;
  }
  let rest = volume;
  for (; way < end; way += 1) {
    const share = volume * shares[way]!;
    inflow[to[way]!]! += share;
    rest -= share;
  }
  noWay[FLOODED]! += Math.max(0, rest);
}

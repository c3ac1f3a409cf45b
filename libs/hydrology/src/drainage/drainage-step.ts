import type { DrainagePlan } from './drainage-plan.ts';
import type { DrainageState } from './drainage-state.ts';
import { CONDUIT, LAND, type PlanColumns, REACH, STORE, type WayColumns } from './plan-columns.ts';
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

/**
 * Moves all water on by one step of the state's length, in place: `rain` in mm by part (only land is asked). The flows of
 * this step are written over those of the last. For every step, rain + dry flow = evaporated + left + flooded + rise of
 * `storedWater`. Source: domain.md §4.2.
 */
export function drainStep({ columns }: DrainagePlan, state: DrainageState, rain: Float64Array, conditions: DrainageConditions, flows: DrainageFlows): void {
  const { kinds, ways, overflowWays } = columns;
  const { inflow } = flows;
  const count = kinds.length;
  const scale = M3_PER_LPS_MINUTE * state.layout.step;
  let dryFlow = 0;
  noWay[LEFT] = noWay[FLOODED] = 0;
  flows.rain = flows.evaporated = 0;
  for (let at = 0; at < count; at += 1) inflow[at] = 0;
  for (let at = 0; at < count; at += 1) {
    const dry = conditions.dryFlow[at]! * scale;
    dryFlow += dry;
    const came = inflow[at]! + dry;
    inflow[at] = came;
    const kind = kinds[at]!;
    let out = came;
    let excess = 0;
    if (kind === LAND) {
      flows.outflow[at] = came;
      landOut(columns, at, state, rain, conditions, flows);
      out = flows.outflow[at]!;
    } else if (kind === STORE) {
      scratch.volume = state.volume[at]!;
      scratch.pumping = state.pumping[at] === 1;
      outlet.share = conditions.outletShare[at]!;
      const recipient = conditions.recipient[at]!;
      outlet.recipient = Number.isNaN(recipient) ? undefined : recipient;
      stepStore(scratch, columns.stores[at]!, came, state.layout.step, outlet);
      state.volume[at] = scratch.volume;
      state.pumping[at] = scratch.pumping ? 1 : 0;
      out = scratch.out;
      excess = scratch.overflow;
    } else if (kind === CONDUIT || kind === REACH) {
      const through = kind === REACH ? passed(at, state, came) : came;
      out = Math.min(through, columns.capacity[at]! * scale);
      excess = through - out;
    }
    flows.outflow[at] = out;
    flows.excess[at] = excess;
    send(flows.outflow, at, ways, inflow, LEFT);
    if (excess > 0) send(flows.excess, at, overflowWays, inflow, FLOODED);
  }
  flows.dryFlow = dryFlow;
  flows.left = noWay[LEFT]!;
  flows.flooded = noWay[FLOODED]!;
  state.tick += 1;
}

// One pair for all runs: nothing here lives past the call that fills it.
const scratch: StoreStep = { volume: 0, out: 0, overflow: 0, pumping: false };
const outlet: { share: number; recipient: number | undefined } = { share: 1, recipient: undefined };

/** m³ of a step that had no way to go: of what runs out, and of what overflows. In a column, as all of them: a number that a call takes or gives back is an object each time. */
const noWay = new Float64Array(2);
const LEFT = 0;
const FLOODED = 1;

/** Lays what `volumes` says of part `at` where it goes, and adds what has no way to `noWay`. */
function send(volumes: Float64Array, at: number, { first, to, shares }: WayColumns, inflow: Float64Array, place: number): void {
  const volume = volumes[at]!;
  const end = first[at + 1]!;
  let way = first[at]!;
  if (way === end) {
    noWay[place]! += volume;
    return;
  }
  let rest = volume;
  for (; way < end; way += 1) {
    const share = volume * shares[way]!;
    inflow[to[way]!]! += share;
    rest -= share;
  }
  noWay[place]! += Math.max(0, rest);
}

/**
 * Adds what runs from the land in this step to its outflow; m³. The initial loss is taken as `lossAfterStep` takes it. Columns are
 * written and read, since a number that is given, or given back, costs an object each of the many times.
 */
function landOut({ wholeLoss, recovery, hard, soft, soils }: PlanColumns, at: number, state: DrainageState, rain: Float64Array, conditions: DrainageConditions, flows: DrainageFlows): void {
  const { step } = state.layout;
  const depth = rain[at]!;
  const before = state.surface[at]!;
  const all = hard[at]! + soft[at]!;
  let effective = 0;
  if (depth > 0) {
    const lost = Math.min(depth, before);
    state.surface[at] = before - lost;
    effective = depth - lost;
    flows.rain += depth * all;
  } else if (before < wholeLoss[at]!) {
    const after = Math.min(wholeLoss[at]!, before + recovery[at]! * step);
    state.surface[at] = after;
    flows.evaporated += (after - before) * all;
  }
  let runoff = effective * hard[at]!;
  const soil = soils[at];
  if (soil !== undefined) {
    const moisture = state.soil[at]! * state.layout.soilKept[seasonOf(conditions.month)][at]!;
    flows.evaporated += (state.soil[at]! - moisture) * soft[at]!;
    const soaked = soilAfterRain(moisture, effective, soil);
    state.soil[at] = soaked.moisture;
    runoff += soaked.runoff * soft[at]!;
  }
  // More land than the plan knows of brings its own rain with it.
  const more = runoff * (conditions.areaFactor - 1);
  flows.rain += more;
  if (soil !== undefined) flows.outflow[at]! += passed(at, state, runoff + more);
  arrive(at, state, soil === undefined ? runoff + more : 0, flows);
}

/** What comes out of a part's linear reservoir when `came` m³ come to it. */
function passed(at: number, state: DrainageState, came: number): number {
  const stored = state.volume[at]!;
  state.volume[at] = stored * state.layout.kept[at]! + came * state.layout.keptOfInflow[at]!;
  return stored + came - state.volume[at];
}

/** Lays `runoff` where it arrives, and adds what arrives now to the outflow; its slot is left empty for what comes a whole round later. */
function arrive(at: number, { layout, tick, underway }: DrainageState, runoff: number, flows: DrainageFlows): void {
  const begin = layout.first[at]!;
  const end = layout.first[at + 1]!;
  const present = begin + (tick % (end - begin));
  if (runoff > 0) {
    // The ring may be longer than this land's spread, where it was laid out for water that came in longer steps.
    const spread = layout.spread[at]!;
    const each = runoff / spread;
    let slot = present;
    for (let left = spread; left > 0; left -= 1) {
      underway[slot]! += each;
      slot += 1;
      if (slot === end) slot = begin;
    }
  }
  flows.outflow[at]! += underway[present]!;
  underway[present] = 0;
}

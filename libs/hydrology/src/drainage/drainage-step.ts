import { lossAfterStep } from '../initial-loss.ts';
import { millimetres, minutes } from '../units.ts';
import type { DrainagePlan, LandPart, Ways } from './drainage-plan.ts';
import type { DrainageState } from './drainage-state.ts';
import { reservoirStep } from './linear-reservoir.ts';
import { keptInMonth, soilAfterRain, soilKept } from './soil.ts';
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
 * Moves all water on by one step of `state.step` minutes, in place: `rain` in mm by part (only land is asked), or one depth for all. The flows of
 * this step are written over those of the last. For every step, rain + dry flow = evaporated + left + flooded + rise of
 * `storedWater`. Source: domain.md §4.2.
 */
export function drainStep(plan: DrainagePlan, state: DrainageState, rain: Float64Array | number, conditions: DrainageConditions, flows: DrainageFlows): void {
  flows.rain = flows.dryFlow = flows.evaporated = flows.left = flows.flooded = 0;
  for (let at = 0; at < plan.parts.length; at += 1) flows.inflow[at] = 0;
  for (let at = 0; at < plan.parts.length; at += 1) {
    const part = plan.parts[at]!;
    const dry = conditions.dryFlow[at]! * M3_PER_LPS_MINUTE * state.step;
    flows.dryFlow += dry;
    flows.inflow[at]! += dry;
    const inflow = flows.inflow[at]!;
    let out = inflow;
    let excess = 0;
    if (part.kind === 'land') out += landOut(part, at, state, typeof rain === 'number' ? rain : rain[at]!, conditions, flows);
    else if (part.kind === 'store') {
      scratch.volume = state.volume[at]!;
      scratch.pumping = state.pumping[at] === 1;
      outlet.share = conditions.outletShare[at]!;
      const recipient = conditions.recipient[at]!;
      outlet.recipient = Number.isNaN(recipient) ? undefined : recipient;
      stepStore(scratch, part, inflow, state.step, outlet);
      state.volume[at] = scratch.volume;
      state.pumping[at] = scratch.pumping ? 1 : 0;
      out = scratch.out;
      excess = scratch.overflow;
    } else if (part.kind === 'conduit') {
      out = Math.min(inflow, part.capacity * M3_PER_LPS_MINUTE * state.step);
      excess = inflow - out;
    }
    flows.outflow[at] = out;
    flows.excess[at] = excess;
    flows.left += sent(out, plan.ways[at]!, flows.inflow);
    if (excess > 0) flows.flooded += sent(excess, plan.overflowWays[at]!, flows.inflow);
  }
  state.tick += 1;
}

// One pair for all runs: nothing here lives past the call that fills it.
const scratch: StoreStep = { volume: 0, out: 0, overflow: 0, pumping: false };
const outlet: { share: number; recipient: number | undefined } = { share: 1, recipient: undefined };

/** Lays `volume` where it goes and gives back what has no way. */
function sent(volume: number, ways: Ways, inflow: Float64Array): number {
  let rest = volume;
  for (let way = 0; way < ways.to.length; way += 1) {
    const share = volume * ways.shares[way]!;
    inflow[ways.to[way]!]! += share;
    rest -= share;
  }
  return ways.to.length === 0 ? volume : Math.max(0, rest);
}

/** What runs from the land in this step; m³. */
function landOut(part: LandPart, at: number, state: DrainageState, depth: number, conditions: DrainageConditions, flows: DrainageFlows): number {
  const before = state.surface[at]!;
  const after = lossAfterStep(millimetres(before), millimetres(depth), minutes(state.step), part.loss);
  state.surface[at] = after;
  const effective = Math.max(0, depth - Math.max(0, before - after));
  flows.rain += depth * (part.hard + part.soft);
  flows.evaporated += Math.max(0, after - before) * (part.hard + part.soft);
  let runoff = effective * part.hard;
  if (part.soil !== undefined) {
    const kept = soilKept(keptInMonth(part.soil, conditions.month), state.step);
    const moisture = state.soil[at]! * kept;
    flows.evaporated += (state.soil[at]! - moisture) * part.soft;
    const soaked = soilAfterRain(moisture, effective, part.soil);
    state.soil[at] = soaked.moisture;
    runoff += soaked.runoff * part.soft;
  }
  // More land than the plan knows of brings its own rain with it.
  const more = runoff * (conditions.areaFactor - 1);
  flows.rain += more;
  return arriving(part, at, state, runoff + more);
}

function arriving(part: LandPart, at: number, state: DrainageState, runoff: number): number {
  if (part.soil !== undefined) {
    const { kept, keptOfInflow } = reservoirStep(part.travel, state.step);
    const stored = state.volume[at]!;
    state.volume[at] = stored * kept + runoff * keptOfInflow;
    return stored + runoff - state.volume[at] + presentSlot(state, at);
  }
  if (runoff > 0) {
    // The ring may be longer than this land's spread, where it was laid out for water that came in longer steps.
    const begin = state.first[at]!;
    const count = state.first[at + 1]! - begin;
    const spread = Math.max(1, Math.round(part.travel / state.step));
    const each = runoff / spread;
    let slot = state.tick % count;
    for (let left = spread; left > 0; left -= 1) {
      state.underway[begin + slot]! += each;
      slot += 1;
      if (slot === count) slot = 0;
    }
  }
  return presentSlot(state, at);
}

/** Takes what arrives now, and leaves the slot empty for what comes a whole round later. */
function presentSlot(state: DrainageState, at: number): number {
  const begin = state.first[at]!;
  const slot = begin + (state.tick % (state.first[at + 1]! - begin));
  const volume = state.underway[slot]!;
  state.underway[slot] = 0;
  return volume;
}

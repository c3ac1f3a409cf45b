import type { DrainagePlan } from './drainage-plan.ts';
import { type StepLayout, stepLayout } from './step-layout.ts';

/**
 * The water in a plan at one moment, part by part in the plan's order: plain columns, so that a copy is cheap. Columns
 * that mean nothing for a part hold 0.
 */
export interface DrainageState {
  readonly layout: StepLayout;
  /** Steps gone since the state was made: tells which slot of `underway` is the present one. */
  tick: number;
  /** mm that the surface can still hold (initial loss). */
  readonly surface: Float64Array;
  /** mm in the soil. */
  readonly soil: Float64Array;
  /** m³: in a basin; in the slow reservoir of rural land; in a stream's reach. */
  readonly volume: Float64Array;
  readonly pumping: Uint8Array;
  /** m³ that ran off and arrive in this step and those that follow: a ring of slots for each part, one after the other. */
  readonly underway: Float64Array;
}

/** Dry land, empty basins, nothing on its way; soil as wet as `soilShare` of what it holds. */
export function dryState({ parts, columns }: DrainagePlan, step: number, soilShare = 0.5): DrainageState {
  const state = emptyState(stepLayout(parts, step));
  state.surface.set(columns.wholeLoss);
  columns.soils.forEach((soil, at) => (state.soil[at] = soil === undefined ? 0 : soilShare * soil.capacity));
  return state;
}

/** Columns for a state of this layout, all of them 0. */
export function emptyState(layout: StepLayout): DrainageState {
  const count = layout.spread.length;
  return {
    layout, tick: 0, surface: new Float64Array(count), soil: new Float64Array(count), volume: new Float64Array(count), pumping: new Uint8Array(count),
    underway: new Float64Array(layout.first[count]!),
  };
}

export const copyOf = (state: DrainageState): DrainageState => ({
  layout: state.layout,
  tick: state.tick,
  surface: state.surface.slice(),
  soil: state.soil.slice(),
  volume: state.volume.slice(),
  pumping: state.pumping.slice(),
  underway: state.underway.slice(),
});

/** Writes `from` over `to`, of the same layout. The arrays are short, and may be longer than what they hold: a loop beats `set`. */
export function overwrite(to: DrainageState, from: DrainageState): void {
  to.tick = from.tick;
  overwriteParts(to, from);
  const slots = from.layout.first[from.layout.spread.length]!;
  for (let slot = 0; slot < slots; slot += 1) to.underway[slot] = from.underway[slot]!;
}

function overwriteParts(to: DrainageState, from: DrainageState): void {
  const count = from.layout.spread.length;
  for (let at = 0; at < count; at += 1) {
    to.surface[at] = from.surface[at]!;
    to.soil[at] = from.soil[at]!;
    to.volume[at] = from.volume[at]!;
    to.pumping[at] = from.pumping[at]!;
  }
}

/** What of a part's water is on its way, m³, in the order in which it arrives. */
export function arrivals(state: DrainageState, part: number): Float64Array {
  const begin = state.layout.first[part]!;
  const count = state.layout.first[part + 1]! - begin;
  const inOrder = new Float64Array(count);
  for (let slot = 0; slot < count; slot += 1) inOrder[slot] = state.underway[begin + ((state.tick + slot) % count)]!;
  return inOrder;
}

/** What of that arrives within so many steps, m³ in all. */
export function arrivingWithin(steps: number, { layout, tick, underway }: DrainageState, part: number): number {
  const begin = layout.first[part]!;
  const count = layout.first[part + 1]! - begin;
  let sum = 0;
  for (let slot = 0; slot < Math.min(steps, count); slot += 1) sum += underway[begin + ((tick + slot) % count)]!;
  return sum;
}

/** How many slots of `step` minutes it takes until nothing more of each part's water is on its way. */
export const slotsNeeded = (step: number, state: DrainageState): Int32Array =>
  Int32Array.from(state.layout.spread, (_, at) => Math.ceil((lastArrival(state, at) * state.layout.step) / step - 1e-9));

/**
 * Writes the same water over `to`, in steps of another length. What arrives between two moments is laid where those moments
 * now fall, so nothing is lost; `factor` makes what is on its way more or less, for the bounds of a range. False, with
 * nothing written, where `to` has too few slots for it.
 */
export function relaid(to: DrainageState, from: DrainageState, factor: number): boolean {
  const ratio = from.layout.step / to.layout.step;
  const count = from.layout.spread.length;
  for (let at = 0; at < count; at += 1) {
    if (lastArrival(from, at) * ratio - 1e-9 > to.layout.first[at + 1]! - to.layout.first[at]!) return false;
  }
  relay(to, from, factor);
  return true;
}

function relay(to: DrainageState, from: DrainageState, factor: number): void {
  to.tick = 0;
  overwriteParts(to, from);
  const count = from.layout.spread.length;
  for (let at = 0; at < count; at += 1) relayPart(to, from, at, factor);
}

/** Lays a part's arrivals into slots that are `ratio` times as long. */
function relayPart(to: DrainageState, from: DrainageState, part: number, factor: number): void {
  const target = to.layout.first[part]!;
  const slots = to.layout.first[part + 1]! - target;
  for (let slot = 0; slot < slots; slot += 1) to.underway[target + slot] = 0;
  const ratio = to.layout.step / from.layout.step;
  const begin = from.layout.first[part]!;
  const count = from.layout.first[part + 1]! - begin;
  const last = lastArrival(from, part);
  for (let slot = 0; slot < last; slot += 1) {
    const volume = from.underway[begin + ((from.tick + slot) % count)]! * factor;
    const start = slot / ratio;
    const end = (slot + 1) / ratio;
    for (let into = Math.floor(start); into < end - 1e-9; into += 1) {
      const overlap = Math.min(end, into + 1) - Math.max(start, into);
      to.underway[target + Math.min(into, slots - 1)]! += (volume * overlap) / (end - start);
    }
  }
}

/** How many steps it takes until nothing more of a part's water is on its way. */
function lastArrival(state: DrainageState, part: number): number {
  const begin = state.layout.first[part]!;
  const count = state.layout.first[part + 1]! - begin;
  let last = count;
  while (last > 0 && state.underway[begin + ((state.tick + last - 1) % count)] === 0) last -= 1;
  return last;
}

/** All water in the plan, in m³: on the surface, in the soil, on its way, in basins. */
export function storedWater({ parts, columns: { wholeLoss, hard, soft } }: DrainagePlan, state: DrainageState): number {
  const onItsWay = state.underway.reduce((sum, volume) => sum + volume, 0);
  return parts.reduce((sum, _, at) => sum + state.volume[at]! + (wholeLoss[at]! - state.surface[at]!) * (hard[at]! + soft[at]!) + state.soil[at]! * soft[at]!, onItsWay);
}

import type { DrainagePart, DrainagePlan } from './drainage-plan.ts';

/**
 * The water in a plan at one moment, part by part in the plan's order: plain columns, so that a copy is cheap. Columns
 * that mean nothing for a part hold 0.
 */
export interface DrainageState {
  /** Minutes of the steps in which water on its way is kept. */
  readonly step: number;
  /** Steps gone since the state was made: tells which slot of `underway` is the present one. */
  tick: number;
  /** mm that the surface can still hold (initial loss). */
  readonly surface: Float64Array;
  /** mm in the soil. */
  readonly soil: Float64Array;
  /** m³: in a basin; in the slow reservoir of rural land. */
  readonly volume: Float64Array;
  readonly pumping: Uint8Array;
  /**
   * m³ that ran off and arrive in this step and those that follow: a ring of slots for each part, one after the other.
   * The slots of part p begin at `first[p]` and end before `first[p + 1]`.
   */
  readonly underway: Float64Array;
  readonly first: Int32Array;
}

/** Steps over which runoff arrives: N = max(1, round(tc/Δt)) (domain.md §4.2, step 3). Rural land has its reservoir. */
export const stepsUnderway = (part: DrainagePart, step: number): number =>
  part.kind === 'land' && part.soil === undefined ? Math.max(1, Math.round(part.travel / step)) : part.kind === 'land' ? 1 : 0;

/** Dry land, empty basins, nothing on its way; soil as wet as `soilShare` of what it holds. */
export function dryState(plan: DrainagePlan, step: number, soilShare = 0.5): DrainageState {
  const { parts } = plan;
  const first = firstSlots(parts.map((part) => stepsUnderway(part, step)));
  return {
    step,
    tick: 0,
    surface: Float64Array.from(parts, (part) => (part.kind === 'land' ? part.loss.whole : 0)),
    soil: Float64Array.from(parts, (part) => (part.kind === 'land' && part.soil !== undefined ? soilShare * part.soil.capacity : 0)),
    volume: new Float64Array(parts.length),
    pumping: new Uint8Array(parts.length),
    underway: new Float64Array(first[parts.length]!),
    first,
  };
}

function firstSlots(counts: readonly number[]): Int32Array {
  const first = new Int32Array(counts.length + 1);
  counts.forEach((count, at) => (first[at + 1] = first[at]! + count));
  return first;
}

export const copyOf = (state: DrainageState): DrainageState => ({
  step: state.step,
  tick: state.tick,
  surface: state.surface.slice(),
  soil: state.soil.slice(),
  volume: state.volume.slice(),
  pumping: state.pumping.slice(),
  underway: state.underway.slice(),
  first: state.first,
});

/** Writes `from` over `to`, a copy made of it or of one like it. The arrays are short: a loop beats `set`. */
export function overwrite(to: DrainageState, from: DrainageState): void {
  to.tick = from.tick;
  for (let at = 0; at < from.volume.length; at += 1) {
    to.surface[at] = from.surface[at]!;
    to.soil[at] = from.soil[at]!;
    to.volume[at] = from.volume[at]!;
    to.pumping[at] = from.pumping[at]!;
  }
  for (let slot = 0; slot < from.underway.length; slot += 1) to.underway[slot] = from.underway[slot]!;
}

/** What of a part's water is on its way, m³, in the order in which it arrives. */
export function arrivals(state: DrainageState, part: number): Float64Array {
  const begin = state.first[part]!;
  const count = state.first[part + 1]! - begin;
  const inOrder = new Float64Array(count);
  for (let slot = 0; slot < count; slot += 1) inOrder[slot] = state.underway[begin + ((state.tick + slot) % count)]!;
  return inOrder;
}

/**
 * The same water in steps of another length. What arrives between two moments is laid where those moments now fall, so
 * nothing is lost; `factor` makes what is on its way more or less, for the bounds of a range.
 */
export function inStepsOf(step: number, state: DrainageState, plan: DrainagePlan, factor = 1): DrainageState {
  const count = plan.parts.length;
  const first = new Int32Array(count + 1);
  for (let at = 0; at < count; at += 1) {
    const least = stepsUnderway(plan.parts[at]!, step);
    first[at + 1] = first[at]! + (least === 0 ? 0 : Math.max(least, Math.ceil((lastArrival(state, at) * state.step) / step - 1e-9)));
  }
  const underway = new Float64Array(first[count]!);
  for (let at = 0; at < count; at += 1) relay(state, at, step / state.step, factor, underway.subarray(first[at], first[at + 1]));
  return { step, tick: 0, surface: state.surface.slice(), soil: state.soil.slice(), volume: state.volume.slice(), pumping: state.pumping.slice(), underway, first };
}

/** How many steps it takes until nothing more of a part's water is on its way. */
function lastArrival(state: DrainageState, part: number): number {
  const begin = state.first[part]!;
  const count = state.first[part + 1]! - begin;
  let last = count;
  while (last > 0 && state.underway[begin + ((state.tick + last - 1) % count)] === 0) last -= 1;
  return last;
}

/** Lays a part's arrivals into slots that are `ratio` times as long. */
function relay(state: DrainageState, part: number, ratio: number, factor: number, slots: Float64Array): void {
  const last = lastArrival(state, part);
  const begin = state.first[part]!;
  const count = state.first[part + 1]! - begin;
  for (let slot = 0; slot < last; slot += 1) {
    const volume = state.underway[begin + ((state.tick + slot) % count)]! * factor;
    const start = slot / ratio;
    const end = (slot + 1) / ratio;
    for (let target = Math.floor(start); target < end - 1e-9; target += 1) {
      const overlap = Math.min(end, target + 1) - Math.max(start, target);
      slots[Math.min(target, slots.length - 1)]! += (volume * overlap) / (end - start);
    }
  }
}

/** All water in the plan, in m³: on the surface, in the soil, on its way, in basins. */
export function storedWater(plan: DrainagePlan, state: DrainageState): number {
  const onItsWay = state.underway.reduce((sum, volume) => sum + volume, 0);
  return plan.parts.reduce((sum, part, at) => {
    const held = sum + state.volume[at]!;
    return part.kind === 'land' ? held + (part.loss.whole - state.surface[at]!) * (part.hard + part.soft) + state.soil[at]! * part.soft : held;
  }, onItsWay);
}

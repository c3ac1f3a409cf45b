import type { DrainagePart, DrainagePlan } from './drainage-plan.ts';

/**
 * The water in a plan at one moment, part by part in the plan's order: plain columns, so that a copy is cheap. Columns
 * that mean nothing for a part hold 0.
 */
export interface DrainageState {
  /** Minutes of the steps in which water on its way is kept. */
  readonly step: number;
  /** mm that the surface can still hold (initial loss). */
  readonly surface: Float64Array;
  /** mm in the soil. */
  readonly soil: Float64Array;
  /** m³: in a basin; in the slow reservoir of rural land. */
  readonly volume: Float64Array;
  readonly pumping: Uint8Array;
  /** m³ that ran off and arrive in this step and those that follow, by part. */
  readonly underway: readonly Float64Array[];
}

/** Steps over which runoff arrives: N = max(1, round(tc/Δt)) (domain.md §4.2, step 3). Rural land has its reservoir. */
export const stepsUnderway = (part: DrainagePart, step: number): number =>
  part.kind === 'land' && part.soil === undefined ? Math.max(1, Math.round(part.travel / step)) : 1;

/** Dry land, empty basins, nothing on its way; soil as wet as `soilShare` of what it holds. */
export function dryState(plan: DrainagePlan, step: number, soilShare = 0.5): DrainageState {
  const { parts } = plan;
  return {
    step,
    surface: Float64Array.from(parts, (part) => (part.kind === 'land' ? part.loss.whole : 0)),
    soil: Float64Array.from(parts, (part) => (part.kind === 'land' && part.soil !== undefined ? soilShare * part.soil.capacity : 0)),
    volume: new Float64Array(parts.length),
    pumping: new Uint8Array(parts.length),
    underway: parts.map((part) => new Float64Array(stepsUnderway(part, step))),
  };
}

export const copyOf = (state: DrainageState): DrainageState => ({
  step: state.step,
  surface: state.surface.slice(),
  soil: state.soil.slice(),
  volume: state.volume.slice(),
  pumping: state.pumping.slice(),
  underway: state.underway.map((slots) => slots.slice()),
});

/**
 * The same water in steps of another length. What arrives between two moments is laid where those moments now fall, so
 * nothing is lost; `factor` makes what is on its way more or less, for the bounds of a range.
 */
export function inStepsOf(step: number, state: DrainageState, plan: DrainagePlan, factor = 1): DrainageState {
  return { ...copyOf(state), step, underway: state.underway.map((slots, at) => relaid(slots, state.step, step, stepsUnderway(plan.parts[at]!, step), factor)) };
}

function relaid(slots: Float64Array, from: number, to: number, least: number, factor: number): Float64Array {
  let last = slots.length;
  while (last > 0 && slots[last - 1] === 0) last -= 1;
  const result = new Float64Array(Math.max(least, Math.ceil((last * from) / to - 1e-9)));
  for (let slot = 0; slot < last; slot += 1) {
    const volume = slots[slot]! * factor;
    const start = (slot * from) / to;
    const end = ((slot + 1) * from) / to;
    for (let target = Math.floor(start); target < end - 1e-9; target += 1) {
      const overlap = Math.min(end, target + 1) - Math.max(start, target);
      result[Math.min(target, result.length - 1)]! += (volume * overlap) / (end - start);
    }
  }
  return result;
}

/** All water in the plan, in m³: on the surface, in the soil, on its way, in basins. */
export function storedWater(plan: DrainagePlan, state: DrainageState): number {
  return plan.parts.reduce((sum, part, at) => {
    const held = state.volume[at]! + state.underway[at]!.reduce((total, volume) => total + volume, 0);
    if (part.kind !== 'land') return sum + held;
    return sum + held + (part.loss.whole - state.surface[at]!) * (part.hard + part.soft) + state.soil[at]! * part.soft;
  }, 0);
}

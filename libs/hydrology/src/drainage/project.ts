import type { DrainagePlan } from './drainage-plan.ts';
import { copyOf, type DrainageState, overwrite } from './drainage-state.ts';
import { type DrainageConditions, drainStep, noFlows } from './drainage-step.ts';
import { M3_PER_LPS_MINUTE } from './store-step.ts';

/** How close each part comes to what it can take, and when it gets there; in the plan's order. */
export interface Projection {
  /**
   * Greatest load as a share of what the part can take: for a basin, stored and overflowed water against the volume at its
   * crest, so that it goes on rising past 1; for a conduit, flow against capacity. 0 for land and outfalls.
   */
  readonly load: Float64Array;
  /** Minutes until the load reaches 1, between steps by proportion; Infinity when it does not. */
  readonly reachedAfter: Float64Array;
  /** m³ that each basin has lost over its crest: a run that goes on from `end` is given them. */
  readonly overflowed: Float64Array;
  readonly end: DrainageState;
}

/** Runs the plan on from `start` under `rain`, one depth in mm for each step, even over all land. `start` is not changed. */
export const project = (plan: DrainagePlan, start: DrainageState, rain: ArrayLike<number>, conditions: DrainageConditions, overflowed?: Float64Array): Projection =>
  projector(plan, start, conditions)(rain, overflowed);

/**
 * As `project`, for many runs from the same start: they share their columns, so a projection is good only until the next
 * run.
 */
export function projector(plan: DrainagePlan, start: DrainageState, conditions: DrainageConditions) {
  const count = plan.parts.length;
  const state = copyOf(start);
  const flows = noFlows(plan);
  const load = new Float64Array(count);
  const reachedAfter = new Float64Array(count);
  const before = new Float64Array(count);
  const overflowed = new Float64Array(count);
  // What a full basin holds, what a conduit lets through in a step; 0 for what has no load.
  const most = new Float64Array(count);
  const stores = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) {
    const part = plan.parts[at]!;
    if (part.kind === 'store') most[at] = part.capacity;
    if (part.kind === 'conduit') most[at] = part.capacity * M3_PER_LPS_MINUTE * start.step;
    stores[at] = part.kind === 'store' ? 1 : 0;
  }

  return (rain: ArrayLike<number>, overflowedBefore?: Float64Array): Projection => {
    overwrite(state, start);
    for (let at = 0; at < count; at += 1) {
      overflowed[at] = overflowedBefore?.[at] ?? 0;
      before[at] = load[at] = stores[at] === 1 ? (state.volume[at]! + overflowed[at]!) / most[at]! : 0;
      reachedAfter[at] = before[at]! >= 1 ? 0 : Infinity;
    }
    for (let step = 0; step < rain.length; step += 1) {
      drainStep(plan, state, rain[step]!, conditions, flows);
      for (let at = 0; at < count; at += 1) {
        if (most[at] === 0) continue;
        if (stores[at] === 1) overflowed[at]! += flows.excess[at]!;
        const now = (stores[at] === 1 ? state.volume[at]! + overflowed[at]! : flows.inflow[at]!) / most[at]!;
        if (now > load[at]!) load[at] = now;
        if (now >= 1 && reachedAfter[at] === Infinity) reachedAfter[at] = (step + reachedWithin(before[at]!, now)) * state.step;
        before[at] = now;
      }
    }
    return { load, reachedAfter, overflowed, end: state };
  };
}

const reachedWithin = (before: number, now: number): number => (now > before ? Math.max(0, (1 - before) / (now - before)) : 0);

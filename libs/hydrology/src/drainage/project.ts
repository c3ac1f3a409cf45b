import type { DrainagePlan } from './drainage-plan.ts';
import { copyOf, type DrainageState } from './drainage-state.ts';
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
export function project(
  plan: DrainagePlan,
  start: DrainageState,
  rain: ArrayLike<number>,
  conditions: DrainageConditions,
  overflowedBefore?: Float64Array,
): Projection {
  const count = plan.parts.length;
  const state = copyOf(start);
  const flows = noFlows(plan);
  const load = new Float64Array(count);
  const reachedAfter = new Float64Array(count).fill(Infinity);
  const before = new Float64Array(count);
  const overflowed = overflowedBefore?.slice() ?? new Float64Array(count);
  const depth = new Float64Array(count);
  const perStep = M3_PER_LPS_MINUTE * state.step;
  for (let at = 0; at < count; at += 1) {
    const part = plan.parts[at]!;
    if (part.kind !== 'store') continue;
    before[at] = load[at] = (state.volume[at]! + overflowed[at]!) / part.capacity;
    if (before[at]! >= 1) reachedAfter[at] = 0;
  }
  for (let step = 0; step < rain.length; step += 1) {
    depth.fill(rain[step]!);
    drainStep(plan, state, depth, conditions, flows);
    for (let at = 0; at < count; at += 1) {
      const part = plan.parts[at]!;
      if (part.kind === 'land' || part.kind === 'outfall') continue;
      overflowed[at]! += part.kind === 'store' ? flows.excess[at]! : 0;
      const now = part.kind === 'store' ? (state.volume[at]! + overflowed[at]!) / part.capacity : flows.inflow[at]! / (part.capacity * perStep);
      if (now > load[at]!) load[at] = now;
      if (now >= 1 && reachedAfter[at] === Infinity) {
        const share = now > before[at]! ? (1 - before[at]!) / (now - before[at]!) : 0;
        reachedAfter[at] = (step + Math.max(0, share)) * state.step;
      }
      before[at] = now;
    }
  }
  return { load, reachedAfter, overflowed, end: state };
}

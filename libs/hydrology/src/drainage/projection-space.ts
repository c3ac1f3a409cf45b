import type { DrainagePart } from './drainage-part.ts';
import type { DrainagePlan } from './drainage-plan.ts';
import { type DrainageState, emptyState, overwrite, relaid, slotsNeeded } from './drainage-state.ts';
import { type DrainageConditions, type DrainageFlows, drainStep, noFlows } from './drainage-step.ts';
import { CONDUIT, REACH, STORE } from './plan-columns.ts';
import { stepLayout } from './step-layout.ts';
import { M3_PER_LPS_MINUTE } from './store-step.ts';

/** How close each part comes to what it can take, and when it gets there; in the plan's order. */
export interface Projection {
  /**
   * Greatest load as a share of what the part can take: for a basin, stored and overflowed water against the volume at its
   * crest, so that it goes on rising past 1; for a conduit, flow against capacity; for a stream's reach, the flow that its water
   * gives at that moment. 0 for land and outfalls.
   */
  readonly load: Float64Array;
  /** Minutes until the load reaches 1, between steps by proportion; Infinity when it does not. */
  readonly reachedAfter: Float64Array;
  /** m³ that each basin has lost over its crest: a run that goes on from `end` is given them. */
  readonly overflowed: Float64Array;
  readonly end: DrainageState;
}

/**
 * Where one plan is run on in steps of one length, again and again: its columns are made once, so a projection is good
 * only until the next run in the same space.
 */
export class ProjectionSpace {
  readonly step: number;
  private readonly plan: DrainagePlan;
  private start: DrainageState;
  private state: DrainageState;
  private readonly flows: DrainageFlows;
  /** mm of the step at hand, over each part. */
  private readonly rain: Float64Array;
  private readonly before: Float64Array;
  /** What a full basin or a reach full to its bank holds, what a conduit lets through in a step; 0 for what has no load. */
  private readonly most: Float64Array;
  private readonly projection: { readonly load: Float64Array; readonly reachedAfter: Float64Array; readonly overflowed: Float64Array; end: DrainageState };

  constructor(plan: DrainagePlan, step: number) {
    const { kinds, capacity } = plan.columns;
    const column = () => new Float64Array(plan.parts.length);
    this.plan = plan;
    this.step = step;
    this.start = emptyState(stepLayout(plan.parts, step));
    this.state = emptyState(this.start.layout);
    this.flows = noFlows(plan);
    this.rain = column();
    this.before = column();
    this.most = capacity.map((most, at) => (kinds[at] === STORE ? most : most * M3_PER_LPS_MINUTE * minutesOf(plan.parts[at]!, step)));
    this.projection = { load: column(), reachedAfter: column(), overflowed: column(), end: this.state };
  }

  /** From here the next runs start. `from` may be kept in steps of another length, and is not changed; `factor` makes what is on its way more or less. */
  begin(from: DrainageState, factor = 1): this {
    if (!relaid(this.start, from, factor)) {
      const layout = stepLayout(this.plan.parts, this.step, slotsNeeded(this.step, from));
      this.start = emptyState(layout);
      this.state = emptyState(layout);
      this.projection.end = this.state;
      relaid(this.start, from, factor);
    }
    return this;
  }

  /** Runs on from where it began under `rain`, mm for each step, even over all land. `overflowed`: m³ that basins have lost over their crest before. */
  run(rain: ArrayLike<number>, conditions: DrainageConditions, overflowed?: Float64Array): Projection {
    overwrite(this.state, this.start);
    this.clear(overflowed);
    for (let step = 0; step < rain.length; step += 1) {
      this.fall(rain, step);
      drainStep(this.plan, this.state, this.rain, conditions, this.flows);
      this.note(step);
    }
    return this.projection;
  }

  private fall(rain: ArrayLike<number>, step: number): void {
    const depth = rain[step]!;
    for (let at = 0; at < this.rain.length; at += 1) this.rain[at] = depth;
  }

  private clear(overflowedBefore: Float64Array | undefined): void {
    const { load, reachedAfter, overflowed } = this.projection;
    const { kinds } = this.plan.columns;
    for (let at = 0; at < kinds.length; at += 1) {
      overflowed[at] = overflowedBefore === undefined ? 0 : overflowedBefore[at]!;
      const now = kinds[at] === STORE || kinds[at] === REACH ? (this.state.volume[at]! + overflowed[at]!) / this.most[at]! : 0;
      this.before[at] = load[at] = now;
      reachedAfter[at] = now >= 1 ? 0 : Infinity;
    }
  }

  private note(step: number): void {
    const { before, flows, most, projection, state } = this;
    const { kinds } = this.plan.columns;
    for (let at = 0; at < kinds.length; at += 1) {
      if (most[at] === 0) continue;
      if (kinds[at] === STORE) projection.overflowed[at]! += flows.excess[at]!;
      // A reach overflows nothing of what it holds: its `overflowed` stays 0.
      const now = (kinds[at] === CONDUIT ? flows.inflow[at]! : state.volume[at]! + projection.overflowed[at]!) / most[at]!;
      if (now > projection.load[at]!) projection.load[at] = now;
      if (now >= 1 && projection.reachedAfter[at] === Infinity) projection.reachedAfter[at] = (step + reachedWithin(before[at]!, now)) * this.step;
      before[at] = now;
    }
  }
}

/** The minutes of flow at its capacity that a conduit is full of: a step's, or those of a reach's passage. */
const minutesOf = (part: DrainagePart, step: number): number => (part.kind === 'conduit' ? (part.passage ?? step) : 0);

const reachedWithin = (before: number, now: number): number => (now > before ? Math.max(0, (1 - before) / (now - before)) : 0);

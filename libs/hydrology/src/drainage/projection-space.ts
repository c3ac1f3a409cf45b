import type { DrainagePart } from './drainage-part.ts';
import type { DrainagePlan } from './drainage-plan.ts';
import { type DrainageState, overwrite, relaid, slotsNeeded } from './drainage-state.ts';
import { type DrainageConditions, drainSteps } from './drainage-step.ts';
import { REACH, STORE } from './plan-columns.ts';
import { type Projection, ProjectionColumns } from './projection-columns.ts';
import { type StepLayout, stepLayout } from './step-layout.ts';
import { M3_PER_LPS_MINUTE } from './store-step.ts';

/**
 * Where one plan is run on in steps of one length, again and again. A projection, and where a run begins, are good only until somebody begins in the same
 * `columns`, which are its own unless they are given: spaces of many plans may share them as long as none of them begins before the other is done.
 */
export class ProjectionSpace {
  readonly step: number;
  private readonly plan: DrainagePlan;
  private layout: StepLayout;
  private readonly columns: ProjectionColumns;
  /** What a full basin or a reach full to its bank holds, what a conduit lets through in a step; 0 for what has no load. */
  private readonly most: Float64Array;

  constructor(plan: DrainagePlan, step: number, columns = new ProjectionColumns()) {
    const { kinds, capacity } = plan.columns;
    this.plan = plan;
    this.step = step;
    this.columns = columns;
    this.layout = stepLayout(plan.parts, step);
    // Of a plan of basins alone these are its own, whatever the step.
    this.most = capacity.every((most, at) => most === 0 || kinds[at] === STORE) ? capacity : capacity.map((most, at) => (kinds[at] === STORE ? most : most * M3_PER_LPS_MINUTE * minutesOf(plan.parts[at]!, step)));
  }

  /** From here the next runs start. `from` may be kept in steps of another length, and is not changed unless it is in these columns; `factor` makes what is on its way more or less. */
  begin(from: DrainageState, factor = 1): this {
    this.columns.owner = this;
    if (!this.layFrom(from, factor)) {
      this.layout = stepLayout(this.plan.parts, this.step, slotsNeeded(this.step, from));
      this.layFrom(from, factor);
    }
    return this;
  }

  private layFrom(from: DrainageState, factor: number): boolean {
    this.columns.fit(this.layout);
    this.columns.start.layout = this.layout;
    return relaid(this.columns.start, from, factor);
  }

  /**
   * Runs on from where it began under `rain`, mm for each step, even over all land. `overflowed`: m³ that basins have lost over their crest before.
   * @throws Error when another space has begun in the same columns.
   */
  run(rain: ArrayLike<number>, conditions: DrainageConditions, overflowed?: Float64Array): Projection {
    const { columns, plan } = this;
    const { start, state, flows } = columns;
    if (columns.owner !== this) throw new Error('Another run has begun in these columns.');
    state.layout = this.layout;
    overwrite(state, start);
    this.clear(overflowed);
    drainSteps(plan, state, columns.falling(rain), conditions, flows, columns.loads(this.most));
    return columns.projection;
  }

  private clear(overflowedBefore: Float64Array | undefined): void {
    const { before, projection, state } = this.columns;
    const { load, reachedAfter, overflowed } = projection;
    const { kinds } = this.plan.columns;
    for (let at = 0; at < kinds.length; at += 1) {
      overflowed[at] = overflowedBefore === undefined ? 0 : overflowedBefore[at]!;
      const now = kinds[at] === STORE || kinds[at] === REACH ? (state.volume[at]! + overflowed[at]!) / this.most[at]! : 0;
      before[at] = load[at] = now;
      reachedAfter[at] = now >= 1 ? 0 : Infinity;
    }
  }
}

/** The minutes of flow at its capacity that a conduit is full of: a step's, or those of a reach's passage. */
const minutesOf = (part: DrainagePart, step: number): number => (part.kind === 'conduit' ? (part.passage ?? step) : 0);

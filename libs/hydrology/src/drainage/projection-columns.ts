import type { DrainageState } from './drainage-state.ts';
import type { DrainageFlows, FallingRain, LoadColumns } from './drainage-step.ts';
import type { StepLayout } from './step-layout.ts';

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

type Writable<Columns> = { -readonly [Key in keyof Columns]: Columns[Key] };

/**
 * Where plans are run on, one after the other: columns that are as long as the longest of them has needed, of which each plan's parts are the
 * first. A town of five hundred catchments has thousands of `ProjectionSpace`s; only what is said with the newest run in these columns is still there.
 */
export class ProjectionColumns {
  /** Who began the newest run here. */
  owner: unknown;
  readonly start: Writable<DrainageState>;
  readonly state: Writable<DrainageState>;
  readonly flows: Writable<DrainageFlows>;
  readonly projection: Writable<Projection>;
  /** What each part's load was a step ago. */
  before = new Float64Array(0);
  private readonly rain: Writable<FallingRain> = { depths: new Float64Array(0), count: 0, isEven: true };
  private readonly noted: Writable<LoadColumns>;

  constructor() {
    this.start = nothing();
    this.state = nothing();
    this.flows = { rain: 0, dryFlow: 0, evaporated: 0, left: 0, flooded: 0, inflow: new Float64Array(0), outflow: new Float64Array(0), excess: new Float64Array(0) };
    this.projection = { load: new Float64Array(0), reachedAfter: new Float64Array(0), overflowed: new Float64Array(0), end: this.state };
    this.noted = { most: new Float64Array(0), before: this.before, load: this.projection.load, reachedAfter: this.projection.reachedAfter, overflowed: this.projection.overflowed };
  }

  /** `rain`, mm by step, as it falls; good until the next is asked for. */
  falling(rain: ArrayLike<number>): FallingRain {
    const { rain: falling } = this;
    if (falling.depths.length < rain.length) falling.depths = new Float64Array(rain.length);
    for (let step = 0; step < rain.length; step += 1) falling.depths[step] = rain[step]!;
    falling.count = rain.length;
    return falling;
  }

  /** The columns in which loads are kept count of, against the `most` of each part. */
  loads(most: Float64Array): LoadColumns {
    const { noted, before, projection: { load, reachedAfter, overflowed } } = this;
    noted.most = most;
    noted.before = before;
    noted.load = load;
    noted.reachedAfter = reachedAfter;
    noted.overflowed = overflowed;
    return noted;
  }

  /** Makes room for states of this layout. What stands here stays: a run may go on from the end of the last. */
  fit({ first, spread }: StepLayout): void {
    const parts = spread.length;
    const slots = first[parts]!;
    if (this.before.length < parts) {
      for (const state of [this.start, this.state]) {
        state.surface = longer(state.surface, parts);
        state.soil = longer(state.soil, parts);
        state.volume = longer(state.volume, parts);
        const pumping = new Uint8Array(parts);
        pumping.set(state.pumping);
        state.pumping = pumping;
      }
      const { flows, projection } = this;
      flows.inflow = longer(flows.inflow, parts);
      flows.outflow = longer(flows.outflow, parts);
      flows.excess = longer(flows.excess, parts);
      projection.load = longer(projection.load, parts);
      projection.reachedAfter = longer(projection.reachedAfter, parts);
      projection.overflowed = longer(projection.overflowed, parts);
      this.before = longer(this.before, parts);
    }
    if (this.start.underway.length >= slots) return;
    this.start.underway = longer(this.start.underway, slots);
    this.state.underway = longer(this.state.underway, slots);
  }
}

const NO_PARTS: StepLayout = { step: 1, first: new Int32Array(1), spread: new Int32Array(0), kept: new Float64Array(0), keptOfInflow: new Float64Array(0), soilKept: { summer: new Float64Array(0), winter: new Float64Array(0) } };

const nothing = (): DrainageState => ({ layout: NO_PARTS, tick: 0, surface: new Float64Array(0), soil: new Float64Array(0), volume: new Float64Array(0), pumping: new Uint8Array(0), underway: new Float64Array(0) });

function longer(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const next = new Float64Array(length);
  next.set(column);
  return next;
}

import { type DrainageConditions, type DrainageState, inStepsOf, project } from '@voldgrav/hydrology';
import type { CatchmentModel, ModelLimit } from './catchment-model.ts';

/** One case of the model: where the water is and how the outlets work, by one bound of the range or its middle. */
export interface ModelCase {
  /** In steps of one minute, as the track keeps it. */
  readonly state: DrainageState;
  readonly conditions: DrainageConditions;
  /** What is on its way, more or less. */
  readonly underwayFactor: number;
}

/** The depth at which the first limit is reached; no limit below `MOST` mm when `limit` is absent. */
export interface FirstLimit {
  readonly depth: number;
  readonly limit?: ModelLimit;
}

/** More than ever fell in Denmark in a day: what can take this has no limit that matters. */
export const MOST = 300;
const RAIN_STEPS = 32;
const MOST_TAIL_STEPS = 12;
/** The answer is right to this many mm (readiness.md §1). */
const ENOUGH = 0.05;
const ROUNDS = 24;

/**
 * The rain depth that, falling evenly over `duration` minutes from now on the catchment and all that lies upstream, just
 * reaches the first limit. Found on the greatest load among the limits, which rises with the depth nearly in a straight
 * line: a secant that keeps its bracket needs a few runs, fewer with a good `guess`.
 */
export function firstLimit(model: CatchmentModel, given: ModelCase, duration: number, guess: number): FirstLimit {
  const run = rainRun(model, given, duration);
  const dry = run(0);
  if (dry.limit === undefined) return { depth: MOST };
  if (dry.load >= 1) return { depth: 0, limit: dry.limit };
  let low = { depth: 0, load: dry.load };
  let high: typeof low | undefined;
  let { limit } = dry;
  let next = Math.min(MOST, Math.max(ENOUGH, guess));
  for (let round = 0; round < ROUNDS; round += 1) {
    const tried = run(next);
    const before = tried.load < 1 ? low : high;
    if (tried.load >= 1) {
      high = { depth: next, load: tried.load };
      limit = tried.limit ?? limit;
    } else if (next >= MOST) return { depth: MOST };
    else low = { depth: next, load: tried.load };
    if (high !== undefined && high.depth - low.depth <= ENOUGH) break;
    const estimate = secant(low, high ?? before ?? low);
    // A root that is already pinned down needs no further run.
    if (Math.abs(estimate - next) <= ENOUGH / 2 && Math.abs(tried.load - 1) < 0.05) return { depth: Math.min(MOST, estimate), limit: tried.limit ?? limit };
    next = high === undefined ? Math.min(MOST, Math.max(2 * next, estimate)) : within(estimate, low.depth, high.depth);
  }
  return high === undefined ? { depth: MOST } : { depth: Math.max(0, secant(low, high)), limit };
}

const secant = (one: { depth: number; load: number }, other: { depth: number; load: number }): number =>
  other.load === one.load ? MOST : one.depth + ((1 - one.load) * (other.depth - one.depth)) / (other.load - one.load);

/** Not so near an end of the bracket that the other end would never move. */
const within = (estimate: number, low: number, high: number): number =>
  Math.min(high - (high - low) * 0.02, Math.max(low + (high - low) * 0.02, estimate));

/** Runs the model under a rain of any depth over `duration`, and on until what fell has come down. */
export function rainRun(model: CatchmentModel, given: ModelCase, duration: number) {
  const step = duration / RAIN_STEPS;
  const start = inStepsOf(step, given.state, model.plan, given.underwayFactor);
  const tail = Math.ceil(model.travel / step) + 1;
  const short = tail <= MOST_TAIL_STEPS;
  const rain = new Float64Array(RAIN_STEPS + (short ? tail : 0));
  const dry = new Float64Array(MOST_TAIL_STEPS);
  return (depth: number): { readonly load: number; readonly limit: ModelLimit | undefined } => {
    rain.fill(depth / RAIN_STEPS, 0, RAIN_STEPS);
    const during = project(model.plan, start, rain, given.conditions);
    const loads = [during.load];
    if (!short) loads.push(project(model.plan, inStepsOf(model.travel / (MOST_TAIL_STEPS - 1), during.end, model.plan), dry, given.conditions, during.overflowed).load);
    return greatest(model, loads);
  };
}

function greatest(model: CatchmentModel, loads: readonly Float64Array[]) {
  let load = -Infinity;
  let limit: ModelLimit | undefined;
  for (const each of model.limits) {
    for (const column of loads) {
      if (column[each.at]! <= load) continue;
      load = column[each.at]!;
      limit = each;
    }
  }
  return { load, limit };
}

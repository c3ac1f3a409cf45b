import type { DrainageConditions, DrainageState } from '@voldgrav/hydrology';
import type { CatchmentModel, ModelLimit } from './catchment-model.ts';
import { MOST_TAIL_STEPS, RAIN_STEPS, spacesOf } from './run-spaces.ts';

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
/** The answer is right to this many mm (readiness.md §1). */
const ENOUGH = 0.05;
const ROUNDS = 24;

/**
 * The rain depth that, falling evenly over `duration` minutes from now on the catchment and all that lies upstream, just
 * reaches the first limit. Found on the greatest load among the limits, which stays what it is without rain until the
 * surface is wet and then rises nearly in a straight line: a secant that keeps its bracket needs a few runs, and with a
 * good `guess` one. `dry` is what the same case comes to without rain.
 */
export function firstLimit(model: CatchmentModel, given: ModelCase, duration: number, guess: number, dry = dryLoad(model, given)): FirstLimit {
  if (dry.limit === undefined) return { depth: MOST };
  if (dry.load >= 1) return { depth: 0, limit: dry.limit };
  const run = rainRun(model, given, duration);
  let low = wetting(model, given);
  let atLow = dry.load;
  let high = Infinity;
  let atHigh = Infinity;
  let { limit } = dry;
  let next = Math.min(MOST, Math.max(low + ENOUGH, guess));
  for (let round = 0; round < ROUNDS; round += 1) {
    const tried = run(next);
    const { load } = tried;
    limit = tried.limit ?? limit;
    // A root that is already pinned down needs no further run. Past it the chord goes to what lies before it: what two loads beyond promise, the bend between takes back.
    const estimate = secant(next, load, low, atLow);
    if (Math.abs(estimate - next) <= ENOUGH) return { depth: Math.max(0, Math.min(MOST, estimate)), limit };
    if (load < 1 && next >= MOST) return { depth: MOST };
    if (load >= 1) {
      high = next;
      atHigh = load;
    } else {
      low = next;
      atLow = load;
    }
    if (high - low <= ENOUGH) return { depth: secant(low, atLow, high, atHigh), limit };
    next = high === Infinity ? Math.min(MOST, Math.max(next + ENOUGH, Math.min(estimate, 8 * next))) : within(secant(low, atLow, high, atHigh), low, high);
  }
  return { depth: next, limit };
}

/** The greatest load without any more rain: of what comes soon, in short steps, and over the longest time that is asked about. */
export function dryLoad(model: CatchmentModel, given: ModelCase): Load {
  const soon = rainRun(model, given, SOON)(0);
  const later = rainRun(model, given, LONGEST)(0);
  return later.load > soon.load ? later : soon;
}
/** In steps of less than a minute, which is how what is on its way is kept: longer ones would even it out. */
const SOON = 30;
const LONGEST = 1440;

/** mm that wet the driest land: until then no rain runs off anywhere. Rural land may give water sooner through its soil, never before that. */
function wetting({ lands }: CatchmentModel, { state }: ModelCase): number {
  let driest = Infinity;
  for (const { at } of lands) driest = Math.min(driest, state.surface[at]!);
  return driest;
}

/** Where the chord through two depths and their loads comes to a load of 1. */
const secant = (one: number, atOne: number, other: number, atOther: number): number => (atOther === atOne ? MOST : one + ((1 - atOne) * (other - one)) / (atOther - atOne));

/** Not so near an end of the bracket that the other end would never move. */
const within = (estimate: number, low: number, high: number): number =>
  Math.min(high - (high - low) * 0.02, Math.max(low + (high - low) * 0.02, estimate));

export interface Load {
  readonly load: number;
  readonly limit: ModelLimit | undefined;
}

/**
 * Runs the model under a rain of any depth over `duration`, and on until what fell has come down: first from the town, in
 * steps that its basins can follow, then from the country. Good until the next rain is asked about, of whatever model.
 */
export function rainRun(model: CatchmentModel, given: ModelCase, duration: number): (depth: number) => Load {
  const { space, rain, tails } = spacesOf(model).rain(duration);
  space.begin(given.state, given.underwayFactor);
  return (depth) => {
    rain.fill(depth / RAIN_STEPS, 0, RAIN_STEPS);
    let last = space.run(rain, given.conditions);
    let load = greatest(model, last.load, NO_LOAD);
    for (const next of tails) {
      last = next.begin(last.end).run(DRY_TAIL, given.conditions, last.overflowed);
      load = greatest(model, last.load, load);
    }
    return load;
  };
}

const NO_LOAD: Load = { load: -Infinity, limit: undefined };
const DRY_TAIL = new Float64Array(MOST_TAIL_STEPS);

function greatest({ limits }: CatchmentModel, loads: Float64Array, before: Load): Load {
  let first: ModelLimit | undefined;
  let most = before.load;
  for (const limit of limits) {
    const load = loads[limit.at]!;
    if (!(load > most)) continue;
    first = limit;
    most = load;
  }
  return first === undefined ? before : { load: most, limit: first };
}

import { ProjectionColumns, ProjectionSpace } from '@voldgrav/hydrology';
import type { CatchmentModel } from './catchment-model.ts';

/** Steps in which rain of any duration falls; what then still comes down has its own. */
export const RAIN_STEPS = 32;
export const MOST_TAIL_STEPS = 12;

/** The first part of the time looked ahead in short steps, the rest in longer ones. */
export const NEAR_STEPS = 24;
export const FAR_STEPS_IN_ONE = 4;

/** Steps in which all scenarios are told. */
export const AHEAD_STEPS = 144;

/** Minutes that are looked ahead: six hours in a town, longer where water comes from far. */
export const aheadOf = (model: CatchmentModel): number => Math.max(360, 2 * model.travel);

/** Where the model is run under even rain over a duration. */
export interface RainSpace {
  readonly space: ProjectionSpace;
  /** mm by step: those in which it rains, and those of a short tail. Written anew with each run, of whatever model. */
  readonly rain: Float64Array;
  /** Where what comes down after it is run on: from the town, where that takes longer, from the country, and out of basins that empty into others. */
  readonly tails: readonly ProjectionSpace[];
}

/**
 * Where a catchment's model is run: a space for each length of step that is used again and again. All models share the columns of each kind, since one is
 * run after the other: what a run says, and where it began, is good until another of its kind begins.
 */
export interface RunSpaces {
  /** For rain over so many minutes. */
  readonly rain: (duration: number) => RainSpace;
  readonly near: ProjectionSpace;
  readonly far: ProjectionSpace;
}

// A tail goes on from the end of the one before it, in the same columns: of that only the end is needed.
const COLUMNS = { rain: new ProjectionColumns(), tail: new ProjectionColumns(), near: new ProjectionColumns(), far: new ProjectionColumns() } as const;

/** By its length: written anew with each run. */
const rains = new Map<number, Float64Array>();

function rainOf(steps: number): Float64Array {
  const rain = rains.get(steps) ?? new Float64Array(steps);
  rains.set(steps, rain);
  return rain;
}

const made = new WeakMap<CatchmentModel, RunSpaces>();

/** The spaces of a model, made when they are first asked for. */
export function spacesOf(model: CatchmentModel): RunSpaces {
  const there = made.get(model) ?? spacesFor(model);
  made.set(model, there);
  return there;
}

/** Minutes over which a basin upstream may let go what it holds once it is dry, six hours and then the rest of a day: one below that lets out less fills up all that time. */
const RELEASED_OVER = [360, 1080];

/** Whether a basin that is a limit is fed by another. */
function isChained({ limits, gauged, basins }: CatchmentModel): boolean {
  return limits.some((limit) => basins.some(({ at }) => at === limit.at) && gauged.some(({ at, above }) => at === limit.at && basins.some((upper) => above.includes(upper.at))));
}

function spacesFor(model: CatchmentModel): RunSpaces {
  const space = (step: number, columns: ProjectionColumns) => new ProjectionSpace(model.plan, step, columns);
  const rain = new Map<number, RainSpace>();
  const townTail = space(model.townTravel / (MOST_TAIL_STEPS - 1), COLUMNS.tail);
  const countryTail = space(model.travel / (MOST_TAIL_STEPS - 1), COLUMNS.tail);
  const releases = isChained(model) ? RELEASED_OVER.map((length) => space(length / MOST_TAIL_STEPS, COLUMNS.tail)) : [];
  const near = aheadOf(model) / AHEAD_STEPS;
  return {
    rain: (duration) => {
      const known = rain.get(duration);
      if (known !== undefined) return known;
      const step = duration / RAIN_STEPS;
      const tail = Math.ceil(model.townTravel / step) + 1;
      const isShort = tail <= MOST_TAIL_STEPS;
      const tails = [...(isShort ? [] : [townTail]), ...(model.travel > model.townTravel ? [countryTail] : []), ...releases];
      const under = { space: space(step, COLUMNS.rain), rain: rainOf(RAIN_STEPS + (isShort ? tail : 0)), tails };
      rain.set(duration, under);
      return under;
    },
    near: space(near, COLUMNS.near),
    far: space(near * FAR_STEPS_IN_ONE, COLUMNS.far),
  };
}

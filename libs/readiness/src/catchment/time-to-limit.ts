import { inStepsOf, project } from '@voldgrav/hydrology';
import type { Cases } from './cases.ts';
import type { CatchmentModel, ModelLimit } from './catchment-model.ts';
import type { ModelCase } from './first-limit.ts';

/** Minutes until a limit is reached, from now: null where that does not happen within the time looked ahead. */
export interface TimeRange {
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** How the rain may go on: nothing more, as in the last ten minutes, as forecast, as in a design storm (readiness.md §4). */
export type Scenario = 'stop' | 'persist' | 'forecast' | 'design';

export interface ScenarioTimes {
  readonly first: TimeRange;
  /** By limit, in the order of the model's limits. */
  readonly byLimit: readonly TimeRange[];
}

/** Steps in which all scenarios are run. */
export const AHEAD_STEPS = 144;

/** Minutes that are looked ahead: six hours in a town, longer where water comes from far. */
export const aheadOf = (model: CatchmentModel): number => Math.max(360, 2 * model.travel);

/** When each limit is reached under `rain`, mm in each of the `AHEAD_STEPS`: at the earliest in the worse case, at the latest in the better. */
export function timesUnder(model: CatchmentModel, cases: Cases, rain: { readonly worse: ArrayLike<number>; readonly better: ArrayLike<number> }): ScenarioTimes {
  const early = reached(model, cases.worse, rain.worse);
  const late = reached(model, cases.better, rain.better);
  const byLimit = model.limits.map((limit): TimeRange => ({ earliest: finite(early, limit), latest: finite(late, limit) }));
  return { first: { earliest: least(byLimit.map(({ earliest }) => earliest)), latest: least(byLimit.map(({ latest }) => latest)) }, byLimit };
}

function reached(model: CatchmentModel, given: ModelCase, rain: ArrayLike<number>): Float64Array {
  const step = aheadOf(model) / AHEAD_STEPS;
  return project(model.plan, inStepsOf(step, given.state, model.plan, given.underwayFactor), rain, given.conditions).reachedAfter;
}

const finite = (reachedAfter: Float64Array, { at }: ModelLimit): number | null => (reachedAfter[at] === Infinity ? null : reachedAfter[at]!);

export const least = (times: readonly (number | null)[]): number | null => times.reduce((first, next) => (first === null || (next !== null && next < first) ? next : first), null);

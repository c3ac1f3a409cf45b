import type { Cases } from './cases.ts';
import type { CatchmentModel, ModelLimit } from './catchment-model.ts';
import type { ModelCase } from './first-limit.ts';
import type { TimeRange } from '../time-range.ts';
import { AHEAD_STEPS, FAR_STEPS_IN_ONE, NEAR_STEPS, spacesOf } from './run-spaces.ts';

/** How the rain may go on: nothing more, as in the last ten minutes, as forecast, as in a design storm (readiness.md §4). */
export type Scenario = 'stop' | 'persist' | 'forecast' | 'design';

export interface ScenarioTimes {
  readonly first: TimeRange;
  /** By limit, in the order of the model's limits. */
  readonly byLimit: readonly TimeRange[];
}

/** mm in each of the `AHEAD_STEPS`, and where more is known of what comes after them, in each longer step (see `FAR_STEPS_IN_ONE`) of that. */
export interface RainAhead {
  readonly worse: ArrayLike<number>;
  readonly better: ArrayLike<number>;
  readonly beyond?: { readonly worse: ArrayLike<number>; readonly better: ArrayLike<number> } | undefined;
}

/** When each limit is reached under `rain`: at the earliest in the worse case, at the latest in the better. */
export function timesUnder(model: CatchmentModel, cases: Cases, rain: RainAhead): ScenarioTimes {
  const early = reached(model, cases.worse, rain.worse, rain.beyond?.worse);
  const late = reached(model, cases.better, rain.better, rain.beyond?.better);
  const byLimit = model.limits.map((limit): TimeRange => ({ earliest: finite(early, limit), latest: finite(late, limit) }));
  return { first: { earliest: least(byLimit.map(({ earliest }) => earliest)), latest: least(byLimit.map(({ latest }) => latest)) }, byLimit };
}

/** When each limit is reached if any of several may come: at the earliest and at the latest under any of them. */
export function timesOfAny(each: readonly ScenarioTimes[]): ScenarioTimes {
  const spanned = (ranges: readonly TimeRange[]): TimeRange => ({ earliest: least(ranges.map(({ earliest }) => earliest)), latest: most(ranges.map(({ latest }) => latest)) });
  return { first: spanned(each.map(({ first }) => first)), byLimit: (each[0]?.byLimit ?? []).map((_, index) => spanned(each.map(({ byLimit }) => byLimit[index]!))) };
}

/** Whether a limit is reached sooner under one than under another. */
export const sooner = ({ first: one }: ScenarioTimes, { first: other }: ScenarioTimes): boolean => (one.earliest ?? Infinity) < (other.earliest ?? Infinity);

/** The near time step by step, the far time in longer steps: when it is hours away, minutes do not matter. */
function reached(model: CatchmentModel, given: ModelCase, rain: ArrayLike<number>, beyond?: ArrayLike<number>): Float64Array {
  const { near, far } = spacesOf(model);
  for (let step = 0; step < NEAR_STEPS; step += 1) NEAR_RAIN[step] = rain[step]!;
  const soon = near.begin(given.state, given.underwayFactor).run(NEAR_RAIN, given.conditions);
  const after = soon.reachedAfter.slice(0, model.plan.parts.length);
  if (model.limits.every(({ at }) => after[at] !== Infinity)) return after;
  for (let step = 0; step < FAR_RAIN.length; step += 1) {
    let depth = 0;
    for (let part = 0; part < FAR_STEPS_IN_ONE; part += 1) depth += rain[NEAR_STEPS + step * FAR_STEPS_IN_ONE + part]!;
    FAR_RAIN[step] = depth;
  }
  const later = far.begin(soon.end).run(FAR_RAIN, given.conditions, soon.overflowed);
  for (let at = 0; at < after.length; at += 1) if (after[at] === Infinity) after[at] = NEAR_STEPS * near.step + later.reachedAfter[at]!;
  if (beyond === undefined || model.limits.every(({ at }) => after[at] !== Infinity)) return after;
  const last = far.begin(later.end).run(beyond, given.conditions, later.overflowed).reachedAfter;
  for (let at = 0; at < after.length; at += 1) if (after[at] === Infinity) after[at] = AHEAD_STEPS * near.step + last[at]!;
  return after;
}

const NEAR_RAIN = new Float64Array(NEAR_STEPS);
const FAR_RAIN = new Float64Array((AHEAD_STEPS - NEAR_STEPS) / FAR_STEPS_IN_ONE);

const finite = (reachedAfter: Float64Array, { at }: ModelLimit): number | null => (reachedAfter[at] === Infinity ? null : reachedAfter[at]!);

const most = (times: readonly (number | null)[]): number | null => times.reduce((last, next) => (last === null || next === null ? null : Math.max(last, next)), times[0] ?? null);

export const least = (times: readonly (number | null)[]): number | null => times.reduce((first, next) => (first === null || (next !== null && next < first) ? next : first), null);

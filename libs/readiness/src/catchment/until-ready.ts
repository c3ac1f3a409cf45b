import { type DrainageState, inStepsOf, project } from '@voldgrav/hydrology';
import type { CatchmentModel } from './catchment-model.ts';
import { type ModelCase, rainRun } from './first-limit.ts';

/** Beyond this the answer is "more than three days". */
export const LONGEST_WAIT = 72;
const WAIT_STEPS = 24;
/** Hours to which the answer is right. */
const ENOUGH = 1 / 12;

export interface ReferenceRain {
  readonly minutes: number;
  readonly depth: number;
}

/**
 * Hours without rain until the catchment can take every reference rain again; 0 when it can now, null when not within
 * three days (an outlet that is shut gives nothing back). DMI's limits are strict: exactly 15.0 mm is no skybrud.
 */
export function hoursUntilReady(model: CatchmentModel, given: ModelCase, references: readonly ReferenceRain[]): number | null {
  const takesAll = (hours: number) => {
    const state = hours === 0 ? given.state : drained(model, given, hours);
    const later = { ...given, state, underwayFactor: hours === 0 ? given.underwayFactor : 1 };
    return references.every(({ minutes, depth }) => rainRun(model, later, minutes)(depth).load < 1);
  };
  if (takesAll(0)) return 0;
  if (!takesAll(LONGEST_WAIT)) return null;
  let [short, enough] = [0, LONGEST_WAIT];
  while (enough - short > ENOUGH) {
    const middle = (short + enough) / 2;
    if (takesAll(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

function drained(model: CatchmentModel, given: ModelCase, hours: number): DrainageState {
  const start = inStepsOf((hours * 60) / WAIT_STEPS, given.state, model.plan, given.underwayFactor);
  return project(model.plan, start, new Float64Array(WAIT_STEPS), given.conditions).end;
}

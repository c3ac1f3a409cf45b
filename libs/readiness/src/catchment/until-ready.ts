import { type DrainageState, ProjectionSpace } from '@voldgrav/hydrology';
import type { ReferenceRain } from '../reference-rain.ts';
import type { CatchmentModel } from './catchment-model.ts';
import { type ModelCase, rainRun } from './first-limit.ts';

/** Beyond this the answer is "more than three days". */
export const LONGEST_WAIT = 72;
const NO_RAIN = new Float64Array(24);
/** Hours to which the answer is right. */
const ENOUGH = 1 / 12;

/**
 * Hours without rain until the catchment can take every reference rain again; 0 when it can now, null when not within
 * three days (an outlet that is shut gives nothing back). DMI's limits are strict: exactly 15.0 mm is no skybrud. `guess` is
 * the last answer: the next is seldom far from it.
 */
export function hoursUntilReady(model: CatchmentModel, given: ModelCase, references: readonly ReferenceRain[], guess?: number | null): number | null {
  const takesAll = (hours: number) => {
    const state = hours === 0 ? given.state : drained(model, given, hours);
    const later = { ...given, state, underwayFactor: hours === 0 ? given.underwayFactor : 1 };
    return references.every(({ minutes, depth }) => rainRun(model, later, minutes)(depth).load < 1);
  };
  if (takesAll(0)) return 0;
  const known = guess === null || guess === undefined || guess < ENOUGH ? undefined : bracketAround(guess, takesAll);
  if (known === undefined && !takesAll(LONGEST_WAIT)) return null;
  let { short, enough } = known ?? { short: 0, enough: LONGEST_WAIT };
  while (enough - short > ENOUGH) {
    const middle = (short + enough) / 2;
    if (takesAll(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}

/** Looks for two times around `guess` of which one is too short and the other enough, further out with each look; undefined where three days are not enough. */
function bracketAround(guess: number, takesAll: (hours: number) => boolean): { readonly short: number; readonly enough: number } | undefined {
  let reach = ENOUGH;
  if (takesAll(guess)) {
    let enough = guess;
    // Never within moments of now: water is drained in so many steps, and what is on its way would lie in millions of them.
    for (; enough - reach >= ENOUGH && takesAll(enough - reach); reach *= 2) enough -= reach;
    return { short: Math.max(0, enough - reach), enough };
  }
  let short = guess;
  for (; short + reach < LONGEST_WAIT && !takesAll(short + reach); reach *= 2) short += reach;
  if (short + reach < LONGEST_WAIT) return { short, enough: short + reach };
  return takesAll(LONGEST_WAIT) ? { short, enough: LONGEST_WAIT } : undefined;
}

const drained = (model: CatchmentModel, given: ModelCase, hours: number): DrainageState =>
  new ProjectionSpace(model.plan, (hours * 60) / NO_RAIN.length).begin(given.state, given.underwayFactor).run(NO_RAIN, given.conditions).end;

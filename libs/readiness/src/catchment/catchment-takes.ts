import { covers, millimetres } from '@voldgrav/hydrology';
import { DURATIONS } from '../can-take.ts';
import type { Cases } from './cases.ts';
import type { CatchmentAssessment, CatchmentTake, NamedLimit } from './catchment-assessment.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import type { CatchmentModel, ModelLimit } from './catchment-model.ts';
import { dryLoad, firstLimit } from './first-limit.ts';
import { named } from './limits-reached.ts';

const nothingMore = (limit: NamedLimit): readonly CatchmentTake[] => DURATIONS.map((minutes) => ({ minutes, middle: 0, low: 0, high: 0, limit }));

/** A first guess where nothing is remembered: a rain that many a basin takes. */
const GUESS = 20;

/** `worst`: the limits that come first in the worse case over some duration. */
export interface Takes {
  readonly takes: readonly CatchmentTake[];
  readonly worst: readonly ModelLimit[];
}

/**
 * What the catchment can take over each duration, with its range and the limit that comes first; nothing where one stands
 * `reached`. Empty where there is no limit. `before` is the last answer: the next is seldom far from it.
 */
export function catchmentTakes(model: CatchmentModel, cases: Cases, reached: NamedLimit | undefined, before: readonly CatchmentTake[]): Takes {
  if (reached !== undefined) return { takes: nothingMore(reached), worst: [] };
  const worst: ModelLimit[] = [];
  let guess = GUESS;
  // What the answers for one duration have moved by, those for the next will have, nearly.
  const moved = { middle: 0, low: 0, high: 0 };
  const dry = { middle: dryLoad(model, cases.middle), worse: dryLoad(model, cases.worse), better: dryLoad(model, cases.better) };
  let shorter: CatchmentTake | undefined;
  const takes: CatchmentTake[] = [];
  for (const minutes of DURATIONS) {
    const last = takeOver(minutes, before);
    const middle = firstLimit(model, cases.middle, minutes, last === undefined ? guess : last.middle + moved.middle, dry.middle);
    if (middle.limit === undefined) continue;
    guess = middle.depth;
    const worse = firstLimit(model, cases.worse, minutes, last === undefined ? middle.depth / 1.3 : last.low + moved.low, dry.worse);
    if (worse.limit !== undefined) worst.push(worse.limit);
    const high = firstLimit(model, cases.better, minutes, last === undefined ? middle.depth * 1.3 : last.high + moved.high, dry.better).depth;
    const found = { minutes, middle: middle.depth, low: Math.min(worse.depth, middle.depth), high: Math.max(high, middle.depth), limit: named(middle.limit.asset) };
    const take: CatchmentTake = shorter === undefined ? found : noMilderThan(shorter, found);
    shorter = take;
    if (last !== undefined) {
      moved.middle = take.middle - last.middle;
      moved.low = take.low - last.low;
      moved.high = take.high - last.high;
    }
    takes.push(take);
  }
  return { takes, worst };
}

function takeOver(minutes: CatchmentTake['minutes'], takes: readonly CatchmentTake[]): CatchmentTake | undefined {
  for (const take of takes) if (take.minutes === minutes) return take;
  return undefined;
}

/**
 * A rain that reaches a limit does so too when it falls as hard for longer. The long durations run in long steps, which even out what is on its way:
 * a pipe that it fills in this minute would seem to have room.
 */
function noMilderThan(shorter: CatchmentTake, { minutes, middle, low, high, limit }: CatchmentTake): CatchmentTake {
  const longer = minutes / shorter.minutes;
  return {
    minutes,
    middle: Math.min(middle, shorter.middle * longer),
    low: Math.min(low, shorter.low * longer),
    high: Math.min(high, shorter.high * longer),
    limit: shorter.middle * longer < middle ? shorter.limit : limit,
  };
}

/** The rarest rain that it can take now, and beside it what its basin was planned for, in today's climate (readiness.md §3). */
export function explained(model: CatchmentModel, takes: readonly CatchmentTake[], { idf }: CatchmentEvidence): Pick<CatchmentAssessment, 'available' | 'design'> {
  const ranked = takes
    .filter(({ minutes }) => covers(idf, minutes))
    .map(({ minutes, middle }) => ({ returnPeriod: idf.returnPeriod(millimetres(middle), minutes), bindingDuration: minutes }));
  const [first, ...others] = ranked;
  if (first === undefined) return {};
  const available = others.reduce((least, next) => (next.returnPeriod < least.returnPeriod ? next : least), first);
  const basin = model.basins.find(({ basin: { catchment } }) => catchment === model.catchment.id)?.basin;
  if (basin === undefined || basin.designReturnPeriod < idf.mostFrequent || basin.designReturnPeriod > idf.rarest) return { available };
  // Planned for f·P(d, T): on today's scale that depth is rarer than T.
  const planned = basin.designClimateFactor * idf.depth(available.bindingDuration, basin.designReturnPeriod);
  const today = idf.returnPeriod(millimetres(planned), available.bindingDuration);
  return { available, design: { returnPeriod: basin.designReturnPeriod, climateFactor: basin.designClimateFactor, today } };
}

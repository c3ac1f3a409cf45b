import { type Micrometres, micrometresFrom, MINUTE, minutes } from '@voldgrav/hydrology';
import { type CheckResult, FAIL, finding, GOOD, NOT_RAIN, recordDepth, SUSPECT } from '@voldgrav/quality';
import type { Counter } from '@voldgrav/reading';
import type { Sample } from './sample.ts';

/** What fell between two counts; `depth` is undefined when neither a rollover nor a reset explains them. */
export interface CounterStep {
  readonly depth: Micrometres | undefined;
  readonly result: CheckResult;
}

/**
 * Rain between two counts of one counter. A count that went down rolled over, when what fell is then plausible; else the
 * counter was reset, and what it counted since is the least that fell. Plausible is up to half as much again as the Danish
 * record for that time, and always one count, or two tips a second apart would be none: 100 → 0 in a minute is a reset, not
 * 13 m of rain (domain.md §3.1, trap 3).
 */
export function counterStep(before: Sample, after: Sample, counter: Counter): CounterStep {
  const wentDown = after.value < before.value;
  const counted = after.value - before.value + (wentDown ? (counter.modulus ?? 0) : 0);
  const most = micrometresFrom(NOT_RAIN * recordDepth(minutes((after.at - before.at) / MINUTE)));
  const depthOf = (counts: number) => Math.round(counts * counter.depthPerCount) as Micrometres;
  const isPlausible = (counts: number) => counts >= 0 && (counts <= 1 || depthOf(counts) <= most);
  const counts = { before: before.value, after: after.value };
  if (isPlausible(counted)) return { depth: depthOf(counted), result: { check: 'counter', flag: GOOD, detail: '' } };
  if (isPlausible(after.value)) {
    return { depth: depthOf(after.value), result: { check: 'counter', flag: SUSPECT, detail: finding('counter-reset', counts) } };
  }
  return { depth: undefined, result: { check: 'counter', flag: FAIL, detail: finding('counter-leapt', counts) } };
}

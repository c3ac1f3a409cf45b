import { type Instant, MINUTE, SECOND, type Seconds } from '@voldgrav/hydrology';
import { passed } from './check-result.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult } from './observation.ts';

/** When something happened by the sensor's clock, and when we heard of it by ours. */
export interface Heard {
  readonly phenomenonTime: Instant;
  readonly receivedAt: Instant;
}

/** So many readings have to agree before a clock is doubted. */
export const SKEW_READINGS = 20;
/** A message may be so long on its way, or as many of its sensor's intervals. */
const USUAL_DELAY = 5 * MINUTE;
const USUAL_INTERVALS = 3;
/** A backlog arrives quicker than it happened: what is behind for good arrives at its own pace, or half of it. */
const OWN_PACE = 0.5;

/** Readings in a row that all came late, and about equally late. */
export interface LateRun {
  readonly count: number;
  readonly quickest: number;
  readonly slowest: number;
  readonly first: Heard;
  readonly last: Heard;
}

/**
 * Whether a sensor's clock runs behind ours. One late reading is a late reading, and a backlog comes all at once; but of twenty in
 * their order, at their usual pace, even the quickest came later than `longest` ms and none much later than that: so it is the
 * clock, or a delay on every message. Either way their times are doubted. A clock that runs ahead is caught reading by reading
 * (`clockCheck`). Readings come one by one with what was given back for the one before.
 */
export function clockSkew(before: LateRun | undefined, heard: Heard, longest: number): { readonly run: LateRun | undefined; readonly result: CheckResult } {
  const delay = heard.receivedAt - heard.phenomenonTime;
  if (delay <= longest) return { run: undefined, result: ON_TIME };
  const run = before === undefined ? begun(heard, delay) : ledOn(before, heard, { delay, longest });
  return { run, result: run.count >= SKEW_READINGS && isAtOwnPace(run) ? behind(run) : ON_TIME };
}

/** How late in ms a sensor's readings may all be before that is remarkable. */
export const longestDelay = (expectedInterval: Seconds): number => Math.max(USUAL_DELAY, USUAL_INTERVALS * expectedInterval * SECOND);

const ON_TIME = passed('clock-skew');

const begun = (heard: Heard, delay: number): LateRun => ({ count: 1, quickest: delay, slowest: delay, first: heard, last: heard });

function ledOn(run: LateRun, heard: Heard, { delay, longest }: { readonly delay: number; readonly longest: number }): LateRun {
  // Several values of one moment are one word of its clock, in one message or in several, and so is what is told twice.
  if (heard.phenomenonTime === run.last.phenomenonTime) return run;
  const [quickest, slowest] = [Math.min(run.quickest, delay), Math.max(run.slowest, delay)];
  if (heard.phenomenonTime <= run.last.phenomenonTime || slowest - quickest > longest) return begun(heard, delay);
  return { count: run.count + 1, quickest, slowest, first: run.first, last: heard };
}

const isAtOwnPace = ({ first, last }: LateRun): boolean => last.receivedAt - first.receivedAt >= OWN_PACE * (last.phenomenonTime - first.phenomenonTime);

const behind = ({ quickest }: LateRun): CheckResult => ({ check: 'clock-skew', flag: SUSPECT, detail: finding('clock-behind', { minutes: Math.round(quickest / MINUTE) }) });

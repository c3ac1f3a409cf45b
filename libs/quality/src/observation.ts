import type { Instant } from '@voldgrav/hydrology';
import type { Reading } from '@voldgrav/reading';
import { FAIL, type Flag } from './flag.ts';

/** Names of the checks, as they travel to store, API, chart and alert. */
export type CheckName =
  | 'gross-range'
  | 'clock'
  | 'clock-skew'
  | 'syntax'
  | 'spike'
  | 'rate-of-change'
  | 'flat-line'
  | 'attenuated-signal'
  | 'stale'
  | 'time-gap'
  | 'sensor-limit'
  | 'fault-signal'
  | 'exceedance'
  | 'streak'
  | 'counter'
  | 'accumulation'
  | 'frost'
  | 'neighbours'
  | 'faulty-zero'
  | 'high-influx'
  | 'dry-spell'
  | 'maintenance'
  | 'conflict';

/** A value that says no more than that what is there is at least, or at most, so much. */
export type Bound = 'at-least' | 'at-most';

/** What one check said of one reading. */
export interface CheckResult {
  readonly check: CheckName;
  readonly flag: Flag;
  /** What was found against what was expected, short enough to show; empty when there is nothing to say. */
  readonly detail: string;
  /** Of an accumulation: when the gap began that the rain fell in. */
  readonly since?: Instant;
  /** Of a value at the end of what its sensor sees: which bound it is. */
  readonly bound?: Bound;
}

/** A reading judged. It is flagged, never dropped. `checks` holds only those that did not pass. */
export interface Observation extends Reading {
  readonly flag: Flag;
  readonly checks: readonly CheckResult[];
  /**
   * Which judgement of the same reading it is, where it was judged or derived anew because of what came later: a number that
   * rises, such as the journal row that was the reason. Absent: the first, 0.
   */
  readonly judgement?: number;
}

/** Whether rain sums, water levels and alerts may rest on it. Suspect values may, with a note; failed ones never. */
export const isUsable = ({ flag }: Pick<Observation, 'flag'>): boolean => flag !== FAIL;

/** When the gap began that an observation's rain fell in, of which nobody knows when in it; undefined for one that is no sum over a gap. */
export const gapBefore = ({ checks }: Pick<Observation, 'checks'>): Instant | undefined =>
  // Nearly every observation has passed every check.
  checks.length === 0 ? undefined : checks.find(({ check }) => check === 'accumulation')?.since;

import { type Millimetres, type Minutes, type Years, years } from '../units.ts';

/** How rare a rain is: depth by duration and return period at one point (intensity-duration-frequency, "regnrække"). */
export interface Idf {
  /** Where its numbers come from, in the words that stand beside every figure taken from it. */
  readonly source: string;
  readonly shortest: Minutes;
  readonly longest: Minutes;
  readonly mostFrequent: Years;
  readonly rarest: Years;
  /**
   * Depth in mm that is reached or passed once in `returnPeriod` years within `duration`.
   * @throws RangeError outside its durations and return periods.
   */
  readonly depth: (duration: Minutes, returnPeriod: Years) => Millimetres;
  /**
   * Return period in years of a depth; the inverse of `depth`. The raw figure may lie outside its return periods, where it
   * serves for ranking only: print it through `returnPeriodText`.
   * @throws RangeError outside its durations.
   */
  readonly returnPeriod: (depth: Millimetres, duration: Minutes) => Years;
}

type Range = Pick<Idf, 'source' | 'shortest' | 'longest' | 'mostFrequent' | 'rarest'>;

export function requireDuration({ source, shortest, longest }: Range, duration: Minutes): void {
  if (!(duration >= shortest && duration <= longest)) {
    throw new RangeError(`${source} covers durations of ${shortest} to ${longest} minutes, not ${duration}.`);
  }
}

export function requireReturnPeriod({ source, mostFrequent, rarest }: Range, returnPeriod: Years): void {
  if (!(returnPeriod >= mostFrequent && returnPeriod <= rarest)) {
    throw new RangeError(`${source} covers return periods of ${mostFrequent} to ${rarest} years, not ${returnPeriod}.`);
  }
}

/** Whether a rain of this duration can be ranked at all. */
export const covers = ({ shortest, longest }: Idf, duration: Minutes): boolean => duration >= shortest && duration <= longest;

/** Return period of a depth, and infinite at a duration that cannot be ranked: such a one is never the least of several. */
export const returnPeriodWhereCovered =
  (idf: Idf): Idf['returnPeriod'] =>
  (depth, duration) =>
    covers(idf, duration) ? idf.returnPeriod(depth, duration) : years(Infinity);

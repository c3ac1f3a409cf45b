import { type Millimetres, millimetres, type Minutes, minutes, type Years, years } from '../units.ts';
import { type Idf, requireDuration, requireReturnPeriod } from './idf.ts';

/**
 * "DK-indicative v1", the built-in depth-duration-frequency table: our own fit to thirteen published Danish figures,
 * not SVK's. It must be labelled "vejledende, ikke SVK" wherever its numbers are shown.
 *
 *   D(T)   = A + S·(T^K − 1)/K        mm in 10 min
 *   P(d,T) = D(T)·(d/10)^N            mm in d minutes
 *
 * Source: domain.md §2.5. Durations of 60 to 720 min are interpolated by one exponent and are its least certain part.
 */
const A = 7.24987;
const S = 2.32878;
const K = 0.145806;
const N = 0.316512;

const NAME = 'DK-indicative';

const RANGE = {
  source: `${NAME} v1: vejledende, ikke SVK`,
  shortest: minutes(10),
  longest: minutes(1440),
  mostFrequent: years(1),
  rarest: years(100),
} as const;

/**
 * Rain depth in mm that is reached or passed once in `returnPeriod` years within `duration` minutes, at one point.
 * @throws RangeError outside 10 ≤ duration ≤ 1440 min or 1 ≤ returnPeriod ≤ 100 years, where the fit says nothing.
 */
export function indicativeDepth(duration: Minutes, returnPeriod: Years): Millimetres {
  const scale = durationScale(duration);
  requireReturnPeriod(RANGE, returnPeriod);
  return millimetres((A + (S * (returnPeriod ** K - 1)) / K) * scale);
}

/**
 * The return period in years of `depth` mm in `duration` minutes at one gauge; the inverse of `indicativeDepth`. The
 * raw figure may lie outside the table, for ranking only: print it through `returnPeriodText`. A depth so small that
 * the formula has no root gives 0.
 * @throws RangeError outside 10 ≤ duration ≤ 1440 min.
 */
export function indicativeReturnPeriod(depth: Millimetres, duration: Minutes): Years {
  const bracket = 1 + (K * (depth / durationScale(duration) - A)) / S;
  return years(bracket <= 0 ? 0 : bracket ** (1 / K));
}

/** What a town without a table of its own is measured by. */
export const indicativeIdf: Idf = { ...RANGE, depth: indicativeDepth, returnPeriod: indicativeReturnPeriod };

/** Whether a table's figures are the built-in ones, so that they must be called so: as the curve itself, or written out in a file. */
export const isIndicative = ({ source }: Pick<Idf, 'source'>): boolean => source.startsWith(NAME);

function durationScale(duration: Minutes): number {
  requireDuration(RANGE, duration);
  return (duration / RANGE.shortest) ** N;
}

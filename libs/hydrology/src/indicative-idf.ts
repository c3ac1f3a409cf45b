import { type Millimetres, millimetres, type Minutes, type Years, years } from './units.ts';

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

const SHORTEST = 10;
const LONGEST = 1440;
const RAREST = 100;

/**
 * Rain depth in mm that is reached or passed once in `returnPeriod` years within `duration` minutes, at one point.
 * @throws RangeError outside 10 ≤ duration ≤ 1440 min or 1 ≤ returnPeriod ≤ 100 years, where the fit says nothing.
 */
export function indicativeDepth(duration: Minutes, returnPeriod: Years): Millimetres {
  const scale = durationScale(duration);
  if (!(returnPeriod >= 1 && returnPeriod <= RAREST)) {
    throw new RangeError(`DK-indicative covers return periods of 1 to ${RAREST} years, not ${returnPeriod}.`);
  }
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

/**
 * A return period as it may be printed: "<1", "3.7", "23", ">100". Nothing outside the table is given a number
 * (domain.md §2.5), and a figure of ten years or more does not deserve a decimal.
 */
export function returnPeriodText(returnPeriod: Years): string {
  if (returnPeriod < 1) return '<1';
  if (returnPeriod > RAREST) return `>${RAREST}`;
  const oneDecimal = returnPeriod.toFixed(1);
  return Number(oneDecimal) < 10 ? oneDecimal : returnPeriod.toFixed(0);
}

function durationScale(duration: Minutes): number {
  if (!(duration >= SHORTEST && duration <= LONGEST)) {
    throw new RangeError(`DK-indicative covers durations of ${SHORTEST} to ${LONGEST} minutes, not ${duration}.`);
  }
  return (duration / SHORTEST) ** N;
}

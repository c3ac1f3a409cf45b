import { millimetres, type Minutes, minutes, type Years, years } from '../units.ts';
import { type Idf, requireDuration, requireReturnPeriod } from './idf.ts';

/**
 * A generalised extreme value distribution of intensity with Koutsoyiannis' dependence on duration, the form in which DWA-A 531
 * and KOSTRA-2020 publish: i(D, T) = q(T) / (D + theta)^eta in mm/h, D in hours.
 */
export interface GevParameters {
  readonly mu: number;
  readonly sigma: number;
  /** Shape; below 0 the tail is heavy. */
  readonly kappa: number;
  readonly thetaHours: number;
  readonly eta: number;
}

/** What KOSTRA covers. */
const SHORTEST = minutes(5);
const LONGEST = minutes(10_080);
const RAREST = years(100);

/**
 * The return period of annual maxima, T_a = e^(1/T) / (e^(1/T) − 1), that belongs to a return period T of partial duration
 * series. It makes −ln(1 − 1/T_a) exactly 1/T. Source: domain.md §2.5.
 */
export const annualReturnPeriod = (returnPeriod: Years): Years => years(1 / -Math.expm1(-1 / returnPeriod));

/** Its return periods are those of partial duration series, as everywhere in Voldgrav. Source: domain.md §2.5. */
export function gevIdf(source: string, { mu, sigma, kappa, thetaHours, eta }: GevParameters): Idf {
  const range = { source, shortest: SHORTEST, longest: LONGEST, mostFrequent: years(1), rarest: RAREST };
  const scale = (duration: Minutes): number => duration / 60 / (duration / 60 + thetaHours) ** eta;
  return {
    ...range,
    depth: (duration, returnPeriod) => {
      requireDuration(range, duration);
      requireReturnPeriod(range, returnPeriod);
      // −ln F is 1/T. Towards a shape of 0 the bracket becomes a logarithm (Gumbel).
      const reduced = kappa === 0 ? Math.log(returnPeriod) : (1 - returnPeriod ** -kappa) / kappa;
      return millimetres((mu + sigma * reduced) * scale(duration));
    },
    returnPeriod: (depth, duration) => {
      requireDuration(range, duration);
      const reduced = (depth / scale(duration) - mu) / sigma;
      if (kappa === 0) return years(Math.exp(reduced));
      const bracket = 1 - kappa * reduced;
      if (bracket > 0) return years(bracket ** (-1 / kappa));
      // Below the least (heavy tail) or beyond the greatest (bounded tail) that the distribution knows.
      return years(kappa < 0 ? 0 : Infinity);
    },
  };
}

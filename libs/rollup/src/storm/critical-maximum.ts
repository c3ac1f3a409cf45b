import { covers, type Idf, millimetresFrom, type Years } from '@voldgrav/hydrology';
import type { RainMaximum } from '../rain/rain-maxima.ts';

export interface RankedMaximum extends RainMaximum {
  readonly returnPeriod: Years;
}

/**
 * The duration at which a storm is rarest: the critical one. Durations that the table does not cover are left out; of equals the
 * shortest. The rarest of several is more frequent than its own return period says, so it is only ever told with its duration.
 */
export function criticalMaximum<Maximum extends RainMaximum>(maxima: readonly Maximum[], idf: Idf): (Maximum & RankedMaximum) | undefined {
  return maxima
    .filter(({ minutes }) => covers(idf, minutes))
    .map((maximum) => ({ ...maximum, returnPeriod: idf.returnPeriod(millimetresFrom(maximum.depth), maximum.minutes) }))
    .reduce<(Maximum & RankedMaximum) | undefined>((rarest, next) => (rarest === undefined || next.returnPeriod > rarest.returnPeriod ? next : rarest), undefined);
}

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
  let rarest: Maximum | undefined;
  let longest = -Infinity as Years;
  for (const maximum of maxima) {
    if (!covers(idf, maximum.minutes)) continue;
    const returnPeriod = idf.returnPeriod(millimetresFrom(maximum.depth), maximum.minutes);
    if (rarest !== undefined && !(returnPeriod > longest)) continue;
    rarest = maximum;
    longest = returnPeriod;
  }
  return rarest === undefined ? undefined : { ...rarest, returnPeriod: longest };
}

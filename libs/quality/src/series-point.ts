import type { Instant } from '@voldgrav/hydrology';

/** One place in a series as the checks see it: `undefined` where the sensor spoke and gave no value. */
export interface SeriesPoint {
  readonly at: Instant;
  readonly value: number | undefined;
}

/** One series in time order. */
export type Series = readonly SeriesPoint[];

/** Values from before a series, the newest last: for checks that look further back than times are kept. */
export type EarlierValues = readonly number[];

import type { Seconds } from '@voldgrav/hydrology';

/** The town's own limits for one sensor's series, in the unit of what it measures; what is left out is as usual. */
export interface SeriesChecks {
  readonly spike?: Limits | undefined;
  readonly ratePerHour?: Limits | undefined;
  readonly flatLine?: { readonly suspect?: Seconds | undefined; readonly fail?: Seconds | undefined; readonly tolerance: number } | undefined;
  readonly longestGap?: Seconds | undefined;
}

/** Beyond `suspect` a value is suspect, beyond `fail` it fails. */
export interface Limits {
  readonly suspect?: number | undefined;
  readonly fail?: number | undefined;
}

import type { Instant } from '@voldgrav/hydrology';

/** One place in a series as the checks see it: `undefined` where the sensor spoke and gave no value. */
export interface SeriesPoint {
  readonly at: Instant;
  readonly value: number | undefined;
}

/** Points side by side; `timeAt` and `valueAt` are only asked for places that are there. */
export interface SeriesColumns {
  readonly length: number;
  timeAt(index: number): Instant;
  valueAt(index: number): number;
}

/** One series in time order. */
export type Series = readonly SeriesPoint[];

/** The same in whichever form it is kept. */
export type SeriesRecord = Series | SeriesColumns;

/** Values from before a series, the newest last: for checks that look further back than times are kept. */
export type EarlierValues = readonly number[];

/** The time at a place of a series; undefined where there is none, before the first as well as after the last. */
export function timeIn(series: SeriesRecord, index: number): Instant | undefined {
  if (!('timeAt' in series)) return series[index]?.at;
  return index >= 0 && index < series.length ? series.timeAt(index) : undefined;
}

/** The value at a place of a series; undefined where there is no such place, or no value at it. */
export function valueIn(series: SeriesRecord, index: number): number | undefined {
  if (!('valueAt' in series)) return series[index]?.value;
  return index >= 0 && index < series.length ? series.valueAt(index) : undefined;
}

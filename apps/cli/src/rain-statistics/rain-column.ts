import { instant, MINUTE, type TimeWindow } from '@voldgrav/hydrology';
import { type RainSeries, rainSeries } from '@voldgrav/rollup';

/** What a file says of one sensor, and the time that it has cells for, filled or not. */
export interface GaugeRead {
  readonly series: RainSeries;
  readonly asked: TimeWindow;
}

/** One sensor's values as they are read: stamps in UTC ms, depths in µm. */
export interface Column {
  readonly stamps: number[];
  readonly depths: number[];
  first: number;
  last: number;
}

export const emptyColumn = (): Column => ({ stamps: [], depths: [], first: Infinity, last: -Infinity });

export function gaugeOf({ stamps, depths, first, last }: Column): GaugeRead {
  const series = rainSeries(stamps, depths);
  return { series, asked: { after: instant(first - series.interval * MINUTE), until: instant(last) } };
}

import { type Instant, instant } from '@voldgrav/hydrology';
import { newestTime } from '@voldgrav/rollup';
import type { SeriesBook } from '../series-book.ts';

const NEVER = instant(-Infinity);

/** The time up to which at least half of these gauges have spoken; before all time while they have not. */
export function heardUntil(series: SeriesBook, gauges: readonly string[]): Instant {
  const newest = new Float64Array(gauges.length);
  for (let place = 0; place < gauges.length; place += 1) newest[place] = newestTime(series.of(gauges[place]!)) ?? NEVER;
  newest.sort();
  return instant(newest[newest.length - Math.ceil(newest.length / 2)] ?? NEVER);
}

import { type Instant, instant } from '@voldgrav/hydrology';
import { newestTime } from '@voldgrav/rollup';
import type { SeriesBook } from '../series-book.ts';

const NEVER = instant(-Infinity);

/** The time up to which at least half of these gauges have spoken; before all time while they have not. */
export function heardUntil(series: SeriesBook, gauges: readonly string[]): Instant {
  const newest = Float64Array.from(gauges, (id) => newestTime(series.of(id)) ?? NEVER).sort();
  return instant(newest[newest.length - Math.ceil(newest.length / 2)] ?? NEVER);
}

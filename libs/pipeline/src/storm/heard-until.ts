import { type Instant, instant } from '@voldgrav/hydrology';
import type { SeriesBook } from '../series-book.ts';

const NEVER = instant(-Infinity);

/** The time up to which at least half of these gauges have spoken; before all time while they have not. */
export function heardUntil(series: SeriesBook, gauges: readonly string[]): Instant {
  const newest = gauges.map((id) => series.of(id).at(-1)?.at ?? NEVER).sort((one, other) => other - one);
  return newest[Math.ceil(newest.length / 2) - 1] ?? NEVER;
}

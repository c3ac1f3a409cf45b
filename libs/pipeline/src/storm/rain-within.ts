import { type Instant, shifted } from '@voldgrav/hydrology';
import { countUntil, type Sample, sampleAt } from '@voldgrav/rollup';
import type { SeriesBook } from '../series-book.ts';

/** When it first and last rained. */
export interface RainSpan {
  readonly onset: Instant;
  readonly lastRainAt: Instant;
}

/** The first and the last word of rain of any of these gauges within a span, both ends counted; undefined where there is none. */
export function rainWithin(series: SeriesBook, gauges: readonly string[], { onset, lastRainAt }: RainSpan): RainSpan | undefined {
  let first: Instant | undefined;
  let last: Instant | undefined;
  for (const gauge of gauges) {
    const samples = series.of(gauge);
    const until = countUntil(samples, lastRainAt);
    for (let index = countUntil(samples, shifted(onset, -1)); index < until; index += 1) {
      const { at, value } = sampleAt(samples, index) as Sample;
      if (value <= 0) continue;
      if (first === undefined || at < first) first = at;
      if (last === undefined || at > last) last = at;
    }
  }
  return first === undefined || last === undefined ? undefined : { onset: first, lastRainAt: last };
}

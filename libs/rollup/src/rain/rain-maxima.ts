import { instant, type Instant, type Micrometres, type Minutes } from '@voldgrav/hydrology';
import { filledBy, type RainSeries } from './rain-series.ts';

/** The most that fell in one window, which is (endsAt − minutes, endsAt]. */
export interface RainMaximum {
  readonly minutes: Minutes;
  readonly depth: Micrometres;
  readonly endsAt: Instant;
}

export interface AnnualMaximum extends RainMaximum {
  readonly year: number;
}

/**
 * The greatest depth of a duration, in windows that slide from stamp to stamp over the unbroken clock: gaps count as dry, so it
 * is the least that the maximum can have been. Of equal depths the first. Undefined for a duration shorter than the record's
 * interval, and for a record without rain values.
 */
export function rainMaximum(series: RainSeries, duration: Minutes): RainMaximum | undefined {
  let greatest: { depth: number; end: number } | undefined;
  slide(series, duration, (depth, end) => {
    if (greatest === undefined || depth > greatest.depth) greatest = { depth, end };
  });
  return greatest && { minutes: duration, depth: greatest.depth as Micrometres, endsAt: instant(greatest.end) };
}

/**
 * The greatest depth of each calendar year (UTC), by the year in which its window ends; windows reach back over the turn of the
 * year. A year without a single value has none. Time is linear in the record: one pass for each duration.
 */
export function annualMaxima(series: RainSeries, durations: readonly Minutes[]): readonly AnnualMaximum[] {
  return durations.flatMap((duration) => {
    const maxima: { year: number; depth: number; end: number }[] = [];
    let yearEnds = -Infinity;
    slide(series, duration, (depth, end) => {
      const latest = maxima[maxima.length - 1];
      // What ends at midnight on 1 January fell on 31 December.
      if (end > yearEnds || latest === undefined) {
        const year = new Date(end - 1).getUTCFullYear();
        yearEnds = Date.UTC(year + 1, 0, 1);
        maxima.push({ year, depth, end });
      } else if (depth > latest.depth) {
        latest.depth = depth;
        latest.end = end;
      }
    });
    return maxima.map(({ year, depth, end }) => ({ year, minutes: duration, depth: depth as Micrometres, endsAt: instant(end) }));
  });
}

/** Every window of a duration that ends at a stamp, in time order. */
export function slide(series: RainSeries, duration: Minutes, look: (depth: number, end: number) => void): void {
  const length = filledBy(series, duration);
  if (length === undefined) return;
  const { ends, depths } = series;
  let oldest = 0;
  let sum = 0;
  for (let index = 0; index < ends.length; index += 1) {
    const end = ends[index] as number;
    sum += depths[index] as number;
    while ((ends[oldest] as number) <= end - length) {
      sum -= depths[oldest] as number;
      oldest += 1;
    }
    look(sum, end);
  }
}

import { type Instant, instant } from '@voldgrav/hydrology';
import { newestTime } from '@voldgrav/rollup';
import type { SeriesBook } from '../series-book.ts';

const NEVER = instant(-Infinity);
const FEW = 32;

// Filled anew with each question, of which a tick has one for every group of catchments.
let inOrder = new Float64Array(64);

/** The time up to which at least half of these gauges have spoken; before all time while they have not. */
export function heardUntil(series: Pick<SeriesBook, 'of'>, gauges: readonly string[]): Instant {
  const count = gauges.length;
  if (count === 0) return NEVER;
  if (inOrder.length < count) inOrder = new Float64Array(2 * count);
  for (let place = 0; place < count; place += 1) inOrder[place] = newestTime(series.of(gauges[place]!)) ?? NEVER;
  if (count > FEW) inOrder.subarray(0, count).sort();
  else sortFew(count);
  return instant(inOrder[count - Math.ceil(count / 2)]!);
}

/** By insertion, without the array that `sort` needs a part of the column for. */
function sortFew(count: number): void {
  for (let known = 1; known < count; known += 1) {
    const newest = inOrder[known]!;
    let place = known;
    for (; place > 0 && inOrder[place - 1]! > newest; place -= 1) inOrder[place] = inOrder[place - 1]!;
    inOrder[place] = newest;
  }
}

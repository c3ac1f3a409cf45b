import { type Instant, type Micrometres, MINUTE, type Minutes } from '@voldgrav/hydrology';
import type { IntervalRain } from './rain-from-counter.ts';

/**
 * The most that fell within `duration`, in sliding windows that end where an interval ends. What accumulated over a longer
 * gap than that is left out, since nobody knows that it fell so fast (domain.md §3.1). Undefined without rain to count.
 */
export function greatestDepth(rain: readonly IntervalRain[], duration: Minutes): { readonly depth: Micrometres; readonly endsAt: Instant } | undefined {
  const length = duration * MINUTE;
  const counting = rain.filter(({ after, until, depth }) => depth !== undefined && until - after <= length);
  let greatest: { depth: Micrometres; endsAt: Instant } | undefined;
  let sum = 0;
  let oldest = 0;
  for (const { until, depth } of counting) {
    sum += depth ?? 0;
    for (let first = counting[oldest]; first !== undefined && first.after < until - length; first = counting[oldest]) {
      sum -= first.depth ?? 0;
      oldest += 1;
    }
    if (greatest === undefined || sum > greatest.depth) greatest = { depth: sum as Micrometres, endsAt: until };
  }
  return greatest;
}

import { designStorm, type Millimetres, millimetres, type Minutes, minutes } from '@voldgrav/hydrology';

/**
 * What was published of 2 July 2011 in and about Copenhagen (domain.md §1), as depth by duration: 31.2 mm in ten minutes
 * (Ishøj), 64.8 mm in thirty (one source only), 135.4 mm in the day (Botanisk Have) of a storm of about two hours.
 */
const PUBLISHED: readonly (readonly [number, number])[] = [
  [10, 31.2],
  [30, 64.8],
  [120, 135.4],
];

/**
 * A **reconstruction from published figures** of the cloudburst of 2 July 2011, minute by minute: no gauge recorded it so, and
 * the figures are of different gauges. The wettest 10, 30 and 120 minutes hold what was published; between them depth grows
 * as a straight line of both logarithms. Its ten wettest minutes bring 3.12 mm each: "over 3 mm a minute for more than ten
 * minutes" was reported. A third of it lies before the peak, since it came suddenly.
 */
export const copenhagen2011 = (): readonly Millimetres[] => designStorm({ depth: publishedDepth, duration: minutes(120), step: minutes(1), peak: 1 / 3 });

function publishedDepth(duration: Minutes): Millimetres {
  const upper = PUBLISHED.findIndex(([length]) => length >= duration);
  const [toLength = 0, toDepth = 0] = PUBLISHED[upper] ?? [];
  const [fromLength = toLength, fromDepth = toDepth] = PUBLISHED[upper - 1] ?? [];
  if (fromLength === toLength) return millimetres(toDepth);
  const share = Math.log(duration / fromLength) / Math.log(toLength / fromLength);
  return millimetres(fromDepth * (toDepth / fromDepth) ** share);
}

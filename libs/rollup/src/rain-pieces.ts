import { HOUR, type Instant, instant, type Micrometres, MINUTE } from '@voldgrav/hydrology';
import type { IntervalRain } from './rain-from-counter.ts';

/** Rain since the piece before, or, when `since` is there, a sum over a gap whose distribution is not known. */
export interface RainPiece {
  readonly at: Instant;
  readonly depth: Micrometres;
  readonly since?: Instant;
}

/** Between counts further apart than this nobody knows when it rained; spreading would invent drizzle (domain.md §3.1). */
const LONGEST_SPREAD = HOUR;

/**
 * Interval rain as it is stored: spread evenly over its whole minutes, with a last piece where it ends. The sum is exact. An
 * accumulation stays one piece; so does more than an hour, where a single count belongs to its own minute and more are an
 * accumulation. A piece never lies outside its interval, and splitting an interval gives every time that it had, so what a
 * late count changes is written over, never taken away. A depth that is not known gives pieces of 0, to be failed.
 */
export function rainPieces(rain: IntervalRain, depthPerCount: Micrometres): readonly RainPiece[] {
  const { after, until, distribution } = rain;
  const depth = rain.depth ?? (0 as Micrometres);
  if (distribution === 'accumulation') return [{ at: until, depth, since: after }];
  if (until - after > LONGEST_SPREAD) return [{ at: until, depth, ...(depth > depthPerCount ? { since: after } : {}) }];
  const pieces: RainPiece[] = [];
  let given = 0;
  for (let from: number = after; from < until; ) {
    const at = Math.min((Math.floor(from / MINUTE) + 1) * MINUTE, until);
    // The running sum is rounded, not the parts, so that no µm is won or lost.
    const sum = Math.round((depth * (at - after)) / (until - after));
    pieces.push({ at: instant(at), depth: (sum - given) as Micrometres });
    given = sum;
    from = at;
  }
  return pieces;
}

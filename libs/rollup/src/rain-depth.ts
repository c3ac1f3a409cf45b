import { type Instant, type Micrometres, SECOND, type Seconds, type TimeWindow } from '@voldgrav/hydrology';
import { countUntil, type Samples, sinceAt, timeAt, valueAt } from './samples.ts';

/** What one gauge caught: each sample's value is the depth in µm that fell since the sample before. */
export interface RainRecord {
  readonly samples: Samples;
  /** How often the gauge speaks. */
  readonly interval: Seconds;
}

/** Rain in a window. Completeness below 1 means that minutes are missing: it may prove "yes", never "no" (domain.md §1). */
export interface RainDepth {
  readonly depth: Micrometres;
  /** Share of the window that messages cover, 0–1. */
  readonly completeness: number;
}

/** A message speaks for the time since the one before it, but for no more than this many expected intervals. */
export const LONGEST_COVER = 1.5;

/** From when on the message at `index`, which came at `at`, speaks: UTC ms. */
export function coveredFrom({ samples, interval }: RainRecord, index: number, at: Instant): number {
  const usual = interval * SECOND;
  // A comparison with NaN, where nothing was said before, is false.
  const silence = at - (timeAt(samples, index - 1) ?? NaN);
  return at - (silence <= LONGEST_COVER * usual ? silence : usual);
}

/**
 * Depth of rain in (after, until], labelled by the interval's end. A message that ends a long silence counts with its
 * whole depth, but the silence itself stays uncovered: what a lost message held is not known.
 */
export function rainDepth({ samples, interval }: RainRecord, { after, until }: TimeWindow): RainDepth {
  const usual = interval * SECOND;
  const longest = LONGEST_COVER * usual;
  let depth = 0;
  let covered = 0;
  let index = countUntil(samples, after);
  // NaN: nothing was said before. Asked of every gauge with every look at a basin: numbers alone, and no sample is made of them.
  let previous: number = timeAt(samples, index - 1) ?? NaN;
  for (; index < samples.length; index += 1) {
    const at = timeAt(samples, index)!;
    if (at > until) break;
    // When a sum over a gap fell is not known: in a window that begins within the gap, perhaps none of it (trap 2).
    const since = sinceAt(samples, index);
    if (since === undefined) {
      depth += valueAt(samples, index);
      const silence = at - previous;
      const from = at - (silence <= longest ? silence : usual);
      covered += at - (from > after ? from : after);
    } else if (since >= after) {
      depth += valueAt(samples, index);
      covered += at - since;
    }
    previous = at;
  }
  // The newest message is not yet late: the part of the window after it counts as covered until the next one is overdue, else a
  // window that ends now would never be whole.
  const awaited = Number.isNaN(previous) ? 0 : until - (previous > after ? previous : after);
  if (awaited <= longest) covered += awaited;
  return { depth: depth as Micrometres, completeness: Math.min(1, covered / (until - after)) };
}

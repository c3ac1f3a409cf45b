import { type Instant, type Micrometres, SECOND, type Seconds, type TimeWindow } from '@voldgrav/hydrology';
import { countUntil, type Samples } from './samples.ts';

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

/**
 * Depth of rain in (after, until], labelled by the interval's end. A message that ends a long silence counts with its
 * whole depth, but the silence itself stays uncovered: what a lost message held is not known.
 */
export function rainDepth(record: RainRecord, window: TimeWindow): RainDepth {
  const { samples } = record;
  let depth = 0;
  let covered = 0;
  for (let index = countUntil(samples, window.after); index < samples.length; index += 1) {
    const sample = samples[index];
    if (sample === undefined || sample.at > window.until) break;
    // When a sum over a gap fell is not known: in a window that begins within the gap, perhaps none of it (trap 2).
    if (sample.since !== undefined) {
      if (sample.since < window.after) continue;
      depth += sample.value;
      covered += sample.at - sample.since;
      continue;
    }
    depth += sample.value;
    covered += sample.at - Math.max(window.after, coveredFrom(record, index, sample.at));
  }
  covered += coveredBeyond(record, window);
  const length = window.until - window.after;
  return { depth: depth as Micrometres, completeness: Math.min(1, covered / length) };
}

/** From when on the message at `index`, which came at `at`, speaks: UTC ms. */
export function coveredFrom(record: RainRecord, index: number, at: Instant): number {
  const interval = record.interval * SECOND;
  const previous = record.samples[index - 1]?.at;
  const silence = previous === undefined ? interval : at - previous;
  return at - (silence <= LONGEST_COVER * interval ? silence : interval);
}

/**
 * The newest message is not yet late: the part of the window after it counts as covered until the next one is overdue,
 * else a window that ends now would never be whole.
 */
function coveredBeyond(record: RainRecord, window: TimeWindow): number {
  const newest = record.samples[countUntil(record.samples, window.until) - 1];
  if (newest === undefined) return 0;
  const awaited = window.until - Math.max(newest.at, window.after);
  return awaited <= LONGEST_COVER * record.interval * SECOND ? awaited : 0;
}

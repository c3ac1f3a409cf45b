import type { Instant, TimeWindow } from '@voldgrav/hydrology';
import type { Bound } from '@voldgrav/quality';

export interface Sample {
  readonly at: Instant;
  readonly value: number;
  /** Flagged suspect (QARTOD 3): used, but whoever draws a conclusion from it alone says so. */
  readonly suspect?: true;
  /** Rain that accumulated since then; when in that time it fell is not known (domain.md §3.1). */
  readonly since?: Instant;
  /** The sensor sees no further: what is there is at least, or at most, so much (domain.md §9, trap 10). */
  readonly bound?: Bound;
}

/** Values of one series in time order, no two at the same time. */
export type Samples = readonly Sample[];

/** `conflict`: the same time was already there with another value; the earlier one stays (contract.md §3). */
export type Arrival = 'added' | 'duplicate' | 'conflict';

/**
 * Puts a sample into `samples` where its time belongs, however late it comes, and lets go of what is not after `keepAfter`.
 * It changes the record instead of copying it: a day of a busy sensor is thousands of samples, and a message adds one.
 */
export function enterSample(samples: Sample[], sample: Sample, keepAfter: Instant): Arrival {
  const place = countUntil(samples, sample.at);
  const before = samples[place - 1];
  if (before?.at === sample.at) return before.value === sample.value ? 'duplicate' : 'conflict';
  if (place === samples.length) samples.push(sample);
  else samples.splice(place, 0, sample);
  const drop = Math.min(place, countUntil(samples, keepAfter));
  if (drop > 0) samples.splice(0, drop);
  return 'added';
}

/** The newest sample at or before `at`. */
export const latestAt = (samples: Samples, at: Instant): Sample | undefined => samples[countUntil(samples, at) - 1];

/** Samples in (after, until]. */
export const samplesIn = (samples: Samples, window: TimeWindow): Samples =>
  samples.slice(countUntil(samples, window.after), countUntil(samples, window.until));

/** How many samples lie at or before `at`. Most questions are about what came last: it is looked for from the end in doubling steps, then between two of them. */
export function countUntil(samples: Samples, at: Instant): number {
  let high = samples.length;
  let low = high - 1;
  for (let reach = 1; low >= 0 && samples[low]!.at > at; reach *= 2) {
    high = low;
    low -= reach;
  }
  low = Math.max(0, low + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (samples[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

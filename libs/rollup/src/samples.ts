import type { Instant, TimeWindow } from '@voldgrav/hydrology';

export interface Sample {
  readonly at: Instant;
  readonly value: number;
}

/** Values of one series in time order, no two at the same time. */
export type Samples = readonly Sample[];

/** `conflict`: the same time was already there with another value; the earlier one stays (contract.md §3). */
export type Arrival = 'added' | 'duplicate' | 'conflict';

/**
 * Puts a sample where its time belongs, however late it comes, and lets go of what is not after `keepAfter`.
 */
export function withSample(samples: Samples, sample: Sample, keepAfter: Instant): { samples: Samples; arrival: Arrival } {
  const place = countUntil(samples, sample.at);
  const before = samples[place - 1];
  if (before?.at === sample.at) {
    return { samples, arrival: before.value === sample.value ? 'duplicate' : 'conflict' };
  }
  const drop = Math.min(place, countUntil(samples, keepAfter));
  return { samples: [...samples.slice(drop, place), sample, ...samples.slice(place)], arrival: 'added' };
}

/** The newest sample at or before `at`. */
export const latestAt = (samples: Samples, at: Instant): Sample | undefined => samples[countUntil(samples, at) - 1];

/** Samples in (after, until]. */
export const samplesIn = (samples: Samples, window: TimeWindow): Samples =>
  samples.slice(countUntil(samples, window.after), countUntil(samples, window.until));

/** How many samples lie at or before `at`: binary search, since records are long and questions many. */
export function countUntil(samples: Samples, at: Instant): number {
  let low = 0;
  let high = samples.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((samples[middle]?.at ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

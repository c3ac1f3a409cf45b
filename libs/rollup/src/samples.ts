import type { Instant, TimeWindow } from '@voldgrav/hydrology';
import { placesUntil } from './places-until.ts';
import type { Arrival, Sample } from './sample.ts';
import { SampleColumns } from './sample-columns.ts';

/** Values of one series in time order, no two at the same time. Long ones are kept in columns. */
export type Samples = readonly Sample[] | SampleColumns;

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

/** The sample at an index; undefined where there is none, before the first as well as after the last. */
export const sampleAt = (samples: Samples, index: number): Sample | undefined => (samples instanceof SampleColumns ? samples.get(index) : samples[index]);

/** The time of a sample, where making the sample for it alone would be too much. Undefined where there is none. */
export function timeAt(samples: Samples, index: number): Instant | undefined {
  if (!(samples instanceof SampleColumns)) return samples[index]?.at;
  return index >= 0 && index < samples.length ? samples.timeAt(index) : undefined;
}

/** As `timeAt`, the value of a sample that is there. */
export const valueAt = (samples: Samples, index: number): number => (samples instanceof SampleColumns ? samples.valueAt(index) : samples[index]!.value);

/** As `timeAt`, since when a sample that is there has accumulated. */
export const sinceAt = (samples: Samples, index: number): Instant | undefined => (samples instanceof SampleColumns ? samples.sinceAt(index) : samples[index]!.since);

/** When a series was last heard; undefined for one that never was. */
export const newestTime = (samples: Samples): Instant | undefined => timeAt(samples, samples.length - 1);

/** The newest sample at or before `at`. */
export const latestAt = (samples: Samples, at: Instant): Sample | undefined => sampleAt(samples, countUntil(samples, at) - 1);

/** Samples in (after, until]. */
export function samplesIn(samples: Samples, { after, until }: TimeWindow): readonly Sample[] {
  const found: Sample[] = [];
  const end = countUntil(samples, until);
  for (let index = countUntil(samples, after); index < end; index += 1) found.push(sampleAt(samples, index) as Sample);
  return found;
}

/** How many samples lie at or before `at`. */
export const countUntil = (samples: Samples, at: Instant): number => (samples instanceof SampleColumns ? samples.countUntil(at) : placesUntil(samples, samples.length, timeInList, at));

const timeInList = (samples: readonly Sample[], place: number): number => samples[place]!.at;

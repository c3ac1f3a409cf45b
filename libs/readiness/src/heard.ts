import type { Instant } from '@voldgrav/hydrology';
import { latestAt, type Sample, type Samples } from '@voldgrav/rollup';

/** What one sensor said, and how long in ms its word stays good. */
export interface Heard {
  readonly samples: Samples;
  readonly staleAfter: number;
}

/** The newest word of a sensor that still speaks for `at`; undefined when there is none. */
export function freshSample({ samples, staleAfter }: Heard, at: Instant): Sample | undefined {
  const newest = latestAt(samples, at);
  return newest !== undefined && at - newest.at <= staleAfter ? newest : undefined;
}

/** Its value. */
export const freshValue = (heard: Heard, at: Instant): number | undefined => freshSample(heard, at)?.value;

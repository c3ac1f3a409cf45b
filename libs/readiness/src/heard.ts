import type { Instant } from '@voldgrav/hydrology';
import { latestAt, type Samples } from '@voldgrav/rollup';

/** What one sensor said, and how long in ms its word stays good. */
export interface Heard {
  readonly samples: Samples;
  readonly staleAfter: number;
}

/** The newest value of a sensor that still speaks for `at`; undefined when there is none. */
export function freshValue({ samples, staleAfter }: Heard, at: Instant): number | undefined {
  const newest = latestAt(samples, at);
  return newest !== undefined && at - newest.at <= staleAfter ? newest.value : undefined;
}

import { type Instant, MINUTE, shifted } from './instant.ts';
import type { Minutes } from './units.ts';

/** (after, until]: open at its start, closed at its end, and labelled by its end (contract.md §3). */
export interface TimeWindow {
  readonly after: Instant;
  readonly until: Instant;
}

export const windowEndingAt = (until: Instant, length: Minutes): TimeWindow => ({
  after: shifted(until, -length * MINUTE),
  until,
});

export const isWithin = (at: Instant, window: TimeWindow): boolean => at > window.after && at <= window.until;

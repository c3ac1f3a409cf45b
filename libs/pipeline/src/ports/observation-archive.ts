import type { Instant, Seconds, TimeWindow } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';
import type { Rollup, RollupResolution } from '@voldgrav/rollup';

/** One (sensor, quantity). */
export interface Series {
  readonly sensor: string;
  readonly quantity: Quantity;
}

/**
 * Where observations are kept, and their rollups beside them. A series has at most one observation at an instant.
 *
 * What every implementation promises, and `observation-archive.contract.ts` tests:
 * - `append` is idempotent on (series, phenomenon time): of two observations for one place the one stands that `settle` says,
 *   within one call too. The same again changes nothing. No order is asked of what comes in.
 * - Once `append` has resolved, `range`, `latest` and `rollups` know of it. A store that will not take one observation, and never
 *   will, hands it with its reason to whoever opened the archive, and the others stand.
 * - `append` rejects a value that is not finite and a time that is not whole milliseconds, and keeps nothing of that call: bad
 *   data is flagged or undecodable long before it comes here. When it rejects because the store failed, part of the call may
 *   have been kept; told again, it is whole.
 * - What comes back equals what went in, every number to its last bit.
 * - A rollup is what `rollUp` makes of the observations in its window, late ones and corrected ones included. After `forget`,
 *   rollups that were kept stay as they were.
 */
export interface ObservationArchive {
  append(observations: readonly Observation[]): Promise<void>;
  /** One series within (after, until], by phenomenon time, earliest first; whatever their flags. Empty for an unknown series. */
  range(query: ObservationQuery): Promise<readonly Observation[]>;
  /** The one with the latest phenomenon time, whatever its flag and whenever it arrived; undefined for an unknown series. */
  latest(sensor: string, quantity: Quantity): Promise<Observation | undefined>;
  /** For each query the rollups that end within (after, until], joined where that is asked, in time order; a window without usable observations is not there. */
  rollups(queries: readonly RollupQuery[]): Promise<readonly (readonly Rollup[])[]>;
  /**
   * Rolls up, on the disk, every window that `append` touched and that its series has left behind. What is still open when the
   * process ends is found again by the next one.
   */
  roll(): Promise<void>;
  /** Lets go of observations up to the midnight (UTC) before an instant, and of the rollups by the minute; coarser ones are kept for ever. */
  forget(until: Instant): Promise<void>;
  /** Resolves when the store answers; rejects with why it does not. */
  reachable(): Promise<void>;
}

export interface ObservationQuery extends Series {
  readonly window: TimeWindow;
}

export interface RollupQuery extends ObservationQuery {
  readonly resolution: RollupResolution;
  /** Joined into windows of so many seconds, a multiple of the resolution; the window asked for is whole in them. Absent: as they are. Alike in all queries of a call. */
  readonly joined?: Seconds;
}

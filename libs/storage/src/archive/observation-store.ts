import type { Instant } from '@voldgrav/hydrology';
import type { ObservationQuery, RollupQuery, Series } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { Rollup, RollupResolution } from '@voldgrav/rollup';

/** Rollups of one series and resolution for the disk. */
export interface RolledWindows extends Series {
  readonly rollups: readonly Rollup[];
  /** Ends of windows that hold nothing any more. */
  readonly emptied: readonly Instant[];
}

/**
 * What one kind of store does for the archive: put and find. What stands, and what is rolled up when, is decided once for all
 * of them in `archive-over.ts`.
 */
export interface ObservationStore {
  /** Each in its place, whatever stood there; no two of them have one place. */
  put(observations: readonly Observation[]): Promise<void>;
  /** As the archive's `range`, for each query. */
  ranges(queries: readonly ObservationQuery[]): Promise<readonly (readonly Observation[])[]>;
  /** As the archive's `latest`, for each series. */
  latest(series: readonly Series[]): Promise<readonly (Observation | undefined)[]>;
  /** The time of the first observation of a series. */
  earliest(series: Series): Promise<Instant | undefined>;
  /** Each in its place, whatever stood there. */
  putRollups(resolution: RollupResolution, windows: readonly RolledWindows[]): Promise<void>;
  /** As the archive's `rollups`, for each query, from what was put. */
  rollups(queries: readonly RollupQuery[]): Promise<readonly (readonly Rollup[])[]>;
  /** Lets go of observations at or before an instant, or of rollups that end there or before. */
  forget(kept: 'observations' | RollupResolution, until: Instant): Promise<void>;
  /** Lets go of one series within a window. */
  remove(query: ObservationQuery): Promise<void>;
  /** Every series that has an observation or a rollup. */
  series(): Promise<readonly Series[]>;
  reachable(): Promise<void>;
  close(): void;
}

import type { TimeWindow } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Quantity } from '@voldgrav/reading';

/**
 * Where observations are kept. A series is one (sensor, quantity); it has at most one observation at an instant.
 *
 * What every implementation promises, and `observation-archive.contract.ts` tests:
 * - `append` keeps all that it is given or, when it rejects, nothing of it.
 * - `append` is idempotent on (series, phenomenon time): an observation whose place is taken changes nothing, whatever its
 *   value, flag or arrival. The earlier one stays, within one call too; which of two values is right is the pipeline's to say.
 * - `append` rejects a value that is not finite and a time that is not whole milliseconds: bad data is flagged or undecodable
 *   long before it comes here.
 * - Once `append` has resolved, `range` and `latest` know of it.
 * - What comes back equals what went in, every number to its last bit.
 * - No order is asked of what comes in.
 */
export interface ObservationArchive {
  append(observations: readonly Observation[]): Promise<void>;
  /** One series within (after, until], by phenomenon time, earliest first; whatever their flags. Empty for an unknown series. */
  range(query: ObservationQuery): Promise<readonly Observation[]>;
  /** The one with the latest phenomenon time, whatever its flag and whenever it arrived; undefined for an unknown series. */
  latest(sensor: string, quantity: Quantity): Promise<Observation | undefined>;
}

export interface ObservationQuery {
  readonly sensor: string;
  readonly quantity: Quantity;
  readonly window: TimeWindow;
}

import type { Instant } from '@voldgrav/hydrology';

/** Someone is at the sensor. `until` is the plan; `endedAt` the fact, set when they said that they were done. */
export interface MaintenanceWindow {
  readonly from: Instant;
  readonly until: Instant;
  readonly endedAt?: Instant | undefined;
  readonly reason: string;
}

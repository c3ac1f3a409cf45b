import type { Instant } from '@voldgrav/hydrology';

/** A message as it came, before anyone has tried to understand it. */
export interface SensorMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** When we heard it. */
  readonly receivedAt: Instant;
}

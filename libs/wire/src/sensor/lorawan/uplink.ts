import type { Instant } from '@voldgrav/hydrology';

/** What a LoRaWAN device sent, freed of its network's envelope. */
export interface Uplink {
  readonly bytes: Uint8Array;
  /** 0 when the network's JSON leaves it out, since proto3 omits zeros. */
  readonly port: number;
  /** When a gateway heard it. */
  readonly at: Instant;
}

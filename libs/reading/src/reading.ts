import type { Instant } from '@voldgrav/hydrology';
import type { Quantity } from './quantity.ts';

/** One value that a sensor said. */
export interface Reading {
  readonly sensor: string;
  readonly quantity: Quantity;
  readonly value: number;
  /** When it happened. For rain: the end of the interval. */
  readonly phenomenonTime: Instant;
  /** When we heard it. */
  readonly receivedAt: Instant;
  /** 'arrival' when the message carried no time: such a reading cannot be recognised when it is delivered twice. */
  readonly timeFrom: 'sensor' | 'arrival';
  /** Which telling of this value it is, where the sender says so: a higher one takes the place of a lower (contract.md §3). Absent: 0. */
  readonly revision?: number;
}

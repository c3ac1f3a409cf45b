import type { Instant } from '@voldgrav/hydrology';
import type { Fault } from './decoded.ts';

/** One value under the name its sender gave it, before the town has said what that name means. */
export interface Said {
  readonly name: string;
  readonly value: unknown;
  /** When it was measured, where that differs from the time of the message, as in what a device had kept. */
  readonly at?: Instant;
}

/** What bytes or an object held: values by name, and what could not be read. */
export interface Content {
  readonly said: readonly Said[];
  readonly faults: readonly Fault[];
}

/** No value, and why. */
export const nothingBut = (reason: Fault['reason'], detail: string): Content => ({ said: [], faults: [{ reason, detail }] });

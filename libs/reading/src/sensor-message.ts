import type { Instant } from '@voldgrav/hydrology';

/** A message as it came, before anyone has tried to understand it. */
export interface SensorMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The payload as text, from whoever has it as such: its UTF-8 is `payload` and begins with no byte order mark. Then nobody needs to decode that. */
  readonly text?: string | undefined;
  /** When we heard it. */
  readonly receivedAt: Instant;
}

import type { Instant } from '@voldgrav/hydrology';
import type { SensorMessage } from '@voldgrav/reading';

/** What a person did, as the journal keeps it: `name` says what, `by` who, `body` the rest as JSON. */
export interface RecordedAct {
  readonly kind: 'act';
  readonly name: string;
  readonly by: string;
  readonly body: string;
  readonly receivedAt: Instant;
}

/** A forecast or a warning as it came in: `name` is its source, `by` who gave it, `body` all of it as JSON. */
export interface RecordedForecast {
  readonly kind: 'forecast';
  readonly name: string;
  readonly by: string;
  readonly body: string;
  readonly receivedAt: Instant;
}

/** One thing that happened to the engine, in the order in which it did. A clock entry says that it was this late by then. */
export type Recorded =
  | { readonly kind: 'message'; readonly message: SensorMessage; readonly receivedAt: Instant }
  | RecordedAct
  | RecordedForecast
  | { readonly kind: 'clock'; readonly receivedAt: Instant };

export const recordedMessage = (message: SensorMessage): Recorded => ({ kind: 'message', message, receivedAt: message.receivedAt });

/** A recording that can be played again from its start. What is given is in the order of its arrival, many at once. */
export interface Recording {
  /** Throws `BadRecording` where it comes to something that cannot be read. */
  readonly parts: () => AsyncIterable<readonly Recorded[]>;
  /** How much of it has been read, 0–1, since its parts were last asked for; absent where nobody knows. */
  readonly share?: () => number;
}

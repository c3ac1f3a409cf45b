import type { Instant } from '@voldgrav/hydrology';

/** Why a message, or a part of one, could not be read or was not even let in. Each is counted on its own. */
export type UndecodableReason =
  | 'not-json'
  | 'unknown-sensor'
  | 'unknown-format'
  | 'unknown-quantity'
  | 'not-a-number'
  | 'bad-time'
  | 'empty'
  | 'decoder-fault'
  /** These were refused at the door by a stated limit, and so are not in the journal. */
  | RefusalReason;

export type RefusalReason = 'too-long' | 'topic-too-deep' | 'topic-not-allowed' | 'protocol-error';

/** Bad data is a value: it is journalled, counted by reason and shown, and never stops anything. */
export interface Undecodable {
  readonly reason: UndecodableReason;
  /** What was found, short enough to show. */
  readonly detail: string;
  readonly topic: string;
  readonly receivedAt: Instant;
}

import type { Instant } from '@voldgrav/hydrology';
import type { Reading, SensorMessage, Undecodable, UndecodableReason } from '@voldgrav/reading';

/** What one message held: readings, and what in it could not be read. One bad part does not spoil the rest. */
export interface Decoded {
  readonly readings: readonly Reading[];
  readonly undecodable: readonly Undecodable[];
  /** Which uplink of a radio network it is, where the network says so, and its time: told again it is the same uplink, whatever its time. */
  readonly uplink?: UplinkName;
}

/** What a network calls one uplink, so that it can be known again. */
export interface UplinkName {
  readonly id: string;
  readonly at: Instant;
}

/** Something that could not be read, before it is known in which message. */
export interface Fault {
  readonly reason: UndecodableReason;
  /** What was found, of any length. */
  readonly detail: string;
}

const MOST_DETAIL = 120;

/** A fault with the message it was found in, its detail cut to what a screen can show. */
export const refusal = (message: SensorMessage, reason: UndecodableReason, detail: string): Undecodable => ({
  reason,
  detail: detail.length > MOST_DETAIL ? `${detail.slice(0, MOST_DETAIL)}…` : detail,
  topic: message.topic,
  receivedAt: message.receivedAt,
});

/** A message of which nothing could be read. */
export const refused = (message: SensorMessage, { reason, detail }: Fault): Decoded => ({
  readings: [],
  undecodable: [refusal(message, reason, detail)],
});

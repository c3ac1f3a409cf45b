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
  /** A network's device that sources.yaml does not lead to a sensor. */
  | 'unknown-device'
  | 'unknown-unit'
  /** Bytes that are not what their format or codec says. */
  | 'bad-payload'
  /** Bytes alone, from a device for which sources.yaml names no codec. */
  | 'no-codec'
  /** The town's own codec failed, or took more time or memory than it may. */
  | 'codec-failed'
  /** The device speaks, and says that it has no value. */
  | 'no-value'
  /** A join, a status, a frame of settings: nothing was measured. */
  | 'not-a-measurement'
  /** Rain as such from a gauge whose running count says it already. */
  | 'counted-already'
  /** Read and kept, and no water level comes of it: no survey was valid then, or no barometer spoke. */
  | 'no-level'
  /** A count, kept, that came later than its neighbours are remembered: no rain is reckoned of it. */
  | 'too-late'
  /** Made up by hand in a network's console. */
  | 'simulated'
  /** Sparkplug: a name was shortened to a number in a birth that we have not heard. */
  | 'no-birth'
  /** Sparkplug: at least one message before this one is missing. */
  | 'sequence-gap'
  /** Read and shown, but the observation store refuses it for ever. */
  | 'not-stored'
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

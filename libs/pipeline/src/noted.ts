import type { Instant } from '@voldgrav/hydrology';
import { FAIL, type Observation } from '@voldgrav/quality';
import type { Undecodable } from '@voldgrav/reading';
import type { LiveIntake } from '@voldgrav/wire';

/** Something that came in and could not be used. */
export type Unusable = LiveIntake['latest'][number];

export interface Noted extends Unusable {
  readonly at: Instant;
  /** It could not be read; otherwise it was read, and what it said cannot be used. */
  readonly unread: boolean;
  /** It was noted before, and is of use by now. */
  readonly isNoMore?: true;
}

export const unreadNote = ({ receivedAt, topic, reason, detail }: Undecodable): Noted => ({ at: receivedAt, topic, reason, detail, unread: true });

/** What was noted of it is so no more. */
export const regainedNote = (item: Undecodable): Noted => ({ ...unreadNote(item), isNoMore: true });

/** One for each check that failed it. Suspect values are used, and so not noted. */
export const failedNotes = ({ receivedAt, quantity, checks }: Observation, topic: string): readonly Noted[] =>
  checks.flatMap(({ check, flag, detail }) => (flag === FAIL ? [{ at: receivedAt, topic, reason: check, detail: `${quantity}: ${detail}`, unread: false }] : []));

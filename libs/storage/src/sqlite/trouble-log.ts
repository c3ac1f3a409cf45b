import type { Instant } from '@voldgrav/hydrology';
import type { CheckName, Flag } from '@voldgrav/quality';

/** Something that came in and was of no use. */
export interface UnusableEntry {
  /** Its message's place in the journal; undefined for what was refused at the door. */
  readonly seq: number | undefined;
  readonly at: Instant;
  readonly topic: string;
  readonly reason: string;
  readonly detail: string;
  /** It could not be read; otherwise it was read, and a check failed it. */
  readonly unread: boolean;
  /** Something else in its message was understood. */
  readonly partly: boolean;
}

/** Something that came in, was of no use then, and is by now: it stands in the list no more. */
export interface RegainedEntry extends Pick<UnusableEntry, 'at' | 'topic' | 'reason' | 'detail'> {
  readonly isNoMore: true;
}

export type UnusableFound = Omit<UnusableEntry, 'unread' | 'partly'> & { readonly n: number };

/** One check's word against one observation. */
export interface Doubt {
  readonly seq: number;
  readonly sensor: string;
  readonly quantity: string;
  readonly phenomenonTime: Instant;
  readonly receivedAt: Instant;
  readonly value: number;
  readonly flag: Flag;
  readonly check: CheckName;
  readonly detail: string;
}

/** What is said of one observation now, where it was said otherwise before: doubts that are not among these are no more. */
export interface Revised extends Pick<Doubt, 'sensor' | 'quantity' | 'phenomenonTime' | 'value'> {
  readonly checks: readonly CheckName[];
}

export type DoubtFound = Omit<Doubt, 'seq'> & { readonly n: number };

/** What could not be read on one topic for one reason, with the newest of it. */
export interface UnreadGroup {
  readonly topic: string;
  readonly reason: string;
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly newest: UnusableFound;
}

/** What one check says against one series; times are those of the observations. */
export interface DoubtGroup {
  readonly sensor: string;
  readonly quantity: string;
  readonly check: CheckName;
  readonly flag: Flag;
  readonly count: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly newest: DoubtFound;
}

/** A page of a list that begins with the newest; `before` asks for the next one, undefined on the last. */
export interface TroublePage<Item> {
  readonly items: readonly Item[];
  readonly before: number | undefined;
}

/** A slice of all groups, with how many there are. */
export interface TroubleGroups<Group> {
  readonly groups: readonly Group[];
  readonly total: number;
}

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

/** A message of which something could not be read. */
export interface UnreadMessage {
  readonly seq: number;
  /** Something else in it was understood when it came. */
  readonly partly: boolean;
}

/**
 * What came in and could not be used, and what is doubted of the rest, as far back as the journal reaches: a projection of the
 * journal, kept apart from the observations so that it is there whatever store these are in. Entering is idempotent, so that
 * rows of the journal may be gone through again.
 */
export interface TroubleLog {
  /** Up to this number of the journal everything has been entered. */
  readonly enteredUpTo: number;
  /** Room is bounded; entries that came at this moment or earlier may have gone. Undefined while none had to. */
  readonly trimmedUntil: Instant | undefined;
  /** All of it or, when it throws, nothing; and the mark with it, where one is given. */
  enter(entries: { readonly unusable: readonly (UnusableEntry | RegainedEntry)[]; readonly doubts: readonly (Doubt | Revised)[]; readonly upTo?: number }): void;
  /** The journal has let go of its rows up to this number, the newest of which had come at that moment. */
  forget(seq: number, receivedUntil: Instant): void;
  unusable(query: { readonly reason?: string; readonly topic?: string; readonly before?: number; readonly limit: number }): TroublePage<UnusableFound>;
  /** By topic and reason, most recent first; `search` is a part of the topic, in whatever letters. */
  unreadGroups(query: Slice & { readonly reason?: string; readonly search?: string }): TroubleGroups<UnreadGroup>;
  doubts(query: { readonly sensor?: string; readonly check?: string; readonly flag?: number; readonly since?: Instant; readonly before?: number; readonly limit: number }): TroublePage<DoubtFound>;
  /** By series, check and flag: failed ones first, then most recent first. */
  doubtGroups(query: Slice & { readonly sensor?: string; readonly check?: string; readonly since?: Instant }): TroubleGroups<DoubtGroup>;
  /** In the journal's order, those with `after` < number <= `until`. */
  unreadMessages(after: number, until: number, limit: number): readonly UnreadMessage[];
  unreadCount(): number;
  /** A message was read again: what could not be read of it is now this. Gives what stood there before. */
  readAgain(seq: number, still: readonly UnusableEntry[]): readonly UnusableFound[];
  close(): void;
}

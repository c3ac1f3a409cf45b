import type { Instant } from '@voldgrav/hydrology';

/** What somebody on duty wrote down. */
export interface DutyNote {
  /** Its place in the journal, by which it is called. */
  readonly seq: number;
  /** When it happened, by whoever wrote it. */
  readonly at: Instant;
  readonly writtenAt: Instant;
  readonly by: string;
  readonly organisation?: string;
  /** The storm that it belongs to. */
  readonly storm?: string;
  readonly text: string;
}

export interface DutyNotePage {
  readonly notes: readonly DutyNote[];
  /** Asks for the next page; undefined on the last. */
  readonly before: number | undefined;
}

/**
 * What those on duty wrote, for longer than the journal keeps it: nothing is ever taken out. Entering is idempotent, so that rows
 * of the journal may be gone through again.
 */
export interface DutyLog {
  /** Up to this number of the journal everything has been entered. */
  readonly enteredUpTo: number;
  /** All of it or, when it throws, nothing; and the mark with it, which never moves back. */
  enter(notes: readonly DutyNote[], upTo?: number): void;
  /** Last written first; those of one storm or all. */
  page(query: { readonly storm?: string; readonly before?: number; readonly limit: number }): DutyNotePage;
  /** All notes of one storm, in the order in which things happened. */
  ofStorm(storm: string): readonly DutyNote[];
  close(): void;
}

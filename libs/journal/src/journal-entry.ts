import type { Instant } from '@voldgrav/hydrology';

/** A message as it came from the broker. `origin` is the sender's client id as far as the broker tells it. */
export interface MessageEntry {
  readonly kind: 'message';
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly origin: string;
  readonly receivedAt: Instant;
}

/** What a person did: acknowledge, shelve, close a playbook step. `body` is JSON in UTF-8, `origin` says who. */
export interface ActEntry {
  readonly kind: 'act';
  readonly name: string;
  readonly body: Uint8Array;
  readonly origin: string;
  readonly receivedAt: Instant;
}

/**
 * What the journal takes in. On disk a row is kind + name + bytes whatever its kind, so that a new kind (forecast, town
 * change, lane clock) is one more member here and one more case in `journal-row.ts`.
 */
export type JournalEntry = MessageEntry | ActEntry;

import type { Instant } from '@voldgrav/hydrology';

/** A message as it came from the broker. `origin` is the sender's client id as far as the broker tells it. */
export interface MessageEntry {
  readonly kind: 'message';
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly origin: string;
  readonly receivedAt: Instant;
}

/** What every other kind has in common: a name, bytes (JSON in UTF-8 where there are any), and who it came from. */
interface Recorded<Kind extends string> {
  readonly kind: Kind;
  readonly name: string;
  readonly body: Uint8Array;
  readonly origin: string;
  readonly receivedAt: Instant;
}

/** What a person did: acknowledge, shelve, close a playbook step. `name` says what, `origin` who. */
export type ActEntry = Recorded<'act'>;

/** A forecast or nowcast as it was issued. `name` is its source. */
export type ForecastEntry = Recorded<'forecast'>;

/** The town that was in force from here on: `name` is the SHA-256 of `body`, which holds every file of the town. */
export type TownEntry = Recorded<'town'>;

/** What time it was: a replay ticks here, since the live engine did. `name` is the lane; `body` is empty. */
export type ClockEntry = Recorded<'clock'>;

/**
 * What the journal takes in. On disk a row is kind + name + bytes whatever its kind, so that a new kind is one more member
 * here and one more name in `journal-row.ts`.
 */
export type JournalEntry = MessageEntry | ActEntry | ForecastEntry | TownEntry | ClockEntry;

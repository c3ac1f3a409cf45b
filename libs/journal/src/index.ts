export type { ActEntry, JournalEntry, MessageEntry } from './journal-entry.ts';
export type { DamagedRow, IntactRow, JournalRow } from './journal-row.ts';
export { type Journal, openJournal } from './open-journal.ts';

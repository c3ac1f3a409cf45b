export type { ActEntry, ClockEntry, ForecastEntry, JournalEntry, MessageEntry, TownEntry } from './journal-entry.ts';
export type { DamagedRow, IntactRow, JournalRow } from './journal-row.ts';
export { type Journal, type JournalOptions, openJournal } from './open-journal.ts';
export { readJournal, type ReadableJournal } from './read-journal.ts';
export type { Salvage } from './salvage.ts';
export type { Spool, SpoolLevel } from './spool.ts';

export { inMemoryArchive } from './in-memory/in-memory-archive.ts';
export { openSqliteArchive, type SqliteArchive } from './sqlite/open-sqlite-archive.ts';
export { openTroubleLog } from './sqlite/open-trouble-log.ts';
export type { Doubt, DoubtFound, DoubtGroup, TroubleLog, UnreadGroup, UnreadMessage, UnusableEntry, UnusableFound } from './sqlite/trouble-log.ts';

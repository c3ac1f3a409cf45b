export { inMemoryArchive } from './in-memory/in-memory-archive.ts';
export { openSqliteArchive, type SqliteArchive } from './sqlite/open-sqlite-archive.ts';

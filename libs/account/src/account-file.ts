import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import * as sql from './account-sql.ts';

/** Milliseconds to wait for the other process, server or command line, that is writing. */
const LOCK_PATIENCE = 2_000;

/** Opens the accounts' file and makes it, for its owner's eyes, when there is none. Throws when it is no such file or a newer version wrote it. */
export function openAccountFile(file: string): DatabaseSyncInstance {
  // Made here rather than by SQLite, whose files anyone on the machine may read.
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare(sql.readFormatVersion).get() as { user_version: number };
    if (version > sql.FORMAT_VERSION) throw new Error(`it has format ${version}, and this Voldgrav knows formats up to ${sql.FORMAT_VERSION}`);
    database.exec(sql.prepareFile);
    database.exec(sql.createTables);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the accounts ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** All of `work` or nothing of it. Inside another transaction it is a part of that one. */
export function inTransaction<Result>(database: DatabaseSyncInstance, work: () => Result): Result {
  if (database.isTransaction) return work();
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (cause) {
    // SQLite ends some failed transactions by itself; a second ROLLBACK would hide the reason.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw cause;
  }
}

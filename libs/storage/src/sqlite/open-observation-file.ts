import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import * as sql from './observation-sql.ts';

/**
 * Milliseconds to wait for another process that holds the write lock, such as a backup. The event loop stands still meanwhile, so
 * it is short: who writes here tries again by itself, and pings and ticks must not wait for a store that is down.
 */
const LOCK_PATIENCE = 50;

/** The file of the embedded store, made or brought up to date. Throws when it is none of ours or was written by a newer version. */
export function openObservationFile(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare(sql.readFormatVersion).get() as { user_version: number };
    if (version > sql.FORMAT_VERSION) {
      throw new Error(`it has format ${version}, and this Voldgrav knows formats up to ${sql.FORMAT_VERSION}`);
    }
    database.exec(sql.prepareFile);
    if (version === 1) database.exec(sql.fromFormat1);
    database.exec(sql.createTables);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the observation store ${file}: ${reasonOf(cause)}`, { cause });
  }
}

export function closeObservationFile(database: DatabaseSyncInstance): void {
  try {
    // The driver lets go of the file only when the last statement has been collected: tidied by hand for who reads it next.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (cause) {
    // A full disk, or a broken file: the write-ahead file stays beside it, and the next opening takes it up.
    if (!(cause instanceof Error)) throw cause;
  }
  database.close();
}

export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

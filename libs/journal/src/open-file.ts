import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { isDamage } from './damage.ts';
import * as sql from './journal-sql.ts';
import { finishSalvage, type Salvage, salvage } from './salvage.ts';

/** Milliseconds to wait for another process that holds the write lock, such as a backup. The event loop stands still meanwhile. */
const LOCK_PATIENCE = 1_000;

export interface OpenedFile {
  readonly database: DatabaseSyncInstance;
  /** Undefined when the file was whole enough to go on with. */
  readonly salvaged: Salvage | undefined;
}

/**
 * Opens the file ready to be added to, and makes it when there is none. One that cannot be added to is salvaged first: a torn
 * end must not keep the house closed. What was in SQLite's write-ahead file and not whole is passed over by SQLite itself;
 * it had not been acknowledged. Throws for a newer format, and for what is no matter of damage.
 */
export function openFile(file: string): OpenedFile {
  try {
    finishSalvage(file);
    try {
      return { database: opened(file), salvaged: undefined };
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      const salvaged = salvage(file);
      return { database: opened(file), salvaged };
    }
  } catch (cause) {
    throw new Error(`Could not open the journal ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/**
 * Closes with everything in the one file. The driver lets go of a file only when the last statement on it has been collected
 * (@photostructure/sqlite 1.2.1), so SQLite's own tidying at the last close does not come in time for who reads the file next.
 */
export function closeFile(database: DatabaseSyncInstance): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (cause) {
    // Someone reads it, the disk is full, or it is broken: the write-ahead file stays beside it, and the next opening takes it up.
    if (!(cause instanceof Error)) throw cause;
  }
  database.close();
}

function opened(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare(sql.readFormatVersion).get() as { user_version: number };
    if (version > sql.FORMAT_VERSION) throw new Error(`it has format ${version}, and this Voldgrav knows formats up to ${sql.FORMAT_VERSION}`);
    database.exec(sql.prepareFile);
    database.exec(sql.createTables);
    // Only where it is news: a full disk must not keep a journal from being read.
    if (version !== sql.FORMAT_VERSION) database.exec(sql.writeFormatVersion);
    tryToAdd(database);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/** Adds a row and takes it back: damage at the end of the file, where rows are added, shows here and not at the first message. */
function tryToAdd(database: DatabaseSyncInstance): void {
  const last = (database.prepare(sql.selectLastSeq).get() as { seq: number }).seq;
  database.prepare(sql.selectReceivedAtOrAfter).get(Math.max(0, last - 1));
  database.prepare(sql.selectCursors).all();
  database.exec('BEGIN IMMEDIATE');
  try {
    database.prepare(sql.insertEntries(1)).run(0, 'clock', '', '', new Uint8Array(0), 0);
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

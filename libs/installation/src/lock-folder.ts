import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

const BUSY = 5;

/**
 * One server per data folder: a second one would wipe or mix the first one's journal. Throws a sentence that names the
 * setting, also where nothing can be written. Returns the unlock.
 *
 * The lock is the one that SQLite takes on a file of its own, so the kernel holds it for this process and lets go of it however
 * the process ends. A number in a file would outlive a power cut, and after it another program may have that number. It is
 * written beside the lock all the same, to be told to whoever finds the folder taken.
 */
export function lockFolder(folder: string): () => void {
  const numberFile = join(folder, 'voldgrav.lock');
  // Nobody may open this file but through SQLite: closing it again would let go of the lock (POSIX fcntl).
  const lock = written(folder, () => new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 }));
  try {
    if (!written(folder, () => taken(lock))) throw new Error(`The data folder ${folder} is used by another Voldgrav${holderIn(numberFile)}; give this one its own with DATA_DIR.`);
    written(folder, () => writeFileSync(numberFile, String(process.pid)));
  } catch (fault) {
    lock.close();
    throw fault;
  }
  return () => {
    rmSync(numberFile, { force: true });
    lock.close();
  };
}

function written<Answer>(folder: string, write: () => Answer): Answer {
  try {
    return write();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.replace('Failed to open database: ', '') : String(cause);
    throw new Error(`The data folder ${folder} cannot be written to (${why}); make it writable for the user who runs Voldgrav, or give another one with DATA_DIR.`, { cause });
  }
}

function taken(lock: DatabaseSyncInstance): boolean {
  try {
    // Exclusive mode keeps the lock when the transaction is over; nothing is ever written, so there is no journal to leave behind.
    lock.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    return true;
  } catch (cause) {
    if ((cause as { errcode?: number }).errcode === BUSY) return false;
    throw cause;
  }
}

function holderIn(file: string): string {
  try {
    return ` (process ${Number(readFileSync(file, 'utf8'))})`;
  } catch {
    return '';
  }
}

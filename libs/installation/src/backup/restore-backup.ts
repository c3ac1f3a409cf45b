import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { lockFolder } from '../lock-folder.ts';
import { type BackupManifest, openBackup } from './backup-file.ts';

/** What is not part of what is restored and stays where it is: the lock, and what is played or shown and wiped again. */
const NOT_OURS = new Set(['lock.sqlite', 'lock.sqlite-journal', 'voldgrav.lock', 'demo', 'lanes']);
const BEING_RESTORED = 'restoring';
const SET_ASIDE = 'before-restore-';

export interface RestoreOptions {
  readonly file: string;
  /** DATA_DIR. */
  readonly dataDir: string;
  /** Set aside what the folder holds. */
  readonly replace: boolean;
  /** For the name of the folder that it is set aside in. */
  readonly now: Date;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** Where what the folder held is now. */
  readonly setAside?: string;
}

/**
 * Puts a backup back into a data folder. All of it is read and checked before anything is changed, and written beside what is there
 * before that is moved. Throws, in a sentence, when a server uses the folder, when there is something in it and `replace` is not said,
 * and when the backup is not whole; the folder is then as it was.
 */
export function restoreBackup({ file, dataDir, replace, now }: RestoreOptions): Restored {
  const backup = openBackup(file);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const unlock = lockFolder(dataDir);
    try {
      // Of a restore that was cut off.
      rmSync(join(dataDir, BEING_RESTORED), { recursive: true, force: true });
      const there = readdirSync(dataDir).filter((name) => !NOT_OURS.has(name) && !name.startsWith(SET_ASIDE));
      if (there.length > 0 && !replace) throw new Error(`${dataDir} is not empty (${there.slice(0, 3).join(', ')}${there.length > 3 ? ', …' : ''}): --replace sets what is there aside`);
      const beside = join(dataDir, BEING_RESTORED);
      try {
        for (const { name } of backup.manifest.files) writeOut(join(beside, name), backup.chunks(name));
      } catch (cause) {
        rmSync(beside, { recursive: true, force: true });
        throw cause;
      }
      const setAside = there.length === 0 ? undefined : join(dataDir, `${SET_ASIDE}${now.toISOString().replaceAll(':', '')}`);
      if (setAside !== undefined) {
        mkdirSync(setAside, { mode: 0o700 });
        for (const name of there) renameSync(join(dataDir, name), join(setAside, name));
      }
      if (existsSync(beside)) for (const name of readdirSync(beside)) renameSync(join(beside, name), join(dataDir, name));
      rmSync(beside, { recursive: true, force: true });
      return { manifest: backup.manifest, ...(setAside === undefined ? {} : { setAside }) };
    } finally {
      unlock();
    }
  } finally {
    backup.close();
  }
}

function writeOut(path: string, chunks: Iterable<Uint8Array>): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const handle = openSync(path, 'wx', 0o600);
  try {
    for (const chunk of chunks) for (let at = 0; at < chunk.length; ) at += writeSync(handle, chunk, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

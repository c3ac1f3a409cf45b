import { closeSync, existsSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { type BackupManifest, BackupWriter, CHUNK, isBackup, isBeingWritten } from './backup-file.ts';

/**
 * What follows the journal by its numbers, and so must not be ahead of it: a number that is given out again after a restore would be
 * taken for one that was heard.
 */
const BEFORE_THE_JOURNAL = ['duty-log.sqlite', 'readiness.sqlite'];
const JOURNAL = 'journal.sqlite';
/** What must hold at least all that the journal's cursors have passed. */
const AFTER_THE_JOURNAL = ['observations.sqlite', 'accounts.sqlite'];
const PLAIN = ['session-secret', 'refused-by-store.jsonl'];
/** When the last backup was made, beside what it was made of. */
const LAST = 'last-backup.json';

/** Milliseconds to wait for a writer. */
const PATIENCE = 5_000;

export interface BackupOptions {
  /** The folder with the journal. */
  readonly folder: string;
  readonly file: string;
  readonly about: Omit<BackupManifest, 'files' | 'lastSeq'>;
  /** The town's files by their names. */
  readonly townTexts: ReadonlyMap<string, string>;
  readonly onFile: (name: string) => void;
}

/**
 * Writes a copy of an installation into one file, whether its server runs or not; every message that was acknowledged before is in it.
 * The file has its name only when it is whole and on the disk, and is for its owner's eyes: it holds secrets. It takes the place of an older
 * backup and of nothing else: a slip in the name must not cost the journal. Throws when something cannot be read or written, and then leaves nothing behind.
 */
export function writeBackup({ folder, file, about, townTexts, onFile }: BackupOptions): BackupManifest {
  if (existsSync(file) && !isBackup(file)) throw new Error(`${file} is there already and is no backup, so it stays; give another name`);
  const partial = `${file}.partial`;
  const copy = `${file}.copy`;
  const tidy = (): void => {
    for (const name of [partial, copy]) for (const ending of ['', '-journal', '-wal', '-shm']) rmSync(`${name}${ending}`, { force: true });
  };
  // Two of cron's that overlap would mix their copies, and each number would be right.
  if (existsSync(partial) && isBeingWritten(partial)) throw new Error(`another backup is being written into ${file}`);
  tidy();
  // Made here rather than by SQLite, whose files anyone on the machine may read.
  closeSync(openSync(partial, 'wx', 0o600));
  try {
    const writer = new BackupWriter(partial);
    try {
      let lastSeq = 0;
      for (const name of [...BEFORE_THE_JOURNAL, JOURNAL, ...AFTER_THE_JOURNAL]) {
        const source = join(folder, name);
        if (!existsSync(source)) continue;
        onFile(name);
        closeSync(openSync(copy, 'wx', 0o600));
        copyDatabase(source, copy);
        if (name === JOURNAL) lastSeq = lastSeqIn(copy);
        writer.add(name, chunksOf(copy));
        rmSync(copy);
      }
      for (const name of PLAIN) if (existsSync(join(folder, name))) writer.add(name, [readFileSync(join(folder, name))]);
      for (const [name, text] of townTexts) writer.add(`town/${name}`, [Buffer.from(text)]);
      const manifest = writer.finish({ ...about, lastSeq });
      toDisk(partial);
      renameSync(partial, file);
      toDisk(dirname(file));
      remember(folder, { at: about.at, file });
      return manifest;
    } catch (cause) {
      writer.abandon();
      throw cause;
    }
  } catch (cause) {
    tidy();
    throw cause;
  }
}

/** When the last backup of the installation in `folder` was made and where to; undefined when none is known of. */
export function lastBackup(folder: string): { readonly at: string; readonly file: string } | undefined {
  try {
    const { at, file } = JSON.parse(readFileSync(join(folder, LAST), 'utf8')) as Partial<Record<'at' | 'file', unknown>>;
    return typeof at === 'string' && typeof file === 'string' ? { at, file } : undefined;
  } catch {
    // Not there or not whole: the same as not known.
    return undefined;
  }
}

/** Of one moment, whoever writes meanwhile: SQLite reads all of it in one transaction. */
function copyDatabase(source: string, target: string): void {
  const database = new DatabaseSync(source, { readOnly: true, timeout: PATIENCE });
  try {
    database.prepare('VACUUM INTO ?').run(target);
  } finally {
    database.close();
  }
}

function lastSeqIn(journal: string): number {
  const database = new DatabaseSync(journal, { readOnly: true });
  try {
    return (database.prepare("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0) AS seq").get() as { seq: number }).seq;
  } finally {
    database.close();
  }
}

function* chunksOf(file: string): Generator<Uint8Array> {
  const handle = openSync(file, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const read = readSync(handle, chunk);
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(handle);
  }
}

function toDisk(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function remember(folder: string, last: { readonly at: string; readonly file: string }): void {
  try {
    writeFileSync(join(folder, LAST), JSON.stringify(last), { mode: 0o600 });
  } catch {
    // The backup is whole; that nobody will be reminded of its age is no reason to call it failed.
    return;
  }
}

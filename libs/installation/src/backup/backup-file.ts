import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';

/** "VOLD": what a file of SQLite is, is told by this number in its header. */
const APPLICATION = 0x56_4f_4c_44;
/** Raised when a backup is laid out differently. */
const FORMAT = 1;
/** SQLite's number for a file that somebody else has locked. */
const BUSY = 5;
/** Bytes of a file that lie in one row: SQLite takes up to 1 GB, and memory is for other things. */
export const CHUNK = 1_048_576;

/** A path inside the data folder, never out of it. */
const PATH = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;

const manifest = z.object({
  at: z.iso.datetime(),
  /** Of the program that wrote it. */
  version: z.string(),
  node: z.string(),
  town: z.string(),
  /** Where the observations are: in this file, or in an InfluxDB that backs up its own. */
  store: z.enum(['sqlite', 'influx']),
  /** The last entry of the journal in it. */
  lastSeq: z.int().nonnegative(),
  files: z.array(z.object({ name: z.string().regex(PATH), bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

/** What a backup says of itself. */
export type BackupManifest = z.infer<typeof manifest>;
export type BackedUpFile = BackupManifest['files'][number];

const CREATE = `
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA application_id = ${APPLICATION};
  PRAGMA user_version = ${FORMAT};
  CREATE TABLE manifest (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL, sha256 TEXT NOT NULL) STRICT;
  CREATE TABLE chunk (file TEXT NOT NULL, place INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (file, place)) STRICT;
`;

const hashOf = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A backup that is being written. Not safe before it is closed and flushed: the caller gives it its name after that. */
export class BackupWriter {
  private readonly database: DatabaseSyncInstance;
  private readonly files: BackedUpFile[] = [];

  constructor(file: string) {
    this.database = new DatabaseSync(file);
    this.database.exec(CREATE);
  }

  /** Puts a file in, a chunk at a time. */
  add(name: string, chunks: Iterable<Uint8Array>): void {
    const insert = this.database.prepare('INSERT INTO chunk (file, place, bytes) VALUES (?, ?, ?)');
    const hash = createHash('sha256');
    let bytes = 0;
    let place = 0;
    for (const chunk of chunks) {
      insert.run(name, place, chunk);
      hash.update(chunk);
      bytes += chunk.length;
      place += 1;
    }
    this.files.push({ name, bytes, sha256: hash.digest('hex') });
  }

  /** Writes down what it holds, and closes. */
  finish(about: Omit<BackupManifest, 'files'>): BackupManifest {
    const whole: BackupManifest = { ...about, files: this.files };
    const json = JSON.stringify(whole);
    this.database.prepare('INSERT INTO manifest (one, json, sha256) VALUES (1, ?, ?)').run(json, hashOf(json));
    // Closing alone lets go of the lock only when the statements have been collected; reading in normal mode does at once.
    this.database.exec('PRAGMA locking_mode = NORMAL; SELECT one FROM manifest');
    this.database.close();
    return whole;
  }

  /** Closes what is not finished. */
  abandon(): void {
    if (this.database.isOpen) this.database.close();
  }
}

/** SQLite's first words, and where its header has the number of the application (fileformat2 §1.3). */
const MAGIC = 'SQLite format 3\0';
const APPLICATION_AT = 68;

/** Whether somebody is writing a backup into this file, which is there: SQLite's lock on it ends with the process, however that ends. */
export function isBeingWritten(path: string): boolean {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE; COMMIT');
    return false;
  } catch (cause) {
    // What was cut off may be no file of SQLite any more.
    return (cause as { errcode?: number }).errcode === BUSY;
  } finally {
    database.close();
  }
}

/** Whether there is a backup of ours at this path, whole or not; by its header alone, which opening the file might change. */
export function isBackup(path: string): boolean {
  const header = Buffer.alloc(APPLICATION_AT + 4);
  try {
    const handle = openSync(path, 'r');
    try {
      return readSync(handle, header) === header.length && header.toString('latin1', 0, MAGIC.length) === MAGIC && header.readUInt32BE(APPLICATION_AT) === APPLICATION;
    } finally {
      closeSync(handle);
    }
  } catch {
    // Not there, a folder, or not to be read: none that anybody knows of.
    return false;
  }
}

/** A backup to read from. */
export interface BackupReader {
  readonly manifest: BackupManifest;
  readonly chunks: (name: string) => Generator<Uint8Array>;
  readonly close: () => void;
}

/** Opens a backup, and goes through all of it before anything of it is believed. Throws, in a sentence, when it is none, damaged, changed or newer than this program. */
export function openBackup(file: string): BackupReader {
  if (!isBackup(file)) throw new Error(`${file} cannot be restored: it is no backup of Voldgrav`);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const { user_version: format } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (format > FORMAT) throw new Error(`it has format ${format}, and this Voldgrav knows formats up to ${FORMAT}`);
    const reader: BackupReader = {
      manifest: manifestIn(database),
      *chunks(name) {
        const select = database.prepare('SELECT bytes FROM chunk WHERE file = ? AND place = ?');
        for (let place = 0; ; place += 1) {
          const row = select.get(name, place) as { bytes: Uint8Array } | undefined;
          if (row === undefined) return;
          yield row.bytes;
        }
      },
      close: () => database.close(),
    };
    for (const each of reader.manifest.files) verify(reader, each);
    return reader;
  } catch (cause) {
    database.close();
    throw new Error(`${file} cannot be restored: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function manifestIn(database: DatabaseSyncInstance): BackupManifest {
  const row = database.prepare('SELECT json, sha256 FROM manifest').get() as { json: string; sha256: string } | undefined;
  if (row === undefined || hashOf(row.json) !== row.sha256) throw new Error('what it says of itself was changed or is missing');
  return manifest.parse(JSON.parse(row.json));
}

function verify(reader: BackupReader, { name, bytes, sha256 }: BackedUpFile): void {
  const hash = createHash('sha256');
  let length = 0;
  for (const chunk of reader.chunks(name)) {
    hash.update(chunk);
    length += chunk.length;
  }
  if (length !== bytes || hash.digest('hex') !== sha256) throw new Error(`${name} in it was changed or is not whole`);
}

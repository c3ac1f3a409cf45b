import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { JournalEntry } from './journal-entry.ts';
import { type JournalRow, journalRowOf, type StoredRow, storedRowOf } from './journal-row.ts';
import * as sql from './journal-sql.ts';

/** The append-only log that everything else can be rebuilt from (design.md D1). One process writes it. */
export interface Journal {
  /**
   * Resolves with the row's number once the row is on the disk, so that the caller may acknowledge. Numbers rise in the
   * order of the calls. Rejects, saying what was being done, when the commit failed: then the row is not in the journal,
   * and a later append may succeed. A malformed entry rejects alone, with a TypeError (see `storedRowOf`).
   */
  append(entry: JournalEntry): Promise<number>;
  /** At most `limit` committed rows with a higher number than `seq`, in order. A damaged row is a value in its place. */
  entriesAfter(seq: number, limit: number): readonly JournalRow[];
  /** How far the consumer of this name has come: the number of the last row it has dealt with, 0 at the start. */
  cursor(name: string): number;
  /**
   * Forward, or back to have rows again. Known at once, on the disk with the next commit: after a crash a consumer may see
   * the last rows twice, never not at all.
   */
  moveCursor(name: string, seq: number): void;
  /** The number of the last committed row; 0 for an empty journal. */
  lastSeq(): number;
  /** Writes what is waiting, settles its promises, and closes the file. */
  close(): void;
  /** Commits so far: against the appends it tells how well they are grouped. */
  readonly commits: number;
}

interface Waiting {
  readonly row: StoredRow;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: Error) => void;
}

/** Rows in one commit at most, so that the first one in a flood does not wait for all of it. */
const COMMIT_LIMIT = 1_000;

/** A commit of this many rows says that messages come densely: then the next one gathers rows for a while. */
const DENSE = 8;
/** Every commit waits for the disk, and the event loop with it: dense messages are committed 200 times a second at most. */
const GATHER_MS = 5;

/** Milliseconds to wait for another process that holds the write lock, such as a backup. The event loop stands still meanwhile. */
const LOCK_PATIENCE = 1_000;

/**
 * Opens the journal, and makes it when there is none; the folder must exist. Throws when the file is no journal or was
 * written by a newer version.
 *
 * Appends that arrive in one turn of the event loop share one commit, or within 5 ms when they come densely: the disk is asked once for all of them, which is what
 * carries tens of thousands of messages a second with `synchronous=FULL` (operations.md M8).
 */
export function openJournal({ file }: { readonly file: string }): Journal {
  const database = openFile(file);
  const insert = database.prepare(sql.insertEntry);
  const selectAfter = database.prepare(sql.selectEntriesAfter);
  const selectCursor = database.prepare(sql.selectCursor);
  const upsertCursor = database.prepare(sql.upsertCursor);

  const waiting: Waiting[] = [];
  let movedCursors = new Map<string, number>();
  let scheduled = false;
  let closed = false;
  let commits = 0;
  let lastBatch = 0;
  let last = (database.prepare(sql.selectLastSeq).get() as { seq: number }).seq;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    if (lastBatch >= DENSE && waiting.length < COMMIT_LIMIT) setTimeout(commitScheduled, GATHER_MS);
    else setImmediate(commitScheduled);
  }

  function commitScheduled(): void {
    scheduled = false;
    if (closed) return;
    commitBatch();
    if (waiting.length > 0) schedule();
  }

  function commitBatch(): void {
    const batch = waiting.splice(0, COMMIT_LIMIT);
    lastBatch = batch.length;
    const cursors = movedCursors;
    movedCursors = new Map();
    if (batch.length === 0 && cursors.size === 0) return;
    let seqs: readonly number[];
    try {
      seqs = write(batch, cursors);
    } catch (cause) {
      rollBack(database);
      // A cursor moved in the meantime is newer than the one that failed.
      movedCursors = new Map([...cursors, ...movedCursors]);
      const error = new Error(`Could not write ${batch.length} entries to the journal ${file}: ${reasonOf(cause)}`, { cause });
      for (const { reject } of batch) reject(error);
      return;
    }
    commits++;
    last = seqs.at(-1) ?? last;
    batch.forEach(({ resolve }, i) => resolve(seqs[i] as number));
  }

  function write(batch: readonly Waiting[], cursors: ReadonlyMap<string, number>): readonly number[] {
    database.exec('BEGIN IMMEDIATE');
    const seqs = batch.map(({ row }) => Number(insert.run(row.received_at, row.kind, row.name, row.origin, row.payload, row.checksum).lastInsertRowid));
    for (const [name, seq] of cursors) upsertCursor.run(name, seq);
    database.exec('COMMIT');
    return seqs;
  }

  return {
    append(entry) {
      return new Promise((resolve, reject) => {
        if (closed) throw new Error(`Could not append to the journal ${file}: it is closed`);
        waiting.push({ row: storedRowOf(entry), resolve, reject });
        schedule();
      });
    },
    entriesAfter(seq, limit) {
      return selectAfter.all(seq, limit).map(journalRowOf);
    },
    cursor(name) {
      return movedCursors.get(name) ?? (selectCursor.get(name) as { seq: number } | undefined)?.seq ?? 0;
    },
    moveCursor(name, seq) {
      movedCursors.set(name, seq);
      schedule();
    },
    lastSeq: () => last,
    close() {
      if (closed) return;
      do commitBatch();
      while (waiting.length > 0);
      closed = true;
      database.close();
    },
    get commits() {
      return commits;
    },
  };
}

function openFile(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: LOCK_PATIENCE });
  try {
    const { user_version: version } = database.prepare(sql.readFormatVersion).get() as { user_version: number };
    if (version > sql.FORMAT_VERSION) {
      throw new Error(`it has format ${version}, and this Voldgrav knows formats up to ${sql.FORMAT_VERSION}`);
    }
    database.exec(sql.prepareFile);
    database.exec(sql.createTables);
    return database;
  } catch (cause) {
    database.close();
    throw new Error(`Could not open the journal ${file}: ${reasonOf(cause)}`, { cause });
  }
}

/**
 * SQLite ends some failed transactions by itself, a full disk among them; a second ROLLBACK would throw. Where the rollback
 * itself fails, the next BEGIN fails too and rejects its batch with the reason, so there is nothing to add here.
 */
function rollBack(database: DatabaseSyncInstance): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    return;
  }
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

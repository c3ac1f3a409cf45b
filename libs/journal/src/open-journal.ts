import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DAY, type Instant } from '@voldgrav/hydrology';
import type { JournalEntry } from './journal-entry.ts';
import { isDiskFull } from './damage.ts';
import { type JournalRow, journalRowOf, type StoredRow, storedRowOf } from './journal-row.ts';
import * as sql from './journal-sql.ts';
import { closeFile, openFile } from './open-file.ts';
import { rowKeeper } from './row-keeper.ts';
import { rowReader } from './read-rows.ts';
import type { Salvage } from './salvage.ts';
import { type Spool, spoolOf } from './spool.ts';

/** The append-only log that everything else can be rebuilt from (design.md D1). One process writes it. */
export interface Journal {
  /**
   * Resolves with the row's number once the row is on the disk, so that the caller may acknowledge. Numbers rise in the
   * order of the calls. Rejects, saying what was being done, when the commit failed: then the row is not in the journal,
   * and a later append may succeed. A malformed entry rejects alone, with a TypeError (see `storedRowOf`). While the journal
   * is full of rows that a consumer still needs, messages and clock ticks reject; what people do is still taken.
   */
  append(entry: JournalEntry): Promise<number>;
  /**
   * At most `limit` committed rows with a higher number than `seq`, in order; fewer where they are large, none only at the
   * end. A damaged row is a value in its place.
   */
  entriesAfter(seq: number, limit: number): readonly JournalRow[];
  /**
   * The number before that of the first row received after `since`. A stretch that came while the clock was set back is looked past, as long
   * as no fewer rows came before it than in it.
   */
  seqBefore(since: Instant): number;
  /** The town that was last entered. */
  latestTown(): JournalRow | undefined;
  /** How far the consumer of this name has come: the number of the last row it has dealt with, 0 at the start. */
  cursor(name: string): number;
  /**
   * Forward, or back to have rows again. Known at once, on the disk with the next commit of rows, or within a second by a commit
   * of its own: after a crash a consumer may see the last rows twice, never not at all.
   */
  moveCursor(name: string, seq: number): void;
  /** The number of the last committed row; 0 for an empty journal. */
  lastSeq(): number;
  /** Lets go of rows beyond the bounds that every consumer has passed, a step at a time; gives how many went. By size alone without `now`. */
  prune(now?: Instant): number;
  /** How much waits for its consumers, of what may wait. */
  spool(): Spool;
  /** Writes what is waiting, settles its promises, and closes the file. */
  close(): void;
  /** Commits so far: against the appends it tells how well they are grouped. */
  readonly commits: number;
  /** What opening had to do about a broken file; undefined when it was whole. */
  readonly salvaged: Salvage | undefined;
  /** When the newest row that was let go of had come; undefined while none was. */
  readonly droppedUntil: Instant | undefined;
  /** Numbers that were in a broken file and could not be read out of it. */
  readonly lostRows: number;
}

export interface JournalOptions {
  readonly file: string;
  /** Rows are kept for so many days and so many bytes at most, whichever is less; without bounds for ever. */
  readonly bounds?: { readonly days: number; readonly bytes: number };
  /** Whose cursors hold rows back: what one of them has not passed is never dropped. */
  readonly consumers?: readonly string[];
  /** The disk's size and what of it is free, in bytes; the file's own disk when absent. */
  readonly disk?: () => { readonly freeBytes: number; readonly diskBytes: number };
}

interface Waiting {
  readonly row: StoredRow;
  readonly resolve: (seq: number) => void;
  readonly reject: (error: Error) => void;
}

/** Rows in one commit at most, so that the first one in a flood does not wait for all of it. */
const COMMIT_LIMIT = 5_000;

const ROWS_A_STATEMENT = 20;

/** A commit of this many rows says that messages come densely: then the next one gathers rows for a while. */
const DENSE = 8;
/** Every commit waits for the disk, and the event loop with it: dense messages are committed 200 times a second at most. */
const GATHER_MS = 5;
/** Of a disk that is slow, or busy with others, it waits for a third of the time at most, as long as that takes no longer than this. */
const LONGEST_GATHER_MS = 50;
const GATHER_SHARE = 2;
/** A cursor is worth no waiting for the disk while rows come that will wait for it anyway. */
const CURSOR_MS = 1_000;

/** What people do and what a town is changed to stays possible when sensors are refused: it is rare and small. */
const ALWAYS_TAKEN: ReadonlySet<string> = new Set(['act', 'town', 'forecast'] satisfies JournalEntry['kind'][]);

/**
 * Opens the journal, and makes it when there is none; the folder must exist. A broken file is salvaged (see `openFile`).
 * Throws when the file was written by a newer version.
 *
 * Appends that arrive in one turn of the event loop share one commit, or within 5 ms when they come densely, 50 ms where the disk
 * is slow: it is asked once for all of them, which is what carries tens of thousands of messages a second with
 * `synchronous=FULL` (operations.md M8).
 */
export function openJournal({ file, bounds, consumers = [], disk = () => diskOf(file) }: JournalOptions): Journal {
  const { database, salvaged } = openFile(file);
  const insertOne = database.prepare(sql.insertEntries(1));
  const insertSeveral = database.prepare(sql.insertEntries(ROWS_A_STATEMENT));
  const selectCursor = database.prepare(sql.selectCursor);
  const upsertCursor = database.prepare(sql.upsertCursor);
  const selectFrom = database.prepare(sql.selectReceivedAtOrAfter);
  const keeper = rowKeeper(database, { allowedBytes: bounds?.bytes ?? Infinity, consumers });
  const read = rowReader(database, () => keeper.droppedSeq);

  const waiting: Waiting[] = [];
  let movedCursors = new Map<string, number>();
  let scheduled = false;
  let cursorTimer: NodeJS.Timeout | undefined;
  let closed = false;
  let commits = 0;
  let lastBatch = 0;
  let lastCommitMs = 0;
  let last = (database.prepare(sql.selectLastSeq).get() as { seq: number }).seq;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    if (lastBatch >= DENSE && waiting.length < COMMIT_LIMIT) setTimeout(commitScheduled, gatherMs());
    else setImmediate(commitScheduled);
  }

  const gatherMs = (): number => Math.min(LONGEST_GATHER_MS, Math.max(GATHER_MS, GATHER_SHARE * lastCommitMs));

  function commitScheduled(): void {
    scheduled = false;
    if (closed) return;
    commitBatch();
    if (waiting.length > 0) schedule();
  }

  function commitBatch(): void {
    const batch = admitted(waiting.splice(0, COMMIT_LIMIT));
    lastBatch = batch.length;
    const cursors = movedCursors;
    movedCursors = new Map();
    clearTimeout(cursorTimer);
    cursorTimer = undefined;
    if (batch.length === 0 && cursors.size === 0) return;
    const startedAt = performance.now();
    let lastSeq: number;
    try {
      lastSeq = writeOrMakeRoom(batch, cursors);
    } catch (cause) {
      rollBack();
      // A cursor moved in the meantime is newer than the one that failed.
      movedCursors = new Map([...cursors, ...movedCursors]);
      const error = new Error(`Could not write ${batch.length} entries to the journal ${file}: ${reasonOf(cause)}`, { cause });
      for (const { reject } of batch) reject(error);
      return;
    }
    lastCommitMs = performance.now() - startedAt;
    commits++;
    last = lastSeq;
    for (const { row } of batch) keeper.added(row);
    batch.forEach(({ resolve }, i) => resolve(lastSeq - batch.length + 1 + i));
  }

  /** All of the batch, but for messages and ticks when there is no room for them; those are rejected here. */
  function admitted(batch: readonly Waiting[]): readonly Waiting[] {
    if (!keeper.isFull() || keeper.makeRoom()) return batch;
    const error = new Error(`Could not write to the journal ${file}: it is full of messages that are not yet in the store; see JOURNAL_GB`);
    return batch.filter(({ row, reject }) => {
      const taken = ALWAYS_TAKEN.has(row.kind);
      if (!taken) reject(error);
      return taken;
    });
  }

  function writeOrMakeRoom(batch: readonly Waiting[], cursors: ReadonlyMap<string, number>): number {
    try {
      return write(batch, cursors);
    } catch (cause) {
      rollBack();
      if (!isDiskFull(cause) || !keeper.makeRoom()) throw cause;
      return write(batch, cursors);
    }
  }

  function write(batch: readonly Waiting[], cursors: ReadonlyMap<string, number>): number {
    database.exec('BEGIN IMMEDIATE');
    const lastSeq = insert(batch);
    for (const [name, seq] of cursors) upsertCursor.run(name, seq);
    database.exec('COMMIT');
    return lastSeq;
  }

  /** Gives the last one's number; SQLite numbers rows of one transaction one after the other. */
  function insert(batch: readonly Waiting[]): number {
    let lastSeq = last;
    for (let from = 0; from < batch.length; ) {
      const count = from + ROWS_A_STATEMENT <= batch.length ? ROWS_A_STATEMENT : 1;
      const values: (number | string | Uint8Array)[] = [];
      for (let index = from; index < from + count; index += 1) {
        const { received_at, kind, name, origin, payload, checksum } = (batch[index] as Waiting).row;
        values.push(received_at, kind, name, origin, payload, checksum);
      }
      lastSeq = Number((count === 1 ? insertOne : insertSeveral).run(...values).lastInsertRowid);
      from += count;
    }
    return lastSeq;
  }

  /**
   * SQLite ends some failed transactions by itself, a full disk among them; a second ROLLBACK would throw. Where the rollback
   * itself fails, the next BEGIN fails too and rejects its batch with the reason, so there is nothing to add here.
   */
  function rollBack(): void {
    try {
      if (database.isTransaction) database.exec('ROLLBACK');
    } catch {
      return;
    }
  }

  const isReceivedAfter = (seq: number, since: Instant): boolean => {
    const row = selectFrom.get(seq) as { received_at: number } | undefined;
    return row === undefined || row.received_at > since;
  };

  /** Among the rows up to `until`, as if their arrival times rose. */
  function seqBeforeRising(since: Instant, until: number): number {
    let low = keeper.droppedSeq;
    let high = until;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (isReceivedAfter(middle + 1, since)) high = middle;
      else low = middle + 1;
    }
    return low;
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
      return read(seq, last, limit).map((row) => ('unreadable' in row ? { damaged: true, seq: row.seq, reason: 'unreadable' } : journalRowOf(row)));
    },
    seqBefore(since) {
      let found = seqBeforeRising(since, last);
      // Ever further back: where an earlier row was received after `since` too, it was a clock set back that ended the search.
      for (let back = 1; found - back >= keeper.droppedSeq; ) {
        if (isReceivedAfter(found - back + 1, since)) [found, back] = [seqBeforeRising(since, found - back), 1];
        else back *= 2;
      }
      return found;
    },
    latestTown() {
      const row = database.prepare(sql.selectLatestTown).get() as (StoredRow & { seq: number }) | undefined;
      return row === undefined ? undefined : journalRowOf(row);
    },
    cursor(name) {
      return movedCursors.get(name) ?? (selectCursor.get(name) as { seq: number } | undefined)?.seq ?? 0;
    },
    moveCursor(name, seq) {
      movedCursors.set(name, seq);
      cursorTimer ??= setTimeout(schedule, CURSOR_MS);
    },
    lastSeq: () => last,
    prune(now) {
      const byAge = now === undefined || bounds === undefined ? 0 : keeper.dropOlder(now - bounds.days * DAY);
      return byAge + (keeper.isFull() ? keeper.dropStep() : 0);
    },
    spool() {
      const { freeBytes, diskBytes } = disk();
      const { usedBytes, unusedBytes } = keeper.measure();
      return spoolOf({
        waitingRows: last - Math.min(last, ...consumers.map((name) => this.cursor(name))),
        keptRows: last - keeper.droppedSeq,
        usedBytes,
        allowedBytes: bounds?.bytes ?? Infinity,
        freeBytes: freeBytes + unusedBytes,
        diskBytes,
        full: keeper.isFull() && !keeper.canDrop(),
      });
    },
    close() {
      if (closed) return;
      do commitBatch();
      while (waiting.length > 0);
      closed = true;
      closeFile(database);
    },
    get commits() {
      return commits;
    },
    salvaged,
    get droppedUntil() {
      return keeper.droppedUntil;
    },
    get lostRows() {
      return (database.prepare(sql.selectLost).all() as { first_seq: number; last_seq: number }[])
        .filter((gap) => gap.last_seq > keeper.droppedSeq)
        .reduce((sum, gap) => sum + gap.last_seq - Math.max(gap.first_seq, keeper.droppedSeq + 1) + 1, 0);
    },
  };
}

function diskOf(file: string): { freeBytes: number; diskBytes: number } {
  const { bsize, bavail, blocks } = statfsSync(dirname(file));
  return { freeBytes: bsize * bavail, diskBytes: bsize * blocks };
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

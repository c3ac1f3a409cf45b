import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Instant, instant } from '@voldgrav/hydrology';
import type { StoredRow } from './journal-row.ts';
import * as sql from './journal-sql.ts';

/** Keeps the journal within its size and lets its oldest rows go (docs/decisions/0003-journal-bounds.md). */
export interface RowKeeper {
  /** Tells of a committed row, so that size is known without asking the file each time. */
  added(row: StoredRow): void;
  /** The rows take all that they may. */
  isFull(): boolean;
  /** There is a row that no consumer needs any more. */
  canDrop(): boolean;
  /** Drops steps until the journal is within its size; false when a consumer holds the rest back, or the disk lets nothing be dropped. */
  makeRoom(): boolean;
  /** The oldest rows, a step of them at most, so that messages do not wait for long. Gives how many. */
  dropStep(): number;
  /** The same for rows received before `limit`; stops at the first that is not. */
  dropOlder(limit: number): number;
  /** Bytes that rows take, and bytes in the file that none takes. */
  measure(): { readonly usedBytes: number; readonly unusedBytes: number };
  /** Every row up to this number is gone, the latest town of them apart. */
  readonly droppedSeq: number;
  readonly droppedUntil: Instant | undefined;
}

const STEP_ROWS = 5_000;
/** A fiftieth of what is kept, so that a small journal does not lose all of its past at once. */
const STEP_SHARE = 50;
/** What a row takes beside its payload: number, time, kind, topic, origin, checksum and SQLite's own, roughly. */
const ROW_BYTES = 80;
/** The estimate since the last measuring is trusted for this share of the allowed size. */
const TRUSTED_SHARE = 0.005;

export function rowKeeper(database: DatabaseSyncInstance, { allowedBytes, consumers }: { readonly allowedBytes: number; readonly consumers: readonly string[] }): RowKeeper {
  const selectOldest = database.prepare(sql.selectOldest);
  const selectFrom = database.prepare(sql.selectReceivedAtOrAfter);
  const selectCursor = database.prepare(sql.selectCursor);
  const selectLast = database.prepare(sql.selectLastSeq);
  const remove = database.prepare(sql.deleteUntil);
  const remember = database.prepare(sql.upsertDropped);
  const dropped = database.prepare(sql.selectDropped).get() as { until_seq: number; newest_received_at: number } | undefined;
  let droppedSeq = dropped?.until_seq ?? 0;
  let droppedUntil = dropped?.newest_received_at;
  let measured = 0;
  let since = 0;
  measure();

  function pragma(statement: string): number {
    return Object.values(database.prepare(statement).get() as Record<string, number>)[0] ?? 0;
  }

  function measure(): { usedBytes: number; unusedBytes: number } {
    const [pages, free, size] = [pragma(sql.readPageCount), pragma(sql.readFreePages), pragma(sql.readPageSize)];
    measured = (pages - free) * size;
    since = 0;
    return { usedBytes: measured, unusedBytes: free * size };
  }

  function isFull(): boolean {
    if (measured + since < allowedBytes && since <= allowedBytes * TRUSTED_SHARE) return false;
    return measure().usedBytes >= allowedBytes;
  }

  /** What every consumer has passed, as it stands on the disk. */
  function passedByAll(): number {
    const last = (selectLast.get() as { seq: number }).seq;
    return Math.min(last, ...consumers.map((name) => (selectCursor.get(name) as { seq: number } | undefined)?.seq ?? 0));
  }

  function dropUpTo(seq: number, rows: number): number {
    const oldest = selectOldest.get(droppedSeq, seq, rows) as { until_seq: number | null; newest_received_at: number; rows: number };
    if (oldest.until_seq === null) return 0;
    database.exec('BEGIN IMMEDIATE');
    try {
      remove.run(oldest.until_seq);
      remember.run(oldest.until_seq, oldest.newest_received_at);
      database.exec('COMMIT');
    } catch (cause) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw cause;
    }
    droppedSeq = oldest.until_seq;
    droppedUntil = Math.max(droppedUntil ?? -Infinity, oldest.newest_received_at);
    measure();
    return oldest.rows;
  }

  function dropStep(): number {
    const passed = passedByAll();
    return dropUpTo(passed, Math.min(STEP_ROWS, Math.ceil((passed - droppedSeq) / STEP_SHARE)));
  }

  return {
    added(row) {
      since += row.payload.length + ROW_BYTES;
    },
    isFull,
    canDrop: () => passedByAll() > droppedSeq,
    makeRoom() {
      try {
        // On a full disk one step is all there may be room for; within the bounds already, it is what was wanted.
        if (dropStep() === 0) return false;
        while (isFull()) if (dropStep() === 0) return false;
        return true;
      } catch {
        return false;
      }
    },
    dropStep,
    dropOlder(limit) {
      const passed = passedByAll();
      let until = droppedSeq;
      for (let count = 0; count < STEP_ROWS && until < passed; count++) {
        const row = selectFrom.get(until + 1) as { seq: number; received_at: number } | undefined;
        if (row === undefined || row.seq > passed || row.received_at >= limit) break;
        until = row.seq;
      }
      return until === droppedSeq ? 0 : dropUpTo(until, STEP_ROWS);
    },
    measure,
    get droppedSeq() {
      return droppedSeq;
    },
    get droppedUntil() {
      return droppedUntil === undefined ? undefined : instant(droppedUntil);
    },
  };
}

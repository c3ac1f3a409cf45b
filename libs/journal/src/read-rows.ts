import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { isDamage } from './damage.ts';
import type { StoredRow } from './journal-row.ts';
import * as sql from './journal-sql.ts';

export type NumberedRow = StoredRow & { readonly seq: number };
/** A row that is there, but on a part of the disk that cannot be read any more. */
export interface UnreadableRow {
  readonly seq: number;
  readonly unreadable: true;
}

/** Payloads are up to a mebibyte: so many bytes are held at once, and a row more. */
const BYTES_AT_ONCE = 16_777_216;

/**
 * Gives a reader of rows with `after` < number <= `until`, in order, `limit` at most and fewer where they are large; empty
 * only when there are none. Where SQLite finds the file broken it asks for each number by itself and passes over
 * what it cannot have, so that one bad page costs its own rows and no others; up to `floor` there are none to ask for.
 */
export function rowReader(database: DatabaseSyncInstance, floor: () => number): (after: number, until: number, limit: number) => readonly (NumberedRow | UnreadableRow)[] {
  const selectAfter = database.prepare(sql.selectEntriesAfter);
  const selectOne = database.prepare(sql.selectEntry);

  function together(after: number, until: number, limit: number): readonly NumberedRow[] {
    const rows: NumberedRow[] = [];
    let bytes = 0;
    for (const row of selectAfter.iterate(after, until, limit) as IterableIterator<NumberedRow>) {
      rows.push(row);
      bytes += row.payload.length;
      if (bytes > BYTES_AT_ONCE) break;
    }
    return rows;
  }

  function oneByOne(after: number, until: number, limit: number): readonly (NumberedRow | UnreadableRow)[] {
    const rows: (NumberedRow | UnreadableRow)[] = [];
    let bytes = 0;
    for (let seq = Math.max(after, floor()) + 1; seq <= until && rows.length < limit && bytes <= BYTES_AT_ONCE; seq++) {
      try {
        const row = selectOne.get(seq) as NumberedRow | undefined;
        if (row === undefined) continue;
        rows.push(row);
        bytes += row.payload.length;
      } catch (cause) {
        if (!isDamage(cause)) throw cause;
        rows.push({ seq, unreadable: true });
      }
    }
    return rows;
  }

  return (after, until, limit) => {
    try {
      return together(after, until, limit);
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      return oneByOne(after, until, limit);
    }
  };
}

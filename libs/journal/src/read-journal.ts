import { DatabaseSync } from '@photostructure/sqlite';
import { type JournalRow, journalRowOf } from './journal-row.ts';
import * as sql from './journal-sql.ts';
import { rowReader } from './read-rows.ts';

/** A journal to look into, while its house is open or after. */
export interface ReadableJournal {
  /** Every row there was when it was opened, in order, a few at a time; with `from` those after that number. */
  readonly rows: (from?: number) => Generator<readonly JournalRow[]>;
  readonly lastSeq: number;
  readonly close: () => void;
}

const ROWS_AT_ONCE = 1_000;

/**
 * Opens a journal for reading alone: nothing in the file changes, and a server may go on writing it. Throws, with the file in
 * the sentence, when it is no journal or was written by a newer version.
 */
export function readJournal(file: string): ReadableJournal {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const { user_version: version } = database.prepare(sql.readFormatVersion).get() as { user_version: number };
    if (version > sql.FORMAT_VERSION) throw new Error(`it has format ${version}, and this Voldgrav knows formats up to ${sql.FORMAT_VERSION}`);
    const { seq: lastSeq } = database.prepare(sql.selectLastSeq).get() as { seq: number };
    const read = rowReader(database, () => 0);
    return {
      lastSeq,
      *rows(from = 0) {
        for (let after = from; ; ) {
          const rows = read(after, lastSeq, ROWS_AT_ONCE).map((row) => ('unreadable' in row ? { damaged: true as const, seq: row.seq, reason: 'unreadable' as const } : journalRowOf(row)));
          const last = rows.at(-1);
          if (last === undefined) return;
          yield rows;
          after = last.seq;
        }
      },
      close: () => database.close(),
    };
  } catch (cause) {
    database.close();
    throw new Error(`Could not read the journal ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

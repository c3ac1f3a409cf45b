import type { Journal, JournalRow } from '@voldgrav/journal';

const ROWS_AT_ONCE = 1_000;

/** Every row of the journal behind a number, in order, a few at a time in memory. */
export function* rowsAfter(journal: Journal, from: number): Generator<JournalRow> {
  for (let seq = from; ; ) {
    const rows = journal.entriesAfter(seq, ROWS_AT_ONCE);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield* rows;
    seq = last.seq;
  }
}

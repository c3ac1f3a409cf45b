import type { Journal, JournalRow } from '@voldgrav/journal';
import { type Decoded, hasMemory, type Languages, type MessageReader, readerFor, type Sandbox } from '@voldgrav/wire';

/** How far back a birth is looked for that later messages refer to. */
const LOOK_BACK_ROWS = 200_000;
const ROWS_AT_ONCE = 1_000;
const NOTHING: Decoded = { readings: [], undecodable: [] };

/**
 * Reads journalled messages of which many are left out: what those hold that later ones refer to is looked up first, so that
 * a message says the same as if all had been read.
 */
export class RowReader {
  private readonly journal: Journal;
  private readonly reader: MessageReader;
  private readonly remembers: boolean;
  private readUpTo = 0;

  constructor(journal: Journal, languages: Languages, sandbox: Sandbox | undefined) {
    this.journal = journal;
    this.reader = readerFor(languages, sandbox);
    this.remembers = hasMemory(languages);
  }

  /** Rows come in their order. One that is no message, or damaged, says nothing. */
  read(row: JournalRow): Decoded {
    if (this.remembers) this.catchUp(row.seq - 1);
    this.readUpTo = row.seq;
    return row.damaged || row.kind !== 'message' ? NOTHING : this.reader.read(row);
  }

  private catchUp(upTo: number): void {
    this.readUpTo = Math.max(this.readUpTo, upTo - LOOK_BACK_ROWS);
    while (this.readUpTo < upTo) {
      const rows = this.journal.entriesAfter(this.readUpTo, Math.min(ROWS_AT_ONCE, upTo - this.readUpTo));
      for (const row of rows) {
        if (row.seq <= upTo && !row.damaged && row.kind === 'message' && this.reader.remembers(row.topic)) this.reader.read(row);
      }
      this.readUpTo = Math.min(upTo, rows.at(-1)?.seq ?? upTo);
    }
  }
}

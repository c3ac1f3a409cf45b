import type { Journal, JournalRow } from '@voldgrav/journal';
import { hear, type Heard, type TownIndex } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { hasMemory, type Languages, type MessageReader, readerFor, type Sandbox } from '@voldgrav/wire';

/** How far back a birth is looked for that later messages refer to. */
const LOOK_BACK_ROWS = 200_000;
const ROWS_AT_ONCE = 1_000;
const NOTHING: Heard = { observations: [], undecodable: [] };

/**
 * Hears journalled messages for the store. Rows may be left out, as those that are there already: what they hold that
 * later rows refer to is looked up first, so that a row says the same however it is come by.
 */
export class RowListener {
  private readonly journal: Journal;
  private readonly index: TownIndex;
  private reader: MessageReader;
  private remembers: boolean;
  private heardUpTo = 0;

  constructor(journal: Journal, index: TownIndex, sandbox: Sandbox | undefined, languages: Languages = index.town) {
    this.journal = journal;
    this.index = index;
    this.reader = readerFor(languages, sandbox);
    this.remembers = hasMemory(languages);
  }

  /** From here on rows are read by these; what was remembered stays. */
  readBy(languages: Languages, sandbox: Sandbox | undefined): void {
    this.reader = readerFor(languages, sandbox, this.reader);
    this.remembers = hasMemory(languages);
  }

  observations(row: JournalRow): readonly Observation[] {
    return this.hear(row).observations;
  }

  /** Rows are heard in their order. One that is no message, or damaged, says nothing. */
  hear(row: JournalRow): Heard {
    if (this.remembers) this.catchUp(row.seq - 1);
    this.heardUpTo = row.seq;
    return row.damaged || row.kind !== 'message' ? NOTHING : hear(row, this.index, this.reader);
  }

  private catchUp(upTo: number): void {
    this.heardUpTo = Math.max(this.heardUpTo, upTo - LOOK_BACK_ROWS);
    while (this.heardUpTo < upTo) {
      const rows = this.journal.entriesAfter(this.heardUpTo, Math.min(ROWS_AT_ONCE, upTo - this.heardUpTo));
      for (const row of rows) {
        if (row.seq <= upTo && !row.damaged && row.kind === 'message' && this.reader.remembers(row.topic)) this.reader.read(row);
      }
      this.heardUpTo = Math.min(upTo, rows.at(-1)?.seq ?? upTo);
    }
  }
}

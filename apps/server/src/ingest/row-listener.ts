import { setImmediate as turn } from 'node:timers/promises';
import type { Journal, JournalRow } from '@voldgrav/journal';
import { type Heard, Hearing, type TownIndex } from '@voldgrav/pipeline';
import type { Sensor } from '@voldgrav/reading';
import { type Languages, type MessageReader, readerFor, type Sandbox } from '@voldgrav/wire';
import { hearRow } from './hear-row.ts';

/**
 * How far back rows are heard again before one that does not follow on the last: for its series' past, the count before its
 * count, and births. A count whose neighbour lies further back makes no rain until the next one, or a rebuild.
 */
const LOOK_BACK_ROWS = 200_000;
const ROWS_AT_ONCE = 1_000;

/**
 * Hears journalled rows for the store. Rows may be left out, as those that were heard live: they are heard again first, so
 * that a row says the same however it is come by.
 */
export class RowListener {
  private readonly journal: Journal;
  private readonly sensors: readonly Sensor[];
  /** A reader that has read nothing yet. */
  private freshReader: () => MessageReader;
  /** Undefined until a row is heard: mostly none is, and a large town's is some MB. */
  private hearing: Hearing | undefined;
  private readonly lookBackRows: number;
  private heardUpTo = 0;

  constructor(journal: Journal, index: TownIndex, sandbox: Sandbox | undefined, { lookBackRows = LOOK_BACK_ROWS }: { readonly lookBackRows?: number } = {}) {
    this.lookBackRows = lookBackRows;
    this.journal = journal;
    this.sensors = index.town.sensors;
    this.freshReader = () => readerFor(index.town, sandbox);
  }

  /** From here on rows are read by these; what was remembered stays. */
  readBy(languages: Languages, sandbox: Sandbox | undefined): void {
    this.freshReader = () => readerFor(languages, sandbox);
    this.hearing?.readBy(languages, sandbox);
  }

  /** Makes ready for the row after `upTo`, a stretch at a time, so that the intake has its turns. */
  async catchUp(upTo: number): Promise<void> {
    // Whoever goes back hears those rows as if for the first time, or they would be repeats that say nothing.
    if (upTo < this.heardUpTo) {
      this.hearing = undefined;
      this.heardUpTo = 0;
    }
    for (const rows of this.missed(upTo)) {
      for (const row of rows) this.hear(row);
      await turn();
    }
  }

  /** Rows come in their order, each after `catchUp` to the one before it or the hearing of it. */
  hear(row: JournalRow): Heard {
    this.heardUpTo = row.seq;
    this.hearing ??= new Hearing(this.sensors, this.freshReader(), { lateCounts: 'are-left-to-the-store' });
    return hearRow(row, this.hearing);
  }

  private *missed(upTo: number): Generator<readonly JournalRow[]> {
    this.heardUpTo = Math.max(this.heardUpTo, upTo - this.lookBackRows);
    while (this.heardUpTo < upTo) {
      const rows = this.journal.entriesAfter(this.heardUpTo, Math.min(ROWS_AT_ONCE, upTo - this.heardUpTo)).filter(({ seq }) => seq <= upTo);
      if (rows.length === 0) return;
      yield rows;
    }
  }
}

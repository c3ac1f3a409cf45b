import type { Journal, JournalRow } from '@voldgrav/journal';
import { type ObservationArchive, observationsOf, type TownIndex } from '@voldgrav/pipeline';

/** The name under which the journal knows how far the observation store has come. */
export const STORE_CURSOR = 'store';

const ROWS_AT_ONCE = 1_000;

export interface Carried {
  /** The last row that is now in the store; undefined when there was none to carry. */
  readonly upTo: number | undefined;
  readonly messages: number;
  readonly observations: number;
  readonly damaged: number;
}

/** Puts what the next rows behind the store's cursor say into the store. Moves no cursor: that is for who knows it is wanted. */
export async function carryBatch(journal: Journal, archive: ObservationArchive, index: TownIndex): Promise<Carried> {
  const rows = journal.entriesAfter(journal.cursor(STORE_CURSOR), ROWS_AT_ONCE);
  const observations = rows.flatMap((row) => observationsIn(row, index));
  await archive.append(observations);
  return {
    upTo: rows.at(-1)?.seq,
    messages: rows.filter((row) => !row.damaged && row.kind === 'message').length,
    observations: observations.length,
    damaged: rows.filter((row) => row.damaged).length,
  };
}

const observationsIn = (row: JournalRow, index: TownIndex) => (row.damaged || row.kind !== 'message' ? [] : observationsOf(row, index));

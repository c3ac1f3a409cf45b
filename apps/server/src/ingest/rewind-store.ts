import { MINUTE, shifted } from '@voldgrav/hydrology';
import type { Journal } from '@voldgrav/journal';

/** The name under which the journal knows how far the observation store has come. */
export const STORE_CURSOR = 'store';

/**
 * A store may lose its last commits at a power cut although it had taken them (operations.md F22, F25, P10), and the journal
 * does not: so at each start the store is told the last ten minutes once more. It keeps what it has.
 */
const TOLD_AGAIN = 10 * MINUTE;

export function rewindStore(journal: Journal): void {
  const last = journal.entriesAfter(journal.lastSeq() - 1, 1)[0];
  if (last === undefined || last.damaged) return;
  const from = journal.seqBefore(shifted(last.receivedAt, -TOLD_AGAIN));
  if (from < journal.cursor(STORE_CURSOR)) journal.moveCursor(STORE_CURSOR, from);
}

import { MINUTE, shifted } from '@voldgrav/hydrology';
import type { Journal } from '@voldgrav/journal';

/** The name under which the journal knows how far the observation store has come. */
export const STORE_CURSOR = 'store';
/** And up to where everything that the store was told has been rolled up too. */
export const ROLLED_CURSOR = 'store rolled up';

/**
 * A store may lose its last commits at a power cut although it had taken them (operations.md F22, F25, P10), and the journal
 * does not: so at each start, and when a store answers again, it is told the last ten minutes once more, and all that was not rolled up.
 * It keeps what it has.
 */
const TOLD_AGAIN = 10 * MINUTE;

export function rewindStore(journal: Journal): void {
  const last = journal.entriesAfter(journal.lastSeq() - 1, 1)[0];
  const cursor = journal.cursor(STORE_CURSOR);
  const recent = last === undefined || last.damaged ? cursor : journal.seqBefore(shifted(last.receivedAt, -TOLD_AGAIN));
  const from = Math.min(recent, journal.cursor(ROLLED_CURSOR));
  if (from < cursor) journal.moveCursor(STORE_CURSOR, from);
}

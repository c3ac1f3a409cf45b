import { HOUR, type Instant, instant, shifted } from '@voldgrav/hydrology';
import type { Journal } from '@voldgrav/journal';

/** Among the journal's cursors, but it holds an instant and holds no row back; 0 while every alert is closed. */
const OLDEST_OPEN = 'oldest open alert';
/** The longest window anyone asks about, with an hour for late arrivals. */
const WINDOW = 25 * HOUR;

/** Notes since when an alert has been open, so that the next start looks back as far as that. */
export function noteOldestOpen(journal: Journal, oldestOpen: Instant | undefined): void {
  const oldest = oldestOpen ?? 0;
  if (oldest !== journal.cursor(OLDEST_OPEN)) journal.moveCursor(OLDEST_OPEN, oldest);
}

/**
 * From when on a start goes through the journal again: as far as any window reaches, and before the oldest alert that somebody
 * still has to see or close, however long ago it came (operator-ux.md line 7).
 */
export function rememberSince(journal: Journal, now: Instant): Instant {
  const oldest = journal.cursor(OLDEST_OPEN);
  return shifted(oldest === 0 || oldest > now ? now : instant(oldest), -WINDOW);
}

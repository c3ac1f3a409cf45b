import type { JournalRow } from '@voldgrav/journal';
import type { Heard, Hearing } from '@voldgrav/pipeline';

/** The lane whose clock this server is. */
export const LANE = 'live';

const NOTHING: Heard = { observations: [], undecodable: [], repeats: [] };

/**
 * What a row of the journal says. Rows are heard in their order: a message by what it holds, and our own clock by what the gauges
 * have to say of each other by then. Anything else says nothing, nor does what is damaged.
 */
export function hearRow(row: JournalRow, hearing: Hearing): Heard {
  if (row.damaged) return NOTHING;
  if (row.kind === 'message') return hearing.hear(row);
  return row.kind === 'clock' && row.name === LANE ? { ...NOTHING, observations: hearing.settle(row.receivedAt) } : NOTHING;
}

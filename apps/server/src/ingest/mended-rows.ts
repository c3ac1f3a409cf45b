import { TextEncoder } from 'node:util';
import { type Instant } from '@voldgrav/hydrology';
import type { ActEntry, Journal } from '@voldgrav/journal';
import { z } from 'zod';

const DECODE_AGAIN = 'decode-again';
/** Among the journal's cursors, but it holds no row back: the latest entry that tells of mended rows. */
const LATEST = 'decoded again';

const Body = z.object({
  why: z.string().optional(),
  organisation: z.string().optional(),
  /** Rows of which nothing was understood when they came, and something is now. */
  mended: z.array(z.number()),
  /** The entry before this one that tells of mended rows; 0 when there is none. */
  previous: z.number(),
});

export interface MendedBy {
  readonly name: string;
  readonly organisation?: string;
  readonly why?: string;
}

/** The entry that tells which rows somebody had read again. Each leads to the one before it. */
export function mendedEntry(journal: Journal, by: MendedBy, mended: readonly number[], receivedAt: Instant): ActEntry {
  const { name, organisation, why } = by;
  const said: z.infer<typeof Body> = { ...(why === undefined ? {} : { why }), ...(organisation === undefined ? {} : { organisation }), mended: [...mended], previous: journal.cursor(LATEST) };
  return { kind: 'act', name: DECODE_AGAIN, body: new TextEncoder().encode(JSON.stringify(said)), origin: name, receivedAt };
}

export const noteMended = (journal: Journal, seq: number): void => journal.moveCursor(LATEST, seq);

/**
 * Rows after `from` that were understood only later than they came. A restart must not take them for the news they never
 * were: no alert was raised by them then, and none shall be now.
 */
export function mendedRows(journal: Journal, from: number): ReadonlySet<number> {
  const mended = new Set<number>();
  for (let seq = journal.cursor(LATEST); seq > from; ) {
    const row = journal.entriesAfter(seq - 1, 1)[0];
    const said = row?.seq === seq && !row.damaged && row.kind === 'act' && row.name === DECODE_AGAIN ? bodyOf(row.body) : undefined;
    if (said === undefined) break;
    for (const each of said.mended) mended.add(each);
    seq = Math.min(said.previous, seq - 1);
  }
  return mended;
}

function bodyOf(body: Uint8Array): z.infer<typeof Body> | undefined {
  try {
    const said = Body.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    return said.success ? said.data : undefined;
  } catch {
    return undefined;
  }
}

import { crc32 } from 'node:zlib';
import { instant } from '@voldgrav/hydrology';
import type { JournalEntry } from './journal-entry.ts';

/** A row as the file holds it. The names are the columns' (journal-sql.ts). */
export interface StoredRow {
  readonly received_at: number;
  readonly kind: string;
  readonly name: string;
  readonly origin: string;
  readonly payload: Uint8Array;
  readonly checksum: number;
}

/** An entry with its place in the order. */
export type IntactRow = JournalEntry & { readonly damaged: false; readonly seq: number };

/**
 * A row that can no longer be trusted: the disk changed it or cannot give it back, or a version that knew more kinds wrote
 * it. It keeps its place so that a consumer can count it, say so, and go on.
 */
export interface DamagedRow {
  readonly damaged: true;
  readonly seq: number;
  readonly reason: 'checksum' | 'unreadable' | 'unknown-kind';
}

export type JournalRow = IntactRow | DamagedRow;

/** CRC-32 over every column but the number. U+0000 parts the fields, because no field may contain it. */
function checksumOf(row: Omit<StoredRow, 'checksum'>): number {
  const head = crc32(`${row.received_at}\0${row.kind}\0${row.name}\0${row.origin}\0`);
  // Of nothing, Node makes 0 instead of what came before it, depending on where the nothing lies (20.20.2).
  return row.payload.length === 0 ? head : crc32(row.payload, head);
}

/**
 * An entry in the shape of the file. Throws a TypeError for what the file could not give back as it came: an arrival time
 * that is not a whole number of milliseconds, or U+0000 in a text (SQLite cuts a text there; MQTT 3.1.1 §1.5.3 forbids it).
 */
export function storedRowOf(entry: JournalEntry): StoredRow {
  const name = entry.kind === 'message' ? entry.topic : entry.name;
  const payload = entry.kind === 'message' ? entry.payload : entry.body;
  if (!Number.isSafeInteger(entry.receivedAt)) throw new TypeError(`A journal entry's arrival time must be whole milliseconds, not ${entry.receivedAt}`);
  if (name.includes('\0') || entry.origin.includes('\0')) throw new TypeError('A journal entry must not have U+0000 in its name or origin');
  const { receivedAt: received_at, kind, origin } = entry;
  return { received_at, kind, name, origin, payload, checksum: checksumOf({ received_at, kind, name, origin, payload }) };
}

/** The entry that a stored row holds, or that it is damaged; never an exception. */
export function journalRowOf(row: StoredRow & { readonly seq: number }): JournalRow {
  const { seq, name, origin, payload, kind } = row;
  if (checksumOf(row) !== row.checksum) return { damaged: true, seq, reason: 'checksum' };
  const receivedAt = instant(row.received_at);
  switch (kind) {
    case 'message':
      return { damaged: false, seq, kind, topic: name, payload, origin, receivedAt };
    case 'act':
    case 'forecast':
    case 'town':
    case 'clock':
      return { damaged: false, seq, kind, name, body: payload, origin, receivedAt };
    default:
      return { damaged: true, seq, reason: 'unknown-kind' };
  }
}

import { createHash } from 'node:crypto';
import type { Instant } from '@voldgrav/hydrology';
import type { TownEntry } from '@voldgrav/journal';

/**
 * A town as the journal keeps it: every file by its name, as JSON, under the SHA-256 of that. Equal towns have equal names,
 * so the journal needs a new entry only when the name changes.
 */
export function townEntryOf(texts: ReadonlyMap<string, string>, receivedAt: Instant): TownEntry {
  const files = Object.fromEntries([...texts].sort(([one], [other]) => (one < other ? -1 : 1)));
  const body = Buffer.from(JSON.stringify({ files }), 'utf8');
  return { kind: 'town', name: createHash('sha256').update(body).digest('hex'), body, origin: '', receivedAt };
}

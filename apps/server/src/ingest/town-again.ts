import type { ReadTown } from '@voldgrav/installation';
import { fewestFilters, type Town } from '@voldgrav/wire';

/** What of a town may be taken over while it is in force: how messages are read. */
const READS = /^(sources\.yaml|codecs\/)/;

export type TownAgain = { readonly ok: true; readonly town: Town; readonly changed: boolean } | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Whether the town on the disk may be read by from here on, beside the one in force. It is refused whole, with every reason:
 * when it is not sound, when more of it has changed than how messages are read, or when it would listen where the broker was
 * not asked to: the rest of a town is taken over at a start.
 */
export function townAgain(running: { readonly texts: ReadonlyMap<string, string>; readonly topics: readonly string[] }, read: ReadTown): TownAgain {
  if (!read.ok) return { ok: false, faults: read.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`) };
  const names = new Set([...running.texts.keys(), ...read.texts.keys()]);
  const changed = [...names].filter((name) => running.texts.get(name) !== read.texts.get(name)).sort();
  const heard = fewestFilters([...running.topics, ...read.town.sources.map(({ topic }) => topic)]);
  const faults = [
    ...changed.filter((name) => !READS.test(name)).map((name) => `${name}:1: This file has changed as well, and is taken over only at a start: start the server again, then decode again.`),
    ...heard.filter((topic) => !running.topics.includes(topic)).map((topic) => `sources.yaml:1: The topic "${topic}" is new, and the broker is asked for it only at a start: start the server again, then decode again.`),
  ];
  return faults.length === 0 ? { ok: true, town: read.town, changed: changed.length > 0 } : { ok: false, faults };
}

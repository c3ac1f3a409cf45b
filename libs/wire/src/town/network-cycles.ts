import type { NetworkLink } from '@voldgrav/hydrology';
import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/**
 * Links of network.yaml that lead water back to where it came from. The link that closes a circle is reported, with the
 * way round; links before it in the file are taken as meant.
 */
export function networkCycles(network: unknown): readonly Finding[] {
  const entries = valueAt(network, ['network']);
  if (!Array.isArray(entries)) return [];
  const downstream = new Map<string, string[]>();
  return entries.flatMap((entry, index): Finding[] => {
    const link = { from: valueAt(entry, ['from']), to: valueAt(entry, ['to']) };
    if (!isLink(link)) return [];
    const way = wayFrom(link.to, link.from, downstream);
    if (way !== undefined) {
      return [{ path: ['network', index, 'to'], expected: `water to flow on, not round (${[link.from, ...way].join(' → ')})` }];
    }
    downstream.set(link.from, [...(downstream.get(link.from) ?? []), link.to]);
    return [];
  });
}

const isLink = (link: Readonly<Record<'from' | 'to', unknown>>): link is NetworkLink =>
  typeof link.from === 'string' && typeof link.to === 'string';

/** The stations from `start` down to `goal`, both named, or undefined when the water never comes there. */
function wayFrom(
  start: string,
  goal: string,
  downstream: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set([start]);
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const station = way[way.length - 1];
    if (station === undefined) continue;
    if (station === goal) return way;
    for (const next of downstream.get(station) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

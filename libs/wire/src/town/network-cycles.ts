import type { FilePath, Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/**
 * Links of network.yaml that lead water back to where it came from. The link that closes a circle is reported, with the
 * way round; links before it in the file, and the ways of what runs over, are taken as meant.
 */
export function networkCycles(network: unknown, assets: unknown): readonly Finding[] {
  const downstream = new Map<string, string[]>();
  for (const { from, to } of overflows(assets)) downstream.set(from, [to]);
  return circles(linksIn(network, 'network', 'from', 'to'), downstream, (index) => ['network', index, 'to']);
}

/** Ways of what runs over that lead round by themselves, whatever the network says. */
export const overflowCycles = (assets: unknown): readonly Finding[] => circles(overflows(assets), new Map(), (index) => ['assets', index, 'overflow_to']);

function circles(links: readonly PlacedLink[], downstream: Map<string, string[]>, pathOf: (index: number) => FilePath): readonly Finding[] {
  return links.flatMap(({ from, to, index }): Finding[] => {
    const way = wayFrom(to, from, downstream);
    if (way !== undefined) return [{ path: pathOf(index), expected: `water to flow on, not round (${[from, ...way].join(' → ')})` }];
    downstream.set(from, [...(downstream.get(from) ?? []), to]);
    return [];
  });
}

interface PlacedLink {
  readonly from: string;
  readonly to: string;
  readonly index: number;
}

const overflows = (assets: unknown): readonly PlacedLink[] => linksIn(assets, 'assets', 'id', 'overflow_to');

function linksIn(root: unknown, list: string, fromKey: string, toKey: string): readonly PlacedLink[] {
  const entries = valueAt(root, [list]);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry, index): readonly PlacedLink[] => {
    const [from, to] = [valueAt(entry, [fromKey]), valueAt(entry, [toKey])];
    return typeof from === 'string' && typeof to === 'string' ? [{ from, to, index }] : [];
  });
}

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

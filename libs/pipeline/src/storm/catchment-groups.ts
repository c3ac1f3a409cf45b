import type { Catchment } from '@voldgrav/hydrology';
import type { Town } from '@voldgrav/wire';

/** Catchments whose water meets before it reaches the sea: what one of them sends, the others feel. */
export interface CatchmentGroup {
  /** The id of the place where their waters have met: the last one before the sea. */
  readonly id: string;
  readonly name: string;
  readonly catchments: readonly Catchment[];
  /** Each once. */
  readonly gauges: readonly string[];
}

/** The groups of a town in the order of its catchments. A catchment that drains nowhere is a group of its own. */
export function catchmentGroups({ catchments, assets, network }: Pick<Town, 'catchments' | 'assets' | 'network'>): readonly CatchmentGroup[] {
  const seas = new Set(assets.filter(({ kind }) => kind === 'sea').map(({ id }) => id));
  const next = new Map(network.filter(({ to }) => !seas.has(to)).map(({ from, to }) => [from, to]));
  const groups = new Map<string, Catchment[]>();
  for (const catchment of catchments) {
    const meets = lastBeforeSea(catchment.id, next);
    groups.set(meets, [...(groups.get(meets) ?? []), catchment]);
  }
  return [...groups].map(([id, members]) => ({
    id,
    name: [...assets, ...catchments].find((each) => each.id === id)?.name ?? id,
    catchments: members,
    gauges: [...new Set(members.flatMap(({ gauges }) => gauges))],
  }));
}

function lastBeforeSea(from: string, next: ReadonlyMap<string, string>): string {
  const passed = new Set([from]);
  let at = from;
  // A validated network has no circle; one that has ends where it closes.
  for (let further = next.get(at); further !== undefined && !passed.has(further); further = next.get(at)) {
    passed.add(further);
    at = further;
  }
  return at;
}

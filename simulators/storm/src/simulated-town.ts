import { type Basin, type Catchment, type Hectares, hectares, type Pump, type Road, type Stream } from '@voldgrav/hydrology';
import type { Town } from '@voldgrav/wire';

/** What the simulator needs to know of a town. */
export type SimulatedTown = Pick<Town, 'sensors' | 'catchments' | 'assets' | 'network'>;

export const basinsOf = (town: SimulatedTown): readonly Basin[] => town.assets.filter((asset) => asset.kind === 'basin');
export const pumpsOf = (town: SimulatedTown): readonly Pump[] => town.assets.filter((asset) => asset.kind === 'pump');
export const roadsOf = (town: SimulatedTown): readonly Road[] => town.assets.filter((asset) => asset.kind === 'road');
export const streamsOf = (town: SimulatedTown): readonly Stream[] => town.assets.filter((asset) => asset.kind === 'stream');

/** What follows from a town alone, kept with it: a storm asks for it in every minute. */
interface Ways {
  readonly feeders: Map<string, readonly string[]>;
  readonly areas: Map<string, Hectares>;
}
const WAYS = new WeakMap<SimulatedTown, Ways>();

function waysOf(town: SimulatedTown): Ways {
  const known = WAYS.get(town);
  if (known !== undefined) return known;
  const ways: Ways = { feeders: new Map(), areas: new Map() };
  WAYS.set(town, ways);
  return ways;
}

function remembered<Value>(known: Map<string, Value>, id: string, find: () => Value): Value {
  const before = known.get(id);
  if (before !== undefined) return before;
  const found = find();
  known.set(id, found);
  return found;
}

/** What drains straight to `id`, or through nothing but pipes and inlets: ids of catchments and assets. A town does not change. */
export function feedersOf(town: SimulatedTown, id: string): readonly string[] {
  const through = (from: string): readonly string[] => {
    const kind = town.assets.find((asset) => asset.id === from)?.kind;
    return kind === 'inlet' || kind === 'pipe' ? feedersOf(town, from) : [from];
  };
  return remembered(waysOf(town).feeders, id, () => [...new Set(town.network.filter((link) => link.to === id).flatMap((link) => through(link.from)))]);
}

/** All land whose water passes `id`, however far upstream. A network that runs in a circle is walked once. */
export const areaUpstreamOf = (town: SimulatedTown, id: string): Hectares => remembered(waysOf(town).areas, id, () => walkedUpstream(town, id));

function walkedUpstream(town: SimulatedTown, id: string): Hectares {
  const passed = new Set<string>();
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (passed.has(next)) continue;
    passed.add(next);
    const basin = basinsOf(town).find((candidate) => candidate.id === next);
    waiting.push(...feedersOf(town, next), ...(basin === undefined ? [] : [basin.catchment]));
  }
  const land = town.catchments.filter((catchment) => passed.has(catchment.id));
  return hectares(land.reduce((sum: number, catchment: Catchment) => sum + catchment.area, 0));
}

import type { Instant, MetresAboveDatum } from '@voldgrav/hydrology';
import { basinLevel } from './basin-water.ts';
import { roadLevel } from './road-water.ts';
import type { SimulatedTown } from './simulated-town.ts';
import { fillOf, streamLevel } from './stream-water.ts';
import { seaLevel, type Surge } from './tide.ts';
import type { TownWater } from './town-water.ts';

/** The true water level at each level sensor that stands at an asset, by sensor id. */
export function waterLevels(town: SimulatedTown, water: TownWater, at: Instant, surge?: Surge): ReadonlyMap<string, MetresAboveDatum> {
  const levels = new Map<string, MetresAboveDatum>();
  for (const asset of town.assets) {
    if (asset.kind === 'basin') {
      const volume = water.basins.get(asset.id);
      if (volume !== undefined) levels.set(asset.levelSensor, basinLevel(asset, volume));
    }
    if (asset.kind === 'road') levels.set(asset.levelSensor, roadLevel(asset, water.roads.get(asset.id) ?? 0));
    if (asset.kind === 'stream') levels.set(asset.levelSensor, streamLevel(asset, fillOf(town, water.streams, asset.id)));
    if (asset.kind === 'sea') levels.set(asset.levelSensor, seaLevel(at, surge));
  }
  return levels;
}

import { cubicMetres, type Millimetres } from '@voldgrav/hydrology';
import type { TownWater } from './town-water.ts';

/**
 * The demo's one liberty: between two of its storms a `share` (0–1) of all storm water is taken out of the town, on top
 * of what runs out by itself. A basin of 1800 m³ with an outlet of 10 l/s needs two days to empty, and the next storm
 * comes within three hours.
 */
export function drawnDown(water: TownWater, dry: TownWater, share: number): TownWater {
  const towards = (from: number, to: number): number => from + (to - from) * share;
  const volumes = (from: ReadonlyMap<string, number>, to: ReadonlyMap<string, number>) =>
    new Map([...from].map(([id, volume]) => [id, cubicMetres(towards(volume, to.get(id) ?? 0))]));
  return {
    paths: new Map(
      [...water.paths].map(([id, paths]) => [
        id,
        paths.map((path) => ({
          ...path,
          loss: towards(path.loss, path.wholeLoss) as Millimetres,
          upper: cubicMetres(towards(path.upper, 0)),
          lower: cubicMetres(towards(path.lower, 0)),
        })),
      ]),
    ),
    basins: volumes(water.basins, dry.basins),
    streams: volumes(water.streams, dry.streams),
    roads: new Map([...water.roads].map(([id, depth]) => [id, towards(depth, dry.roads.get(id) ?? 0)])),
    running: water.running,
    left: volumes(water.left, dry.left),
    overflow: volumes(water.overflow, dry.overflow),
  };
}

import {
  type Basin,
  type Catchment,
  type CubicMetres,
  cubicMetres,
  type LitresPerSecond,
  litresPerSecond,
  type Millimetres,
  minutes,
  type Pump,
} from '@voldgrav/hydrology';
import { basinAfter, capacityOf } from './basin-water.ts';
import { dryPaths, type Ground, type RunoffPath, runoffAfter } from './catchment-runoff.ts';
import { roadPondAfter } from './road-water.ts';
import { basinsOf, feedersOf, pumpsOf, roadsOf, type SimulatedTown, streamsOf } from './simulated-town.ts';
import { fillOf, swollenAfter } from './stream-water.ts';

/** Where the town's water is at the end of a minute. All maps are by id. */
export interface TownWater {
  readonly paths: ReadonlyMap<string, readonly RunoffPath[]>;
  readonly basins: ReadonlyMap<string, CubicMetres>;
  /** Storm water in each stream, beyond its everyday flow. */
  readonly streams: ReadonlyMap<string, CubicMetres>;
  /** Depth of water at each road's lowest point, in m above the bottom of its gully. */
  readonly roads: ReadonlyMap<string, number>;
  /** Pumps that run. */
  readonly running: ReadonlySet<string>;
  /** What left each catchment, basin and stream in the minute before; it arrives below in the next. */
  readonly left: ReadonlyMap<string, CubicMetres>;
  /** What ran over each basin's crest in the minute before; part of `left`. */
  readonly overflow: ReadonlyMap<string, CubicMetres>;
}

/** What stands in a basin when it has not rained for days, as a share of what it can hold. */
const EVERYDAY_FILL = 0.05;
/** A pump starts when what it empties is this full, and stops at this. */
const PUMP_STARTS = 0.3;
const PUMP_STOPS = 0.1;
const STEP = minutes(1);

/** The town before rain: basins near empty, streams at their everyday level, roads dry, pumps still. */
export const dryTown = (town: SimulatedTown, ground: Ground = 'dry'): TownWater => ({
  paths: new Map(town.catchments.map((catchment) => [catchment.id, dryPaths(catchment, ground)])),
  basins: new Map(basinsOf(town).map((basin) => [basin.id, cubicMetres(capacityOf(basin) * EVERYDAY_FILL)])),
  streams: new Map(streamsOf(town).map((stream) => [stream.id, cubicMetres(0)])),
  roads: new Map(roadsOf(town).map((road) => [road.id, 0])),
  running: new Set(),
  left: new Map(),
  overflow: new Map(),
});

/**
 * One minute of a stand-in for the real town: believable, not true. On purpose it shares nothing with the engine's own
 * model, so that the engine is not tested against itself. `rain` is what fell on each catchment in the minute.
 */
export function waterAfterMinute(town: SimulatedTown, water: TownWater, rain: ReadonlyMap<string, Millimetres>): TownWater {
  const left = new Map<string, CubicMetres>();
  const overflow = new Map<string, CubicMetres>();
  const paths = new Map<string, readonly RunoffPath[]>();
  for (const catchment of town.catchments) {
    const steps = (water.paths.get(catchment.id) ?? []).map((path) => runoffAfter(path, depthOn(rain, catchment), STEP));
    paths.set(catchment.id, steps.map((step) => step.path));
    left.set(catchment.id, sum(steps.map((step) => step.outflow)));
  }
  const running = new Set(pumpsOf(town).filter((pump) => runs(town, water, pump)).map((pump) => pump.id));
  const basins = new Map<string, CubicMetres>();
  for (const basin of basinsOf(town)) {
    const flow = { inflow: inflowOf(town, water, basin), release: releaseOf(town, running, basin) };
    const step = basinAfter(basin, water.basins.get(basin.id) ?? cubicMetres(0), flow, STEP);
    basins.set(basin.id, step.volume);
    overflow.set(basin.id, step.overflow);
    left.set(basin.id, cubicMetres(step.outflow + step.overflow));
  }
  const streams = new Map<string, CubicMetres>();
  for (const stream of streamsOf(town)) {
    const step = swollenAfter(water.streams.get(stream.id) ?? cubicMetres(0), arriving(water, feedersOf(town, stream.id)), STEP);
    streams.set(stream.id, step.stored);
    left.set(stream.id, step.outflow);
  }
  const roads = new Map(
    roadsOf(town).map((road) => {
      const near = basinsOf(town).filter((basin) => basin.catchment === road.catchment);
      const spilled = sum(near.map((basin) => overflow.get(basin.id) ?? cubicMetres(0)));
      return [road.id, roadPondAfter(water.roads.get(road.id) ?? 0, { rain: depthOn(rain, { id: road.catchment }), spilled }, STEP)];
    }),
  );
  return { paths, basins, streams, roads, running, left, overflow };
}

/** A catchment's runoff goes to the basins that serve it, by their size, and beside the network's own links. */
export function inflowOf(town: SimulatedTown, water: TownWater, basin: Basin): CubicMetres {
  const serving = basinsOf(town).filter((other) => other.catchment === basin.catchment);
  const share = capacityOf(basin) / sum(serving.map(capacityOf));
  const ownLand = (water.left.get(basin.catchment) ?? 0) * share;
  const upstream = feedersOf(town, basin.id).filter((from) => from !== basin.catchment);
  return cubicMetres(ownLand + arriving(water, upstream));
}

/** A basin with pumps empties through those that run, and only through them: its outlet in the register is the pump. */
function releaseOf(town: SimulatedTown, running: ReadonlySet<string>, basin: Basin): LitresPerSecond {
  const pumps = pumpsOf(town).filter((pump) => pump.from === basin.id);
  if (pumps.length === 0) return basin.outlet;
  return litresPerSecond(pumps.filter((pump) => running.has(pump.id)).reduce((release: number, pump) => release + pump.capacity, 0));
}

function runs(town: SimulatedTown, water: TownWater, pump: Pump): boolean {
  const full = fullness(town, water, pump.from);
  return full >= (water.running.has(pump.id) ? PUMP_STOPS : PUMP_STARTS);
}

function fullness(town: SimulatedTown, water: TownWater, id: string): number {
  const basin = basinsOf(town).find((candidate) => candidate.id === id);
  return basin === undefined ? fillOf(town, water.streams, id) : (water.basins.get(id) ?? 0) / capacityOf(basin);
}

const arriving = (water: TownWater, from: readonly string[]): CubicMetres => sum(from.map((id) => water.left.get(id) ?? cubicMetres(0)));
const depthOn = (rain: ReadonlyMap<string, Millimetres>, catchment: Pick<Catchment, 'id'>): Millimetres =>
  rain.get(catchment.id) ?? (0 as Millimetres);
const sum = (volumes: readonly CubicMetres[]): CubicMetres => cubicMetres(volumes.reduce((total: number, volume) => total + volume, 0));

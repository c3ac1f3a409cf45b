import {
  type Asset,
  type Basin,
  type Catchment,
  type DrainageLink,
  type DrainagePart,
  drainagePlan,
  type DrainagePlan,
  M3_PER_LPS_MINUTE,
  type NetworkLink,
  type Pump,
  reducedArea,
  type Sea,
  storageTable,
  type StorageTable,
  type Stream,
  volumeAt,
} from '@voldgrav/hydrology';

/** The part of a town that decides how much rain its catchments can take. */
export interface DrainedTown {
  readonly catchments: readonly Catchment[];
  readonly assets: readonly Asset[];
  readonly network: readonly NetworkLink[];
}

/** A limit that the model can run into: the asset, and where in the plan it stands. */
export interface ModelLimit {
  readonly asset: Asset;
  readonly at: number;
}

/** A catchment, all that lies upstream of it, and the limits that its rain can reach. */
export interface CatchmentModel {
  readonly catchment: Catchment;
  readonly plan: DrainagePlan;
  /** Limits whose load the model computes. */
  readonly limits: readonly ModelLimit[];
  /** Roads and streams that only their water level tells of; reached or not, no millimetres. */
  readonly watched: readonly Extract<Asset, { readonly levelSensor: string }>[];
  readonly lands: readonly { readonly catchment: Catchment; readonly at: number }[];
  readonly basins: readonly { readonly basin: Basin; readonly at: number }[];
  readonly streams: readonly { readonly stream: Stream; readonly at: number }[];
  /** Basins, and streams that hold water and have a rating: what a measured water level tells the volume of. */
  readonly gauged: readonly GaugedWater[];
  /** Share of a stream's flow that is still there after a minute, by part; 0 where water passes at once. */
  readonly lingers: Float64Array;
  /** Pumps by the part that they empty. */
  readonly pumps: readonly { readonly pump: Pump; readonly from: number }[];
  /** What a basin's own outlet runs out into, where that has a water level. */
  readonly recipients: readonly { readonly from: number; readonly asset: Stream | Sea }[];
  /** Minutes that water needs to come down from the slowest land, and from the slowest of the town's. */
  readonly travel: number;
  readonly townTravel: number;
}

/** Water whose volume a level sensor tells. */
export interface GaugedWater {
  readonly at: number;
  readonly levelSensor: string;
  readonly table: StorageTable;
  /** m³ at the crest; for a stream, where its rating ends: how much more there is, the level does not tell. */
  readonly capacity: number;
  /** Parts whose water comes to it. */
  readonly above: readonly number[];
  /** m³ that a stream's reach holds for each l/s that flows through it; absent for a basin. */
  readonly perFlow?: number;
}

/** A cubic metre for each millimetre on a tenth of a hectare. */
const M3_PER_MM_HECTARE = 10;

/**
 * The model of one catchment. Its limits are the assets that name it, and those its water passes down to the first stream
 * or the sea; the plan holds them and everything whose water comes to them (readiness.md §1).
 */
export const catchmentModel = (catchment: Catchment, town: DrainedTown): CatchmentModel => modelIn(catchment, town, waysOf(town));

/** The models of all catchments of a town, in its order. */
export function catchmentModels(town: DrainedTown): readonly CatchmentModel[] {
  const ways = waysOf(town);
  return town.catchments.map((catchment) => modelIn(catchment, town, ways));
}

function modelIn(catchment: Catchment, town: DrainedTown, ways: TownWays): CatchmentModel {
  const { assets } = ways;
  const own = ownParts(catchment, ways);
  // The sea is where water ends: what else comes to it does not bear on this catchment.
  const ids = new Set([...own, ...upstreamOf([...own].filter((id) => assets.get(id)?.kind !== 'sea'), ways)]);
  const catchments = found(ids, ways.catchments);
  const inPlan = found(ids, assets);
  const plan = drainagePlan([...catchments.map(landPart), ...inPlan.flatMap(assetPart)], [...ids].flatMap((id) => ways.linksFrom.get(id) ?? []));
  const placed = <Kind extends Asset['kind']>(...kinds: readonly Kind[]) =>
    inPlan.filter((asset): asset is Extract<Asset, { kind: Kind }> => kinds.some((kind) => kind === asset.kind));
  const at = (id: string): number => plan.index.get(id) ?? -1;
  const basins = placed('basin').map((basin) => ({ basin, at: at(basin.id) }));
  const lands = catchments.map((each) => ({ catchment: each, at: at(each.id) }));
  const passage = longestPassage(plan);
  const limiting = found(own, assets).filter(hasModelledLimit);
  return {
    catchment,
    plan,
    limits: limiting.map((asset) => ({ asset, at: at(asset.id) })),
    watched: found(own, assets).filter((asset) => asset.kind === 'road' || asset.kind === 'stream'),
    lands,
    basins,
    streams: placed('stream').map((stream) => ({ stream, at: at(stream.id) })),
    gauged: plan.parts.flatMap((part, index) => gaugedWater(plan, part, index, assets.get(part.id))),
    lingers: Float64Array.from(plan.parts, (part) => (part.kind === 'conduit' && part.passage !== undefined ? Math.exp(-1 / part.passage) : 0)),
    pumps: [...ids].flatMap((id) => ways.pumpsOf.get(id) ?? []).map((pump) => ({ pump, from: at(pump.from) })),
    recipients: recipientsOf(basins, ways),
    // A linear reservoir goes on giving: two of its time constants.
    travel: passage + Math.max(...lands.map(({ catchment: { soil, timeOfConcentration } }) => timeOfConcentration * (soil === undefined ? 1 : 2))),
    townTravel: passage + Math.max(1, ...lands.filter((land) => land.catchment.soil === undefined).map((land) => land.catchment.timeOfConcentration)),
  };
}

/** Minutes that water takes through the longest row of reaches. */
function longestPassage({ parts, columns: { ways } }: DrainagePlan): number {
  const until = parts.map(() => 0);
  parts.forEach((part, at) => {
    until[at]! += part.kind === 'conduit' ? (part.passage ?? 0) : 0;
    for (let way = ways.first[at]!; way < ways.first[at + 1]!; way += 1) until[ways.to[way]!] = Math.max(until[ways.to[way]!]!, until[at]!);
  });
  return Math.max(0, ...until);
}

/** The town looked up by id, once for all its models. */
interface TownWays {
  readonly catchments: ReadonlyMap<string, Catchment>;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly naming: ReadonlyMap<string, readonly Asset[]>;
  readonly pumpsOf: ReadonlyMap<string, readonly Pump[]>;
  readonly linksFrom: ReadonlyMap<string, readonly DrainageLink[]>;
  readonly linksTo: ReadonlyMap<string, readonly DrainageLink[]>;
}

function waysOf(town: DrainedTown): TownWays {
  const links = linksOf(town);
  return {
    catchments: new Map(town.catchments.map((catchment) => [catchment.id, catchment])),
    assets: new Map(town.assets.map((asset) => [asset.id, asset])),
    naming: groupedBy(town.assets.filter((asset) => 'catchment' in asset), (asset) => asset.catchment),
    pumpsOf: groupedBy(town.assets.filter((asset) => asset.kind === 'pump'), (pump) => pump.from),
    linksFrom: groupedBy(links, ({ from }) => from),
    linksTo: groupedBy(links, ({ to }) => to),
  };
}

function groupedBy<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): ReadonlyMap<string, readonly Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group === undefined) groups.set(keyOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}

const found = <Thing>(ids: Iterable<string>, things: ReadonlyMap<string, Thing>): readonly Thing[] => [...ids].flatMap((id) => things.get(id) ?? []);

/** Assets that name the catchment, and those downstream of it, down to the first stream or sea. */
function ownParts(catchment: Catchment, { assets, naming, linksFrom }: TownWays): ReadonlySet<string> {
  const own = new Set([catchment.id, ...(naming.get(catchment.id) ?? []).map(({ id }) => id)]);
  const waiting = [...own];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const kind = assets.get(next)?.kind;
    if (kind === 'stream' || kind === 'sea') continue;
    for (const { to, overflow } of linksFrom.get(next) ?? []) {
      if (own.has(to) || overflow === true) continue;
      own.add(to);
      waiting.push(to);
    }
  }
  return own;
}

function upstreamOf(own: readonly string[], { linksTo }: TownWays): ReadonlySet<string> {
  const all = new Set(own);
  const waiting = own.slice();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const { from } of linksTo.get(next) ?? []) {
      if (all.has(from)) continue;
      all.add(from);
      waiting.push(from);
    }
  }
  return all;
}

/**
 * The network's links, and the ways of what runs over: over its banks a stream's water goes down the valley to where the stream goes. A catchment whose basin
 * it does not name drains to it all the same.
 */
function linksOf({ assets, network, catchments }: DrainedTown): readonly DrainageLink[] {
  const led = new Set(network.map(({ from }) => from));
  const streams = new Set(assets.filter(({ kind }) => kind === 'stream').map(({ id }) => id));
  const implied = assets
    .filter((asset) => asset.kind === 'basin')
    .filter((basin) => !led.has(basin.catchment) && catchments.some(({ id }) => id === basin.catchment))
    .map((basin, _, serving) => ({ from: basin.catchment, to: basin.id, share: 1 / serving.filter((other) => other.catchment === basin.catchment).length }));
  return [
    ...network.map(({ from, to, share }) => ({ from, to, share: share ?? 1 })),
    ...implied,
    ...network.filter(({ from }) => streams.has(from)).map(({ from, to, share }) => ({ from, to, share: share ?? 1, overflow: true })),
    ...assets.flatMap((asset): DrainageLink[] => ('overflowTo' in asset && asset.overflowTo !== undefined ? [{ from: asset.id, to: asset.overflowTo, share: 1, overflow: true }] : [])),
  ];
}

function landPart(catchment: Catchment): DrainagePart {
  return {
    kind: 'land',
    id: catchment.id,
    hard: M3_PER_MM_HECTARE * reducedArea(catchment),
    soft: catchment.soil === undefined ? 0 : M3_PER_MM_HECTARE * catchment.area * (1 - catchment.imperviousShare),
    loss: { whole: catchment.initialLoss, recovery: catchment.initialLossRecovery },
    travel: catchment.timeOfConcentration,
    ...(catchment.soil === undefined ? {} : { soil: catchment.soil }),
  };
}

/** Roads take no part: what stands on them has left the drains. */
function assetPart(asset: Asset): readonly DrainagePart[] {
  switch (asset.kind) {
    case 'basin':
      return [{ kind: 'store', id: asset.id, table: storageTable(asset.storage), capacity: volumeAt(asset.storage, asset.crest), law: asset.outletLaw ?? { kind: 'constant', flow: asset.outlet } }];
    case 'inlet':
    case 'pipe':
    case 'pump':
      return [{ kind: 'conduit', id: asset.id, capacity: asset.capacity }];
    case 'stream':
      return [{ kind: 'conduit', id: asset.id, capacity: flowAt(asset, asset.bankLevel) ?? Infinity, ...(asset.passage === undefined ? {} : { passage: asset.passage }) }];
    case 'sea':
      return [{ kind: 'outfall', id: asset.id }];
    case 'road':
      return [];
  }
}

function gaugedWater(plan: DrainagePlan, part: DrainagePart, at: number, asset: Asset | undefined): readonly GaugedWater[] {
  if (part.kind === 'store' && asset?.kind === 'basin') return [{ at, levelSensor: asset.levelSensor, table: part.table, capacity: part.capacity, above: partsAbove(plan, at) }];
  if (asset?.kind !== 'stream' || asset.rating === undefined || asset.passage === undefined) return [];
  const { rating, passage } = asset;
  // A linear reservoir holds its flow for as long as water takes to pass.
  const perFlow = M3_PER_LPS_MINUTE * passage;
  const volumes = Float64Array.from(rating, ({ flow }) => flow * perFlow);
  return [{ at, levelSensor: asset.levelSensor, table: { levels: Float64Array.from(rating, ({ level }) => level), volumes }, capacity: volumes.at(-1)!, above: partsAbove(plan, at), perFlow }];
}

/** The parts whose water comes to part `at`: the plan is in the order in which water runs. */
export function partsAbove({ columns: { ways, overflowWays } }: DrainagePlan, at: number): readonly number[] {
  const comes = new Set([at]);
  for (let part = at - 1; part >= 0; part -= 1) {
    for (const { first, to } of [ways, overflowWays]) for (let way = first[part]!; way < first[part + 1]!; way += 1) if (comes.has(to[way]!)) comes.add(part);
  }
  comes.delete(at);
  return [...comes];
}

/** The stream's flow at a water level by its rating, linear between points and level beyond them; undefined without one. */
export function flowAt({ rating }: Stream, level: number): number | undefined {
  const last = rating?.[rating.length - 1];
  const first = rating?.[0];
  if (rating === undefined || first === undefined || last === undefined) return undefined;
  if (level <= first.level) return first.flow;
  const upper = rating.findIndex((point) => point.level >= level);
  const [below, above] = [rating[upper - 1], rating[upper]];
  if (below === undefined || above === undefined) return last.flow;
  return below.flow + ((level - below.level) / (above.level - below.level)) * (above.flow - below.flow);
}

/** A pump behind a basin is that basin's outlet, which lets through what it is given: no limit of its own. */
const hasModelledLimit = (asset: Asset): boolean =>
  asset.kind === 'basin' || asset.kind === 'inlet' || asset.kind === 'pipe' || (asset.kind === 'stream' && asset.rating !== undefined);

function recipientsOf(basins: CatchmentModel['basins'], { linksFrom, assets }: TownWays): CatchmentModel['recipients'] {
  return basins.flatMap(({ basin, at }) =>
    (linksFrom.get(basin.id) ?? []).filter(({ overflow }) => overflow !== true).flatMap(({ to }) => {
      const asset = assets.get(to);
      return asset?.kind === 'stream' || asset?.kind === 'sea' ? [{ from: at, asset }] : [];
    }),
  );
}

import type { AlertRule } from '@voldgrav/alert';
import { type Asset, type Basin, type Catchment, MINUTE, type Pump } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import type { ResilienceAction } from '@voldgrav/strategy';
import type { Town } from '@voldgrav/wire';
import { BySensor } from './by-sensor.ts';
import { SensorNumbers } from './sensor-numbers.ts';
import { freshFor } from './series-book.ts';

/** The town looked up the ways the pipeline asks: built once, since these questions come with every message. */
export class TownIndex {
  readonly town: Town;
  readonly basins: readonly Basin[];
  readonly gauges: readonly Sensor[];
  /** For all books that are asked with every message. */
  readonly numbers: SensorNumbers;
  private readonly sensors: BySensor<Sensor>;
  private readonly catchments: ReadonlyMap<string, Catchment>;
  private readonly assets: ReadonlyMap<string, Asset>;
  private readonly rules: ReadonlyMap<string, AlertRule>;
  private readonly basinsById: ReadonlyMap<string, Basin>;
  private readonly limits: BySensor<number>;
  private readonly pumps: ReadonlyMap<string, readonly Pump[]>;
  private readonly nearby: BySensor<Nearby>;
  /** Rules that ask how much time is left to begin something. */
  readonly rulesOnDecisions: readonly AlertRule[];
  private readonly rulesBySensor: BySensor<readonly AlertRule[]>;
  private readonly lookedBackAt: BySensor<true>;

  constructor(town: Town) {
    this.town = town;
    this.numbers = new SensorNumbers(town.sensors);
    this.sensors = this.bySensor(byId(town.sensors));
    this.catchments = byId(town.catchments);
    this.assets = byId(town.assets);
    this.rules = byId(town.rules);
    this.gauges = town.sensors.filter((sensor) => sensor.kind === 'rain-gauge');
    this.basins = town.assets.filter((asset) => asset.kind === 'basin');
    this.basinsById = byId(this.basins);
    const limited = town.assets.flatMap((asset) => ('unknownAfter' in asset && asset.unknownAfter !== undefined ? [[asset.levelSensor, asset.unknownAfter * MINUTE] as const] : []));
    this.limits = this.bySensor(limited.sort(([, one], [, other]) => other - one));
    const speaking = town.assets.filter((asset): asset is Pump => asset.kind === 'pump' && asset.stateSensor !== undefined);
    this.pumps = groupedByEach(speaking, ({ from }) => [from]);
    this.nearby = this.bySensor(nearbyOf(town, this.basins));
    this.rulesOnDecisions = town.rules.filter(({ measure }) => measure.kind === 'latest-decision');
    const onLevels = town.rules.filter(({ measure }) => measure.kind !== 'latest-decision');
    this.rulesBySensor = this.bySensor(groupedByEach(onLevels, (rule) => [this.levelSensorOf(rule.asset)?.id ?? []].flat()));
    const lookedBackAt = [...this.gauges.map(({ id }) => id), ...town.catchments.flatMap(({ gauges }) => gauges), ...town.assets.flatMap(sensorsOfAsset)];
    this.lookedBackAt = this.bySensor(lookedBackAt.map((sensor) => [sensor, true]));
  }

  sensor = (id: string): Sensor | undefined => this.sensors.get(id);

  basin(id: string): Basin | undefined {
    return this.basinsById.get(id);
  }

  /** A validated town has no dangling references; one that has is a broken promise. */
  catchmentOf(basin: Basin): Catchment {
    return known(this.catchments, basin.catchment, 'catchment');
  }

  rule(id: string): AlertRule {
    return known(this.rules, id, 'rule');
  }

  knownSensor(id: string): Sensor {
    return known(this.sensors, id, 'sensor');
  }

  /** The sensor whose water level a rule on this asset watches; undefined for pumps, pipes and inlets, which have none. */
  levelSensorOf(assetId: string): Sensor | undefined {
    const asset = known(this.assets, assetId, 'asset');
    return 'levelSensor' in asset ? this.knownSensor(asset.levelSensor) : undefined;
  }

  /** How long in ms a sensor's word stays good: as its asset says, else three of its intervals. Where several assets have it, the shortest. */
  staleAfter(sensor: string): number {
    return this.limits.get(sensor) ?? freshFor(this.knownSensor(sensor).expectedInterval);
  }

  /** Whether anybody asks what a sensor said hours ago: those who reckon ask of gauges and of an asset's own sensors, charts ask the store. */
  isLookedBackAt(sensor: string): boolean {
    return this.lookedBackAt.get(sensor) === true;
  }

  /** The pumps that empty a basin, of those that say whether they run. */
  pumpsOf(basin: Basin): readonly Pump[] {
    return this.pumps.get(basin.id) ?? [];
  }

  /** The catchment an asset lies in, where it lies in one. */
  catchmentIdOf(assetId: string): string | undefined {
    const asset = known(this.assets, assetId, 'asset');
    return 'catchment' in asset ? asset.catchment : undefined;
  }

  /** What a sensor's word bears on: catchments that it gauges, basins that lie in these or whose water level it measures. */
  around(sensor: string): Nearby {
    return this.nearby.get(sensor) ?? NOTHING_NEARBY;
  }

  /** A step of an action's playbook; undefined where there is none of these names. */
  stepOf(action: string, step: string): ResilienceAction['playbook'][number] | undefined {
    return this.town.actions.find(({ id }) => id === action)?.playbook.find(({ id }) => id === step);
  }

  /** Rules whose value a word of the asset's level sensor gives. */
  rulesWithLevel(sensor: string): readonly AlertRule[] {
    return this.rulesBySensor.get(sensor) ?? NO_RULES;
  }

  private bySensor<Thing>(things: Iterable<readonly [string, Thing]>): BySensor<Thing> {
    return new BySensor(this.numbers, things);
  }
}

const sensorsOfAsset = (asset: Asset): readonly string[] => [...('levelSensor' in asset ? [asset.levelSensor] : []), ...('stateSensor' in asset && asset.stateSensor !== undefined ? [asset.stateSensor] : [])];

export interface Nearby {
  readonly catchments: readonly Catchment[];
  readonly basins: readonly Basin[];
}

const NO_RULES: readonly AlertRule[] = [];
const NOTHING_NEARBY: Nearby = { catchments: [], basins: [] };

function nearbyOf(town: Town, basins: readonly Basin[]): ReadonlyMap<string, Nearby> {
  const gauged = groupedByEach(town.catchments, (catchment) => catchment.gauges);
  const watched = groupedByEach(basins, (basin) => {
    const gauges = town.catchments.find((catchment) => catchment.id === basin.catchment)?.gauges ?? [];
    return [...new Set([basin.levelSensor, ...gauges])];
  });
  return new Map([...gauged.keys(), ...watched.keys()].map((sensor) => [sensor, { catchments: gauged.get(sensor) ?? [], basins: watched.get(sensor) ?? [] }]));
}

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> =>
  new Map(things.map((thing) => [thing.id, thing]));

function groupedByEach<Thing>(things: readonly Thing[], keysOf: (thing: Thing) => readonly string[]): ReadonlyMap<string, readonly Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    for (const key of keysOf(thing)) groups.set(key, [...(groups.get(key) ?? []), thing]);
  }
  return groups;
}

function known<Thing>(things: Pick<ReadonlyMap<string, Thing>, 'get'>, id: string, kind: string): Thing {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`The town names a ${kind} "${id}" that it does not have.`);
  return thing;
}

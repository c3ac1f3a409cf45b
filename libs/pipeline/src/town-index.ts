import type { AlertRule } from '@voldgrav/alert';
import type { Asset, Basin, Catchment } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import type { Town } from '@voldgrav/wire';

/** The town looked up the ways the pipeline asks: built once, since these questions come with every message. */
export class TownIndex {
  readonly town: Town;
  readonly basins: readonly Basin[];
  readonly gauges: readonly Sensor[];
  private readonly sensors: ReadonlyMap<string, Sensor>;
  private readonly catchments: ReadonlyMap<string, Catchment>;
  private readonly assets: ReadonlyMap<string, Asset>;
  private readonly rules: ReadonlyMap<string, AlertRule>;

  constructor(town: Town) {
    this.town = town;
    this.sensors = byId(town.sensors);
    this.catchments = byId(town.catchments);
    this.assets = byId(town.assets);
    this.rules = byId(town.rules);
    this.gauges = town.sensors.filter((sensor) => sensor.kind === 'rain-gauge');
    this.basins = town.assets.filter((asset) => asset.kind === 'basin');
  }

  sensor = (id: string): Sensor | undefined => this.sensors.get(id);

  basin(id: string): Basin | undefined {
    return this.basins.find((basin) => basin.id === id);
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

  /** The sensor whose water level a rule on this asset watches; undefined for a pump, which has none. */
  levelSensorOf(assetId: string): Sensor | undefined {
    const asset = known(this.assets, assetId, 'asset');
    return asset.kind === 'pump' ? undefined : this.knownSensor(asset.levelSensor);
  }

  /** The catchment an asset lies in, where it lies in one. */
  catchmentIdOf(assetId: string): string | undefined {
    const asset = known(this.assets, assetId, 'asset');
    return asset.kind === 'basin' || asset.kind === 'road' ? asset.catchment : undefined;
  }

  catchmentsWithGauge(gauge: string): readonly Catchment[] {
    return this.town.catchments.filter((catchment) => catchment.gauges.includes(gauge));
  }

  rulesWithLevel(sensor: string): readonly AlertRule[] {
    return this.town.rules.filter((rule) => this.levelSensorOf(rule.asset)?.id === sensor);
  }
}

const byId = <Thing extends { readonly id: string }>(things: readonly Thing[]): ReadonlyMap<string, Thing> =>
  new Map(things.map((thing) => [thing.id, thing]));

function known<Thing>(things: ReadonlyMap<string, Thing>, id: string, kind: string): Thing {
  const thing = things.get(id);
  if (thing === undefined) throw new Error(`The town names a ${kind} "${id}" that it does not have.`);
  return thing;
}

import {
  type Asset,
  type Basin,
  type Catchment,
  cubicMetres,
  hectares,
  litresPerSecond,
  metresAboveDatum,
  millimetres,
  minutes,
  type Position,
  type Ring,
  seconds,
  years,
} from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import type { SimulatedTown } from './simulated-town.ts';

const organisation = 'utility';
const west: Position = [9.5, 55.7];
/** About 630 m further east. */
const east: Position = [9.51, 55.7];

const ringAbout = ([longitude, latitude]: Position): Ring =>
  [[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]].map(([x = 0, y = 0]) => [longitude + x * 0.001, latitude + y * 0.001]);

const catchment = (id: string, at: Position, changes: Partial<Catchment> = {}): Catchment => ({
  id, name: id, kind: 'urban', area: hectares(12), imperviousShare: 0.45, reductionFactor: 0.9, initialLoss: millimetres(0.6),
  initialLossRecovery: minutes(720), timeOfConcentration: minutes(10), gauges: [], organisation, ring: ringAbout(at), ...changes,
});

/** 1200 m² with straight sides: `capacity` m³ above 0.60 m. */
const basin = (id: string, serves: string, position: Position, capacity: number): Basin => ({
  kind: 'basin', id, name: id, position, organisation, catchment: serves, crest: metresAboveDatum(0.6 + capacity / 1200), outlet: litresPerSecond(10),
  storage: [
    { level: metresAboveDatum(0.6), volume: cubicMetres(0) },
    { level: metresAboveDatum(0.6 + capacity / 1200), volume: cubicMetres(capacity) },
  ],
  levelSensor: `l-${id}`, designReturnPeriod: years(5), designClimateFactor: 1,
});

const sensor = (id: string, kind: Sensor['kind'], position: Position, interval: number): Sensor => ({
  id, name: id, kind, position, organisation, expectedInterval: seconds(interval), plausible: { min: -10, max: 10 },
  quantity: kind === 'rain-gauge' ? 'rain_mm' : kind === 'pump-state' ? 'pump_on' : 'level_m',
});

const assets: readonly Asset[] = [
  basin('b-large', 'west', west, 1800),
  basin('b-small', 'east', east, 300),
  { kind: 'pump', id: 'pump', name: 'pump', position: east, organisation, from: 'b-small', capacity: litresPerSecond(10), stateSensor: 'p-pump' },
  { kind: 'road', id: 'road', name: 'road', position: east, organisation, catchment: 'east', floodsAt: metresAboveDatum(1), levelSensor: 'l-road' },
  { kind: 'stream', id: 'stream', name: 'stream', position: east, organisation, bankLevel: metresAboveDatum(1.8), levelSensor: 'l-stream' },
  { kind: 'sea', id: 'sea', name: 'sea', position: east, organisation, closesOutletsAt: metresAboveDatum(0.9), levelSensor: 'l-sea' },
];

/** A town for specs: two urban catchments with a basin each, one of them too small and pumped, and a rural one upstream. */
export const smallTown: SimulatedTown = {
  catchments: [catchment('west', west), catchment('east', east), catchment('rural', west, { kind: 'rural', area: hectares(200), imperviousShare: 0.02, timeOfConcentration: minutes(180) })],
  assets,
  network: [
    { from: 'west', to: 'b-large' },
    { from: 'east', to: 'b-small' },
    { from: 'b-large', to: 'stream' },
    { from: 'rural', to: 'stream' },
    { from: 'stream', to: 'sea' },
  ],
  sensors: [
    sensor('g-west', 'rain-gauge', west, 60),
    sensor('g-east', 'rain-gauge', east, 300),
    ...['l-b-large', 'l-b-small', 'l-road', 'l-stream'].map((id) => sensor(id, 'level-sensor', east, 60)),
    sensor('l-sea', 'tide-gauge', east, 600),
    sensor('p-pump', 'pump-state', east, 60),
  ],
};

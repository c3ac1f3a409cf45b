import {
  type Catchment,
  type Instant,
  isoOf,
  type MetresAboveDatum,
  metresAboveDatum,
  MINUTE,
  type Millimetres,
  millimetres,
  type Position,
  SECOND,
  shifted,
  type TimeWindow,
} from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import { airPressureAt } from './air-pressure-at.ts';
import type { Ground } from './catchment-runoff.ts';
import { drawnDown } from './draw-down.ts';
import { saidOfLevel } from './said-of-level.ts';
import { bellNoise, uniformNoise } from './seeded-noise.ts';
import type { SimulatedTown } from './simulated-town.ts';
import { rainOver, type StormCell } from './storm-field.ts';
import type { Surge } from './tide.ts';
import { tippedRain } from './tipping-gauge.ts';
import { dryTown, type TownWater, waterAfterMinute } from './town-water.ts';
import { waterLevels } from './water-levels.ts';

/** One MQTT message as a sensor sends it. */
export interface StormMessage {
  readonly at: Instant;
  readonly topic: string;
  readonly payload: string;
}

export interface StormRun {
  readonly town: SimulatedTown;
  readonly seed: number;
  readonly cell: StormCell;
  /** Begins dry, on a whole second; a whole number of minutes. */
  readonly span: TimeWindow;
  /** When storm water is taken out of the town again, evenly; whole minutes of the span. */
  readonly drawDown?: TimeWindow;
  /** After dry days when absent. */
  readonly ground?: Ground;
  readonly surge?: Surge;
  /** Snow that melts: water on the ground that no gauge sees, mm minute by minute from the span's start. */
  readonly melt?: readonly Millimetres[];
}

/** How far one gauge catches more or less than another all the time, and from one minute to the next. */
const GAUGE_BIAS = 0.05;
const GUSTS = 0.3;
/** A level sensor's own noise, in m either way. */
const LEVEL_NOISE = 0.003;

/**
 * Everything the town's sensors say in `span`, in time order: rain in tips of 0.2 mm since the sensor's last message,
 * levels to the millimetre or what the instrument feels of them, pumps on or off. Each sensor speaks at its expected interval, on a second of its own, so
 * that traffic is spread. The same run gives the same messages, byte for byte.
 */
export function* stormMessages(run: StormRun): Generator<StormMessage> {
  const dry = dryTown(run.town, run.ground);
  let water = dry;
  const gauges = new Map(run.town.sensors.filter((sensor) => sensor.kind === 'rain-gauge').map((gauge) => [gauge.id, new GaugeCatch(run, gauge)]));
  const speakers = run.town.sensors.map((sensor) => ({ sensor, first: firstTime(run, sensor) }));
  const lands = run.town.catchments.map((catchment) => ({ id: catchment.id, middle: middleOf(catchment) }));
  let levels = waterLevels(run.town, water, run.span.after, run.surge);
  for (let from = run.span.after; from < run.span.until; from = shifted(from, MINUTE)) {
    const minute: TimeWindow = { after: from, until: shifted(from, MINUTE) };
    const before = levels;
    water = restedAfter(run, waterAfterMinute(run.town, water, rainOn(lands, run, minute)), dry, minute.until);
    levels = waterLevels(run.town, water, minute.until, run.surge);
    const speaking = speakers.flatMap(({ sensor, first }) => timesIn(sensor, first, minute).map((at) => ({ at, sensor })));
    const said = speaking.sort((one, other) => one.at - other.at || (one.sensor.id < other.sensor.id ? -1 : 1));
    for (const { at, sensor } of said) {
      const quantity = gauges.has(sensor.id)
        ? { rain_mm: gauges.get(sensor.id)?.reportAt(at) }
        : saidOf(run, sensor, { before, after: levels, running: water.running, minute, at });
      if (quantity === undefined) continue;
      // Sensors send whole seconds, without the milliseconds that `isoOf` prints.
      const time = isoOf(at).replace('.000Z', 'Z');
      yield { at, topic: `sensors/${sensor.id}/json`, payload: JSON.stringify({ time, ...quantity }) };
    }
  }
}

/** A sensor first speaks on a second of its own. */
const firstTime = ({ seed, span }: StormRun, { id, expectedInterval }: Sensor): Instant =>
  shifted(span.after, (1 + Math.floor(uniformNoise(seed, 'second', id) * expectedInterval)) * SECOND);

/** The instants in (after, until] at which a sensor speaks: every interval from its first. */
function timesIn(sensor: Sensor, first: Instant, minute: TimeWindow): readonly Instant[] {
  const interval = sensor.expectedInterval * SECOND;
  const turn = Math.max(0, Math.floor((minute.after - first) / interval) + 1);
  const times: Instant[] = [];
  for (let at = first + turn * interval; at <= minute.until; at += interval) times.push(at as Instant);
  return times;
}

interface MinuteOfWater {
  /** Levels by sensor as the minute begins and as it ends. */
  readonly before: ReadonlyMap<string, MetresAboveDatum>;
  readonly after: ReadonlyMap<string, MetresAboveDatum>;
  readonly running: TownWater['running'];
  readonly minute: TimeWindow;
  readonly at: Instant;
}

/** What a sensor other than a gauge says; undefined for one that stands at no asset. */
function saidOf(run: StormRun, sensor: Sensor, { before, after, running, minute, at }: MinuteOfWater): Record<string, number> | undefined {
  if (sensor.kind === 'pump-state') {
    const pump = run.town.assets.find((asset) => asset.kind === 'pump' && asset.stateSensor === sensor.id);
    return pump === undefined ? undefined : { pump_on: running.has(pump.id) ? 1 : 0 };
  }
  if (sensor.kind === 'barometer') return { pressure_hpa: airPressureAt(at) };
  const from = before.get(sensor.id);
  const to = after.get(sensor.id);
  if (from === undefined || to === undefined) return undefined;
  const passed = (at - minute.after) / (minute.until - minute.after);
  const noise = LEVEL_NOISE * bellNoise(run.seed, 'level', sensor.id, at - run.span.after);
  return saidOfLevel(sensor, toMillimetre((from + (to - from) * passed + noise) as MetresAboveDatum), at, airPressureAt(at));
}

const toMillimetre = (level: MetresAboveDatum): MetresAboveDatum => metresAboveDatum(Number(level.toFixed(3)));

function restedAfter(run: StormRun, water: TownWater, dry: TownWater, at: Instant): TownWater {
  const { drawDown } = run;
  if (drawDown === undefined || at <= drawDown.after) return water;
  // A share of 1/n of what is left, with n minutes to go, falls evenly; afterwards the town is kept dry.
  const minutesLeft = Math.max(1, (drawDown.until - at) / MINUTE + 1);
  return drawnDown(water, dry, 1 / minutesLeft);
}

function rainOn(lands: readonly { readonly id: string; readonly middle: Position }[], run: StormRun, minute: TimeWindow): ReadonlyMap<string, Millimetres> {
  const melted = run.melt?.[Math.floor((minute.after - run.span.after) / MINUTE)] ?? 0;
  return new Map(lands.map(({ id, middle }) => [id, millimetres(rainOver(run.cell, middle, minute) + melted)]));
}

function middleOf(catchment: Catchment): Position {
  // A ring's last position is its first again.
  const corners = catchment.ring.slice(0, -1);
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return [mean(0), mean(1)];
}

/** A gauge through one run: what it has caught so far and what stands in its bucket. */
class GaugeCatch {
  private readonly run: StormRun;
  private readonly gauge: Sensor;
  private inBucket = 0;
  private countedUntil: Instant;

  constructor(run: StormRun, gauge: Sensor) {
    this.run = run;
    this.gauge = gauge;
    this.countedUntil = run.span.after;
  }

  /** Whole tips since the report before this one, in mm. */
  reportAt(at: Instant): number {
    const tipped = tippedRain(this.inBucket, caughtBetween(this.run, this.gauge, { after: this.countedUntil, until: at }));
    this.inBucket = tipped.inBucket;
    this.countedUntil = at;
    return tipped.reported;
  }
}

/** Rain that reaches a gauge's funnel: the cell's, times the gauge's own bias and the gusts of each minute. */
export function caughtBetween(run: Pick<StormRun, 'seed' | 'cell' | 'span'>, gauge: Sensor, window: TimeWindow): Millimetres {
  const bias = 1 + GAUGE_BIAS * bellNoise(run.seed, 'bias', gauge.id);
  let caught = 0;
  for (let after = window.after; after < window.until; ) {
    const minute = Math.floor((after - run.span.after) / MINUTE);
    const until = Math.min(window.until, run.span.after + (minute + 1) * MINUTE) as Instant;
    caught += rainOver(run.cell, gauge.position, { after, until }) * (1 + GUSTS * bellNoise(run.seed, 'gust', gauge.id, minute));
    after = until;
  }
  return millimetres(caught * bias);
}

import { type Instant, isoOf, shifted } from '@voldgrav/hydrology';
import { against, clockSkew, FAIL, judge, LATENESS_LIMIT, type LateRun, longestDelay, type Observation, SUSPECT } from '@voldgrav/quality';
import { type Reading, reckonedQuantity, type Quantity, type Sensor, type SensorMessage, type Undecodable } from '@voldgrav/reading';
import type { Arrival } from '@voldgrav/rollup';
import { type Decoded, type Languages, type MessageReader, readerFor, type Sandbox, type UplinkName } from '@voldgrav/wire';
import { AirPressure } from './air-pressure.ts';
import { BySensor } from './by-sensor.ts';
import { CounterRain } from './counter-rain.ts';
import { GaugeComparison, isCompared } from './gauge-comparison.ts';
import { LevelReckoning } from './level-reckoning.ts';
import type { SensorNumbers } from './sensor-numbers.ts';
import { SeriesJudge } from './series-judge.ts';

/** What a message says (steps 3 and 4 of design.md §3), judged by the time it was received. */
export interface Heard {
  /** What is new, and with a `judgement` what is now said otherwise than before. */
  readonly observations: readonly Observation[];
  readonly undecodable: readonly Undecodable[];
  /** Readings of a moment that was known already: they changed nothing. */
  readonly repeats: readonly Repeat[];
  /** Counts among the observations whose neighbours perhaps only the store knows, late ones and a gauge's first: it makes the rain between them (`keepObservations`). Absent: none. */
  readonly forStore?: readonly Observation[];
  /** What was told of earlier messages as of no use, and is of use now. Absent: none. */
  readonly regained?: readonly Undecodable[];
}

export interface HearingOptions {
  /** What becomes of a count that comes later than its neighbours are remembered; without a store nothing can. */
  readonly lateCounts?: 'are-of-no-use' | 'are-left-to-the-store';
  /** Of whoever asks about the same sensor next. */
  readonly numbers?: SensorNumbers;
}

export interface Repeat {
  readonly observation: Observation;
  readonly arrival: Exclude<Arrival, 'added'>;
}

interface Ear {
  readonly sensor: Sensor;
  readonly reckoned: Quantity;
  readonly judge: SeriesJudge;
  readonly counter: CounterRain | undefined;
  readonly level: LevelReckoning | undefined;
  /** Of a barometer: what it says, and who asks for it. */
  readonly air: AirPressure | undefined;
  readonly submerged: readonly Ear[];
  readonly isCompared: boolean;
  /** Readings that came late, one after the other, up to the latest. */
  late: LateRun | undefined;
  /** The uplinks of a radio network that it spoke with of late, and when; none for who speaks otherwise. */
  uplinks: Map<string, Instant> | undefined;
}

/** What a message is found to say, as it is being put together. */
interface Hearsay {
  observations: Observation[];
  undecodable: Undecodable[];
  repeats: Repeat[];
  forStore?: Observation[];
  regained?: Undecodable[];
}

const NO_REPEATS: readonly Repeat[] = [];
const NOBODY: readonly Ear[] = [];
/** After a lost connection the last ones are told again, in their order. */
const UPLINKS_KNOWN = 32;

/**
 * Hears a town's messages in the order of the journal and judges what they say: each reading alone, by its sensor's clock, in its
 * series, and beside its neighbours; a gauge's counts become rain, and what a level sensor says becomes a water level. It remembers what later messages refer to, so each way through the journal
 * needs one of its own, and the same rows in the same order give the same observations.
 */
export class Hearing {
  private reader: MessageReader;
  private readonly ears: BySensor<Ear>;
  private readonly comparison: GaugeComparison;
  private readonly storeReckons: boolean;

  constructor(sensors: readonly Sensor[], reader: MessageReader, { lateCounts = 'are-of-no-use', numbers }: HearingOptions = {}) {
    this.reader = reader;
    this.storeReckons = lateCounts === 'are-left-to-the-store';
    const ears = earsOf(sensors);
    this.ears = new BySensor(numbers, ears);
    this.comparison = new GaugeComparison([...ears.values()].filter((ear) => ear.isCompared));
  }

  hear(message: SensorMessage): Heard {
    return this.judge(message, this.reader.read(message));
  }

  /** From here on messages are read by these sources, devices and codecs; what was remembered stays. */
  readBy(languages: Languages, sandbox: Sandbox | undefined): void {
    this.reader = readerFor(languages, sandbox, this.reader);
  }

  /** The sensor that a topic leads to, as far as the topic alone tells. */
  sensorOf(topic: string): string | undefined {
    return this.reader.sensorOf(topic);
  }

  /** The second half of `hear`: what was read in a message is judged. */
  judge(message: SensorMessage, { readings, undecodable, uplink }: Decoded): Heard {
    const heard: Hearsay = { observations: [], undecodable: undecodable as Undecodable[], repeats: NO_REPEATS as Repeat[] };
    for (const reading of readings) {
      const ear = this.ears.get(reading.sensor);
      if (ear === undefined) throw new Error(`A reading is of the sensor "${reading.sensor}", which the town does not have.`);
      this.take(judged(uplink === undefined ? reading : once(reading, uplink, ear), ear), ear, heard, message);
    }
    return heard;
  }

  /** Time has come to `now`: what the gauges say of each other. Asked for by the journal's clock, so that a rebuild does the same. */
  settle(now: Instant): readonly Observation[] {
    return this.comparison.settle(now);
  }

  private take(judged: Observation, ear: Ear, heard: Hearsay, message: SensorMessage): void {
    const { sensor, reckoned } = ear;
    if (ear.counter !== undefined && judged.quantity === sensor.quantity) {
      heard.observations.push(judged);
      const { arrival, rain, isFirst } = ear.counter.enter(judged);
      for (const piece of rain) heard.observations.push(...ear.judge.put(piece, message.receivedAt));
      const isLate = arrival === 'too-late' && judged.receivedAt - judged.phenomenonTime <= LATENESS_LIMIT;
      if (this.storeReckons && (isLate || isFirst === true)) heard.forStore = [...(heard.forStore ?? []), judged];
      else if (arrival === 'too-late') unused(heard, message, 'too-late', `${judged.quantity} ${judged.value} of ${isoOf(judged.phenomenonTime)}: counts so old are forgotten`);
      else if (arrival !== 'added') heard.repeats = [...heard.repeats, { observation: judged, arrival }];
      if (ear.isCompared) for (const { phenomenonTime } of rain) this.comparison.rain(phenomenonTime);
    } else if (ear.level !== undefined && judged.quantity === sensor.quantity) {
      heard.observations.push(judged);
      const entered = ear.level.enter(judged, message.topic);
      if ('level' in entered) this.enter(entered.level, ear, heard);
      else heard.undecodable = [...heard.undecodable, entered.unusable];
    } else if (judged.quantity !== reckoned) {
      heard.observations.push(judged);
      if (judged.quantity === 'temperature_c' && ear.isCompared) this.comparison.temperature(judged);
    } else if (ear.counter !== undefined) {
      unused(heard, message, 'counted-already', `rain_mm ${judged.value}, and ${sensor.quantity} counts it`);
    } else {
      this.enter(judged, ear, heard);
    }
  }

  private enter(judged: Observation, ear: Ear, heard: Hearsay): void {
    const { arrival, said } = ear.judge.enter(judged);
    // A list that is pushed to makes room for seventeen, and nearly all messages say one thing.
    if (heard.observations.length === 0) heard.observations = [...said];
    else heard.observations.push(...said);
    if (arrival !== 'added') heard.repeats = [...heard.repeats, { observation: judged, arrival }];
    else if (ear.isCompared) this.comparison.rain(judged.phenomenonTime);
    else if (ear.air !== undefined && judged.flag !== FAIL) underAir(ear.air, ear.submerged, judged, heard);
  }
}

/** An uplink that is told again with another time is of the time at which it was told first: so its readings are known again. */
function once(reading: Reading, uplink: UplinkName, ear: Ear): Reading {
  ear.uplinks ??= new Map();
  const at = ear.uplinks.get(uplink.id);
  if (at !== undefined) return at === uplink.at ? reading : { ...reading, phenomenonTime: shifted(reading.phenomenonTime, at - uplink.at) };
  ear.uplinks.set(uplink.id, uplink.at);
  const [oldest] = ear.uplinks.keys();
  if (ear.uplinks.size > UPLINKS_KNOWN && oldest !== undefined) ear.uplinks.delete(oldest);
  return reading;
}

/** A reading judged alone, and by how late those before it came. */
function judged(reading: Reading, ear: Ear): Observation {
  const observation = judge(reading, ear.sensor);
  if (reading.timeFrom === 'arrival') return observation;
  const { run, result } = clockSkew(ear.late, reading, longestDelay(ear.sensor.expectedInterval));
  ear.late = run;
  return result.flag === SUSPECT ? against(observation, result) : observation;
}

/** The barometer has spoken: levels that were reckoned by another word of it, or by none, are reckoned anew. */
function underAir(air: AirPressure, submerged: readonly Ear[], { phenomenonTime, value, receivedAt }: Observation, heard: Hearsay): void {
  const window = air.enter(phenomenonTime, value);
  for (const { level, judge: series } of submerged) {
    if (level === undefined) continue;
    const { levels, regained } = level.again(window);
    for (const each of levels) heard.observations.push(...(each.flag === FAIL ? [{ ...each, judgement: receivedAt }] : series.put(each, receivedAt)));
    if (regained.length > 0) heard.regained = [...(heard.regained ?? []), ...regained];
  }
}

function unused(heard: Hearsay, { topic, receivedAt }: SensorMessage, reason: Undecodable['reason'], detail: string): void {
  heard.undecodable = [...heard.undecodable, { reason, detail, topic, receivedAt }];
}

function earsOf(sensors: readonly Sensor[]): ReadonlyMap<string, Ear> {
  const barometers = new Set(sensors.flatMap(({ level }) => level?.barometer ?? []));
  const air = new Map(sensors.flatMap((sensor) => (barometers.has(sensor.id) ? [[sensor.id, new AirPressure(sensor)] as const] : [])));
  const submerged = new Map([...barometers].map((id): [string, Ear[]] => [id, []]));
  const ears = new Map(sensors.map((sensor) => [sensor.id, earOf(sensor, air, submerged.get(sensor.id) ?? NOBODY)]));
  for (const ear of ears.values()) submerged.get(ear.sensor.level?.barometer ?? '')?.push(ear);
  return ears;
}

/** All keys at once and no spread, so that all ears are of one shape: every message looks into one (Node 20). */
const earOf = (sensor: Sensor, air: ReadonlyMap<string, AirPressure>, submerged: readonly Ear[]): Ear => ({
  sensor,
  reckoned: reckonedQuantity(sensor),
  judge: new SeriesJudge(sensor),
  counter: sensor.counter === undefined ? undefined : new CounterRain(sensor),
  level: sensor.level === undefined ? undefined : new LevelReckoning(sensor, sensor.level, air.get(sensor.level.barometer ?? '')),
  air: air.get(sensor.id),
  submerged,
  isCompared: isCompared(sensor),
  late: undefined,
  uplinks: undefined,
});

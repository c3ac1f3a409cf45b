import { instant, MINUTE, SECOND, seconds, shifted } from '@voldgrav/hydrology';
import { Hearing } from '@voldgrav/pipeline';
import { type CheckName, type Observation, NEIGHBOUR_STEP_MINUTES, SUSPECT } from '@voldgrav/quality';
import type { Reading, Sensor, SensorMessage } from '@voldgrav/reading';
import { readerFor } from '@voldgrav/wire';
import { agreement, type Agreement } from './agreement.ts';
import type { Amsterdam, Place } from './amsterdam.ts';

/** Every value of the month that a check found suspect or failed, by the check. */
export type Found = ReadonlyMap<CheckName, readonly Place[]>;

const STEP = NEIGHBOUR_STEP_MINUTES * MINUTE;
const BEGIN = Date.UTC(2016, 7, 1);
/** A reading arrives a second after its time; what the gauges say of each other is asked for once the step's grace is over. */
const ON_ITS_WAY = SECOND;
const ASKED_AFTER = 30 * SECOND;

/** No range of the town's, or it would find the worst of them before any check has to. */
const gaugeAt = (position: Amsterdam['positions'][number], id: string): Sensor => ({
  id, name: id, kind: 'rain-gauge', quantity: 'rain_mm', position, expectedInterval: seconds(NEIGHBOUR_STEP_MINUTES * 60), plausible: { min: 0, max: 1e6 }, organisation: 'gardens',
});

/**
 * Runs the month through the engine's own hearing as if it were now: each reading as it comes, and the comparison of the gauges when
 * the clock asks for it. What is said last of a value counts.
 */
export function rainFaults({ gauges, positions, depths }: Amsterdam): Found {
  const sensors = positions.map((position, gauge) => gaugeAt(position, gauges[gauge] ?? ''));
  const hearing = new Hearing(sensors, readerFor({ sensors, sources: [], devices: [], scripts: {} }));
  const placeOf = new Map(gauges.map((id, gauge) => [id, gauge]));
  const doubted = gauges.map(() => new Map<number, Observation>());
  const note = (observation: Observation): void => {
    const ofGauge = doubted[placeOf.get(observation.sensor) ?? NaN];
    const interval = (observation.phenomenonTime - BEGIN) / STEP;
    if (observation.flag >= SUSPECT) ofGauge?.set(interval, observation);
    else ofGauge?.delete(interval);
  };
  depths.forEach((row, interval) => {
    const at = instant(BEGIN + interval * STEP);
    const message: SensorMessage = { topic: 'gardens', payload: new Uint8Array(), receivedAt: shifted(at, ON_ITS_WAY) };
    const readings = row.flatMap((value, gauge): readonly Reading[] =>
      value === undefined ? [] : [{ sensor: gauges[gauge] ?? '', quantity: 'rain_mm', value, phenomenonTime: at, receivedAt: message.receivedAt, timeFrom: 'sensor' }],
    );
    hearing.judge(message, { readings, undecodable: [] }).observations.forEach(note);
    hearing.settle(shifted(at, ASKED_AFTER)).forEach(note);
  });
  return byCheck(doubted);
}

function byCheck(doubted: readonly ReadonlyMap<number, Observation>[]): Found {
  const found = new Map<CheckName, Place[]>();
  doubted.forEach((intervals, gauge) => {
    for (const [interval, { checks }] of intervals) {
      for (const { check } of checks) {
        const places = found.get(check) ?? [];
        places.push({ gauge, interval });
        found.set(check, places);
      }
    }
  });
  return found;
}

/** What is put beside what: the labels of one kind, the places that checks found, and what the row is to be read as. */
export interface Comparison extends Agreement {
  readonly kind: 'FZ' | 'HI';
  readonly check: CheckName;
  readonly among: string;
}

/** The figures of the report. Only intervals in which the gauge said something count: silence is not a faulty value. */
export function comparisons(data: Amsterdam, found: Found): readonly Comparison[] {
  const spoke = ({ gauge, interval }: Place) => data.depths[interval]?.[gauge] !== undefined;
  const labelled = (kind: 'FZ' | 'HI') => data.labels[kind].filter(spoke);
  const foundBy = (check: CheckName) => found.get(check) ?? [];
  // Those that were faulty before the month began cannot be known until the neighbours have been wet for half an hour.
  const faultyFromTheStart = new Set(data.labels.FZ.filter(({ interval }) => interval === 0).map(({ gauge }) => gauge));
  const startedLater = ({ gauge }: Place) => !faultyFromTheStart.has(gauge);
  const compare = (kind: 'FZ' | 'HI', check: CheckName, among: string, which: (place: Place) => boolean = () => true): Comparison => ({
    kind,
    check,
    among,
    ...agreement(labelled(kind).filter(which), foundBy(check).filter(which)),
  });
  return [
    compare('FZ', 'faulty-zero', 'all gauges'),
    compare('FZ', 'faulty-zero', `the gauges that were sound on 1 August (all but ${faultyFromTheStart.size})`, startedLater),
    compare('FZ', 'neighbours', 'all gauges'),
    compare('HI', 'high-influx', 'all gauges'),
    compare('HI', 'exceedance', 'all gauges'),
    compare('HI', 'neighbours', 'all gauges'),
  ];
}

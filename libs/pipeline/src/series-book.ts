import { DAY, HOUR, type Instant, micrometresFrom, MINUTE, SECOND, type Seconds } from '@voldgrav/hydrology';
import { boundOf, FAIL, gapBefore, isBlindZero, isUsable, type Observation, SUSPECT } from '@voldgrav/quality';
import type { LevelHeard } from '@voldgrav/readiness';
import { type Arrival, newestTime, type RainRecord, type Sample, SampleColumns, type Samples } from '@voldgrav/rollup';
import { BySensor } from './by-sensor.ts';
import { SensorNumbers } from './sensor-numbers.ts';

/** Longest window that anything asks about, with an hour for late arrivals. */
export const KEPT = DAY + HOUR;
/** Of a sensor that nobody looks back at only its last words count. Its judge, which remembers two hours, has told repeats apart before. */
const KEPT_SHORTLY = 10 * MINUTE;

/** One object for all who have said nothing: what asks meets columns alone. */
const NONE = new SampleColumns();

type RainListener = (gauge: string, at: Instant, micrometres: number) => void;
/** `since`: of a sum over a gap, when the gap began. */
type ChangeListener = (sensor: string, at: Instant, since: Instant | undefined) => void;

/** The recent past of every sensor's main quantity, in memory: rain in µm, everything else as it was said. */
export class SeriesBook {
  private readonly samples: BySensor<SampleColumns>;
  private readonly rainListeners: RainListener[] = [];
  private readonly changeListeners: ChangeListener[] = [];
  private readonly failures: BySensor<Observation>;
  private readonly isLookedBackAt: (sensor: string) => boolean;

  /** `isLookedBackAt`: whether anything asks for more of a sensor than its newest words; of all when absent. */
  constructor(numbers = new SensorNumbers(), isLookedBackAt: (sensor: string) => boolean = () => true) {
    this.samples = new BySensor(numbers);
    this.failures = new BySensor(numbers);
    this.isLookedBackAt = isLookedBackAt;
  }

  /** Enters an observation and tells whether it was news. One that counts for nothing is news, and is not entered. */
  enter(observation: Observation): Arrival {
    if (!counts(observation)) {
      this.noteFailure(observation);
      return 'added';
    }
    const samples = this.samples.get(observation.sensor) ?? this.begun(observation.sensor);
    const newest = Math.max(newestTime(samples) ?? -Infinity, observation.phenomenonTime);
    const sample = sampleOf(observation);
    const arrival = samples.enter(sample, newest - (this.isLookedBackAt(observation.sensor) ? KEPT : KEPT_SHORTLY));
    if (arrival === 'added') {
      this.tellRain(observation, sample.value);
      this.tellChange(observation.sensor, sample);
    }
    return arrival;
  }

  /** What was said of a moment is said otherwise now, whatever was there. */
  revise(observation: Observation): void {
    const samples = this.samples.get(observation.sensor) ?? this.begun(observation.sensor);
    const place = samples.countUntil(observation.phenomenonTime) - 1;
    const there = samples.get(place);
    if (there?.at !== observation.phenomenonTime) {
      this.enter(observation);
      return;
    }
    const sample = counts(observation) ? sampleOf(observation) : undefined;
    if (sample === undefined) samples.remove(place);
    else samples.replace(place, sample);
    this.tellChange(observation.sensor, there);
    if (sample !== undefined) this.tellChange(observation.sensor, sample);
    this.tellRain(observation, (sample?.value ?? 0) - there.value);
  }

  /** From here on the listener hears what each gauge has caught more, or less, of a moment than was known: in µm, never 0. */
  onRain(listener: RainListener): void {
    this.rainListeners.push(listener);
  }

  /** From here on the listener hears of everything that is entered, and of what is said otherwise now: of both, what was there and what is. */
  onChange(listener: ChangeListener): void {
    this.changeListeners.push(listener);
  }

  /** The newest observation that counts for nothing because it failed, and the check that it failed; undefined when none did, or when only its time is impossible. */
  failure(sensor: string): LevelHeard['failed'] {
    const failure = this.failures.get(sensor);
    const check = failure?.checks.find(({ flag }) => flag === FAIL)?.check;
    return failure === undefined || check === undefined || check === 'clock' ? undefined : { at: failure.phenomenonTime, check };
  }

  private tellRain({ quantity, sensor, phenomenonTime }: Observation, difference: number): void {
    if (quantity === 'rain_mm' && difference !== 0) for (const listener of this.rainListeners) listener(sensor, phenomenonTime, difference);
  }

  private tellChange(sensor: string, { at, since }: Sample): void {
    for (const listener of this.changeListeners) listener(sensor, at, since);
  }

  private noteFailure(observation: Observation): void {
    const before = this.failures.get(observation.sensor);
    if (!isUsable(observation) && (before === undefined || before.phenomenonTime <= observation.phenomenonTime)) this.failures.set(observation.sensor, observation);
  }

  private begun(sensor: string): SampleColumns {
    const samples = new SampleColumns();
    this.samples.set(sensor, samples);
    return samples;
  }

  /** In time order. The record itself, which the next message changes: whoever wants to keep it, copies it. */
  of(sensor: string): Samples {
    return this.samples.get(sensor) ?? NONE;
  }

  /** The first moment at which a sensor's newest word, good for `staleAfter` ms, no longer speaks for now; never for one that has not spoken. */
  silentFrom(sensor: string, staleAfter: number): number {
    return (newestTime(this.of(sensor)) ?? Infinity) + staleAfter + 1;
  }

  rain(gauge: string, interval: Seconds): RainRecord {
    return { samples: this.of(gauge), interval };
  }
}

/** What failed is not used, and neither is a gauge's word of no rain that may be blind. */
const counts = (observation: Observation): boolean => isUsable(observation) && !isBlindZero(observation);

function sampleOf({ quantity, value, phenomenonTime, flag, checks }: Observation): Sample {
  const sample: Sample = { at: phenomenonTime, value: quantity === 'rain_mm' ? micrometresFrom(value) : value };
  if (flag < SUSPECT) return sample;
  const since = gapBefore({ checks });
  const bound = boundOf({ checks });
  return { ...sample, suspect: true, ...(since === undefined ? {} : { since }), ...(bound === undefined ? {} : { bound }) };
}

/** After how many expected intervals without a word a value no longer speaks for now (operator-ux.md line 11). */
const SILENT_AFTER_INTERVALS = 3;

/** How long in ms a sensor's word stays good. */
export const freshFor = (expectedInterval: Seconds): number => SILENT_AFTER_INTERVALS * expectedInterval * SECOND;

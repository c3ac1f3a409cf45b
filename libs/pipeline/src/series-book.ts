import { DAY, HOUR, micrometresFrom, SECOND, type Seconds, shifted } from '@voldgrav/hydrology';
import { boundOf, isBlindZero, isUsable, type Observation, SUSPECT } from '@voldgrav/quality';
import { type Arrival, enterSample, latestAt, type RainRecord, type Sample, type Samples } from '@voldgrav/rollup';

/** Longest window that anything asks about, with an hour for late arrivals. */
const KEPT = DAY + HOUR;

/** The recent past of every sensor's main quantity, in memory: rain in µm, everything else as it was said. */
export class SeriesBook {
  private readonly samples = new Map<string, Sample[]>();
  private readonly failures = new Map<string, Observation>();

  /** Enters an observation and tells whether it was news. One that counts for nothing is news, and is not entered. */
  enter(observation: Observation): Arrival {
    if (!counts(observation)) {
      this.noteFailure(observation);
      return 'added';
    }
    const samples = this.samples.get(observation.sensor) ?? this.begun(observation.sensor);
    const newest = Math.max(samples[samples.length - 1]?.at ?? -Infinity, observation.phenomenonTime);
    const keepAfter = shifted(newest as Observation['phenomenonTime'], -KEPT);
    return enterSample(samples, sampleOf(observation), keepAfter);
  }

  /** What was said of a moment is said otherwise now, whatever was there. */
  revise(observation: Observation): void {
    const samples = this.samples.get(observation.sensor) ?? this.begun(observation.sensor);
    const there = latestAt(samples, observation.phenomenonTime);
    if (there?.at !== observation.phenomenonTime) {
      this.enter(observation);
      return;
    }
    const place = samples.lastIndexOf(there);
    if (counts(observation)) samples[place] = sampleOf(observation);
    else samples.splice(place, 1);
  }

  /** The newest observation that counts for nothing because it failed; undefined when none did. */
  failure(sensor: string): Observation | undefined {
    return this.failures.get(sensor);
  }

  private noteFailure(observation: Observation): void {
    const before = this.failures.get(observation.sensor);
    if (!isUsable(observation) && (before === undefined || before.phenomenonTime <= observation.phenomenonTime)) this.failures.set(observation.sensor, observation);
  }

  private begun(sensor: string): Sample[] {
    const samples: Sample[] = [];
    this.samples.set(sensor, samples);
    return samples;
  }

  /** In time order. The record itself, which the next message changes: whoever wants to keep it, copies it. */
  of(sensor: string): Samples {
    return this.samples.get(sensor) ?? [];
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
  const since = checks.find(({ check }) => check === 'accumulation')?.since;
  const bound = boundOf({ checks });
  return { ...sample, suspect: true, ...(since === undefined ? {} : { since }), ...(bound === undefined ? {} : { bound }) };
}

/** After how many expected intervals without a word a value no longer speaks for now (operator-ux.md line 11). */
const SILENT_AFTER_INTERVALS = 3;

/** How long in ms a sensor's word stays good. */
export const freshFor = (expectedInterval: Seconds): number => SILENT_AFTER_INTERVALS * expectedInterval * SECOND;

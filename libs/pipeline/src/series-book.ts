import { DAY, HOUR, micrometresFrom, SECOND, type Seconds, shifted } from '@voldgrav/hydrology';
import { type Observation, SUSPECT } from '@voldgrav/quality';
import { type Arrival, enterSample, type RainRecord, type Sample, type Samples } from '@voldgrav/rollup';

/** Longest window that anything asks about, with an hour for late arrivals. */
const KEPT = DAY + HOUR;

/** The recent past of every sensor's main quantity, in memory: rain in µm, everything else as it was said. */
export class SeriesBook {
  private readonly samples = new Map<string, Sample[]>();

  /** Enters a usable observation and tells whether it was news. */
  enter(observation: Observation): Arrival {
    const samples = this.samples.get(observation.sensor) ?? this.begun(observation.sensor);
    const value = observation.quantity === 'rain_mm' ? micrometresFrom(observation.value) : observation.value;
    const newest = Math.max(samples[samples.length - 1]?.at ?? -Infinity, observation.phenomenonTime);
    const keepAfter = shifted(newest as Observation['phenomenonTime'], -KEPT);
    const sample: Sample = { at: observation.phenomenonTime, value };
    return enterSample(samples, observation.flag === SUSPECT ? { ...sample, suspect: true } : sample, keepAfter);
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

/** After how many expected intervals without a word a value no longer speaks for now (operator-ux.md line 11). */
const SILENT_AFTER_INTERVALS = 3;

/** How long in ms a sensor's word stays good. */
export const freshFor = (expectedInterval: Seconds): number => SILENT_AFTER_INTERVALS * expectedInterval * SECOND;

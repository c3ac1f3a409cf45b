import { type Instant, instant, isoOf, millimetresFrom, type Micrometres, SECOND } from '@voldgrav/hydrology';
import { greatestDepth, type IntervalRain, type RainRecord, WINDOW_DURATIONS } from '@voldgrav/rollup';
import type { LiveStorm } from '@voldgrav/wire';

export interface ReportedMaximum {
  readonly sensor: string;
  readonly minutes: number;
  readonly mm: number;
}

export interface ReportedStorm {
  readonly id: string;
  readonly onset: string;
  /** Null while it rained on at the recording's end. */
  readonly end: string | null;
  readonly maxima: readonly ReportedMaximum[];
}

const GOOD_RESULT = { check: 'counter', flag: 1, detail: '' } as const;

/** When it rained, of all that the engine tells of a storm. */
type StormSpan = Pick<LiveStorm, 'id' | 'onset' | 'end'>;

/** Each storm with the most that each gauge caught in each duration, in sliding windows that end where a message did. */
export class StormRecord {
  private readonly storms = new Map<string, StormSpan>();
  private readonly greatest = new Map<string, Map<string, Micrometres>>();
  private readonly gauges: readonly string[];
  private readonly rain: (gauge: string) => RainRecord;

  constructor(gauges: readonly string[], rain: (gauge: string) => RainRecord) {
    this.gauges = gauges;
    this.rain = rain;
  }

  /** What became of a storm. */
  note(storm: StormSpan): void {
    this.storms.set(storm.id, storm);
    if (storm.end !== undefined) this.measure(storm);
  }

  /** Takes down what the open storms have brought; once an hour at least, since the engine remembers a day and an hour. */
  measureOpen(): void {
    for (const storm of this.storms.values()) if (storm.end === undefined) this.measure(storm);
  }

  /** In the order of their onsets. */
  reported(): readonly ReportedStorm[] {
    return [...this.storms.values()].sort((one, other) => one.onset - other.onset).map(({ id, onset, end }) => ({
      id,
      onset: isoOf(instant(onset)),
      end: end === undefined ? null : isoOf(instant(end)),
      maxima: this.gauges.flatMap((sensor) => WINDOW_DURATIONS.map((duration) => ({ sensor, minutes: duration, mm: millimetresFrom(this.greatestOf(id, sensor, duration)) }))),
    }));
  }

  private measure({ id, onset, end }: StormSpan): void {
    for (const gauge of this.gauges) {
      const fallen = intervalsOf(this.rain(gauge)).filter(({ until }) => until >= onset && (end === undefined || until <= end));
      for (const duration of WINDOW_DURATIONS) {
        const depth = greatestDepth(fallen, duration)?.depth ?? 0;
        if (depth > this.greatestOf(id, gauge, duration)) this.ofStorm(id).set(`${gauge} ${duration}`, depth as Micrometres);
      }
    }
  }

  private greatestOf(id: string, gauge: string, duration: number): Micrometres {
    return this.ofStorm(id).get(`${gauge} ${duration}`) ?? (0 as Micrometres);
  }

  private ofStorm(id: string): Map<string, Micrometres> {
    const known = this.greatest.get(id);
    if (known !== undefined) return known;
    const begun = new Map<string, Micrometres>();
    this.greatest.set(id, begun);
    return begun;
  }
}

/** What each message brought, and for how long it speaks: since the one before it, which after a silence is all of that. */
function intervalsOf({ samples, interval }: RainRecord): readonly IntervalRain[] {
  return samples.map((sample, index) => ({
    after: (samples[index - 1]?.at ?? sample.at - interval * SECOND) as Instant,
    until: sample.at,
    depth: sample.value as Micrometres,
    distribution: 'interval',
    result: GOOD_RESULT,
  }));
}

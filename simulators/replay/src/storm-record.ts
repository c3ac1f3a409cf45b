import { instant, isoOf, millimetresFrom, type Micrometres } from '@voldgrav/hydrology';
import { type RainMaximum, WINDOW_DURATIONS } from '@voldgrav/rollup';
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

/** When it rained, of all that the engine tells of a storm. */
interface StormSpan extends Pick<LiveStorm, 'id' | 'onset' | 'withdrawn'> {
  readonly end?: LiveStorm['end'] | undefined;
}

/** Each storm with the most that each gauge caught in each duration, as the engine measures it live. */
export class StormRecord {
  private readonly storms = new Map<string, StormSpan>();
  private readonly greatest = new Map<string, readonly ReportedMaximum[]>();
  private readonly gauges: readonly string[];
  private readonly maximaOf: (gauge: string) => readonly RainMaximum[];

  /** `maximaOf`: what a gauge has caught since the newest storm began. */
  constructor(gauges: readonly string[], maximaOf: (gauge: string) => readonly RainMaximum[]) {
    this.gauges = gauges;
    this.maximaOf = maximaOf;
  }

  /** What became of a storm. One that was taken back was none. */
  note({ id, onset, end, withdrawn }: StormSpan): void {
    if (withdrawn !== undefined) {
      this.storms.delete(id);
      this.greatest.delete(id);
      return;
    }
    const isNews = this.storms.get(id)?.end !== end;
    this.storms.set(id, { id, onset, end });
    if (isNews && end !== undefined) this.measure();
  }

  /**
   * Takes down what the newest storm has brought. Once an hour at least: a storm is over after a dry hour, and when the next one begins
   * nobody can ask any more.
   */
  measure(): void {
    const newest = this.newest();
    if (newest === undefined) return;
    this.greatest.set(
      newest.id,
      this.gauges.flatMap((sensor) => {
        const found = new Map(this.maximaOf(sensor).map(({ minutes, depth }) => [minutes, depth]));
        return WINDOW_DURATIONS.map((duration) => ({ sensor, minutes: duration, mm: millimetresFrom(found.get(duration) ?? (0 as Micrometres)) }));
      }),
    );
  }

  /** In the order of their onsets. */
  reported(): readonly ReportedStorm[] {
    return [...this.storms.values()].sort((one, other) => one.onset - other.onset).map(({ id, onset, end }) => ({
      id,
      onset: isoOf(instant(onset)),
      end: end === undefined ? null : isoOf(instant(end)),
      maxima: this.greatest.get(id) ?? [],
    }));
  }

  private newest(): StormSpan | undefined {
    let newest: StormSpan | undefined;
    for (const storm of this.storms.values()) if (newest === undefined || storm.onset >= newest.onset) newest = storm;
    return newest;
  }
}

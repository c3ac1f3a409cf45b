import type { Instant } from '@voldgrav/hydrology';
import type { Series } from '@voldgrav/pipeline';
import type { Quantity } from '@voldgrav/reading';
import { ROLLUP_RESOLUTIONS, windowEnd } from '@voldgrav/rollup';

/** What is known of one series without asking the store. */
export class SeriesState implements Series {
  readonly sensor: string;
  readonly quantity: Quantity;
  /** Its latest phenomenon time in the store; before the first one -Infinity; undefined while the store has not been asked. */
  newest: number | undefined;
  /** Ends of windows that have to be rolled up, for each resolution. */
  readonly due: readonly Set<Instant>[] = ROLLUP_RESOLUTIONS.map(() => new Set<Instant>());
  private lastMarked = -Infinity;
  private readonly stirred: Set<SeriesState>;

  /** `stirred`: where a series that may have left a due window behind puts itself. */
  constructor({ sensor, quantity }: Series, stirred: Set<SeriesState>) {
    this.sensor = sensor;
    this.quantity = quantity;
    this.stirred = stirred;
  }

  /** Something happened at `at`: its minute is due. Most come in the minute that was marked last. */
  mark(at: Instant): void {
    const end = windowEnd(at, ROLLUP_RESOLUTIONS[0]);
    if (end === this.lastMarked) return;
    this.lastMarked = end;
    this.owe(0, [end]);
  }

  /** Windows of a resolution have to be rolled up. */
  owe(level: number, ends: Iterable<Instant>): void {
    for (const end of ends) this.due[level]?.add(end);
    this.stir();
  }

  /** Its newest time may have left windows behind that are due. */
  stir(): void {
    this.stirred.add(this);
  }

  /** Takes the windows that are due out of the list; those that the series has not left behind only when `open` is asked for. */
  takeDue(level: number, open: boolean): readonly Instant[] {
    const due = this.due[level];
    const resolution = ROLLUP_RESOLUTIONS[level];
    if (due === undefined || resolution === undefined || due.size === 0) return [];
    const current = open ? undefined : windowEnd((this.newest ?? -Infinity) as Instant, resolution);
    const taken = [...due].filter((end) => end !== current).sort((one, other) => one - other);
    for (const end of taken) due.delete(end);
    if (taken.length > 0) this.lastMarked = -Infinity;
    return taken;
  }

  isDue(upTo: number): boolean {
    return this.due.some((ends, level) => level <= upTo && ends.size > 0);
  }
}

/** The state of every series that was met. By quantity first: there are few of them, and no text is put together for a look-up. */
export class SeriesStates {
  private readonly byQuantity = new Map<Quantity, Map<string, SeriesState>>();
  private readonly stirred = new Set<SeriesState>();

  of(series: Series): SeriesState {
    let sensors = this.byQuantity.get(series.quantity);
    if (sensors === undefined) this.byQuantity.set(series.quantity, (sensors = new Map<string, SeriesState>()));
    let state = sensors.get(series.sensor);
    if (state === undefined) sensors.set(series.sensor, (state = new SeriesState(series, this.stirred)));
    return state;
  }

  /**
   * Those of which more than the window that they are in may be due, since they were last taken. All others have nothing to roll up until they stir, which
   * most do once a minute: whoever rolls up often does not go through ten thousand for it.
   */
  takeStirred(): readonly SeriesState[] {
    const taken = [...this.stirred];
    this.stirred.clear();
    return taken;
  }

  *[Symbol.iterator](): Generator<SeriesState> {
    for (const sensors of this.byQuantity.values()) yield* sensors.values();
  }
}

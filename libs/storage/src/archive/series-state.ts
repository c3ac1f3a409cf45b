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
  /** Ends of windows that have to be rolled up, for each resolution, in their order. Lists, because a town has ten thousand series and most have one window or none: of none, all share one. */
  private readonly due: Instant[][] = ROLLUP_RESOLUTIONS.map(() => NONE);
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
    let due = this.due[level];
    if (due === undefined) return;
    for (const end of ends) due = withEnd(due, end);
    this.due[level] = due;
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
    if (due === undefined || resolution === undefined || due.length === 0) return [];
    const current = open ? undefined : windowEnd((this.newest ?? -Infinity) as Instant, resolution);
    const isOpen = current !== undefined && due.includes(current);
    if (isOpen && due.length === 1) return [];
    const taken = isOpen ? due.filter((end) => end !== current) : due;
    this.due[level] = isOpen ? [current] : NONE;
    if (taken.length > 0) this.lastMarked = -Infinity;
    return taken;
  }

  /** Whether a window of this resolution is due, be it open or not. */
  owes(level: number): boolean {
    return (this.due[level]?.length ?? 0) > 0;
  }

  isDue(upTo: number): boolean {
    return this.due.some((ends, level) => level <= upTo && ends.length > 0);
  }
}

const NONE: Instant[] = [];
/** A list that is pushed to makes room for seventeen: shorter ones are made anew. */
const FEW = 4;

/** With an end in its place, once. Nearly all come last. */
function withEnd(ends: Instant[], end: Instant): Instant[] {
  let place = ends.length;
  if (place > 0 && ends[place - 1]! >= end) {
    let first = 0;
    while (first < place) {
      const middle = (first + place) >> 1;
      if (ends[middle]! < end) first = middle + 1;
      else place = middle;
    }
    if (ends[place] === end) return ends;
  }
  if (ends.length < FEW) return ends.toSpliced(place, 0, end);
  ends.splice(place, 0, end);
  return ends;
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

import { instant, type Instant, type Micrometres, MINUTE, type Minutes, minutes } from '@voldgrav/hydrology';
import type { RainDepth } from '../rain-depth.ts';
import type { RainMaximum } from './rain-maxima.ts';

/** The durations that every gauge is watched over. */
export const WINDOW_DURATIONS: readonly Minutes[] = [10, 30, 60, 120, 180, 360, 720, 1440].map(minutes);
/** The same as plain numbers, for the loops that every tick runs. */
const LENGTHS: readonly number[] = WINDOW_DURATIONS;

/** Minutes behind the newest one: the longest window, with an hour for what comes late. */
const BEHIND = 1500;
/** Minutes ahead: a gauge whose clock is fast speaks of them, and they count when they come. */
const AHEAD = 60;
const SLOTS = BEHIND + AHEAD;

/** Rain that fell, and the time that is known by it: (after, until]. */
export interface RainHeard {
  readonly after: Instant;
  readonly until: Instant;
  readonly depth: Micrometres;
}

/** The minute (m − 1, m] that an instant lies in, by its end. */
const minuteOf = (at: Instant): number => Math.ceil(at / MINUTE);
const slot = (minute: number): number => ((minute % SLOTS) + SLOTS) % SLOTS;

/**
 * The live windows of many gauges, which are known by their numbers: minute by minute in a ring, with a running sum for each
 * duration, so that a tick costs the same however long the windows are. All gauges' values of one minute lie side by side, since a
 * tick takes the same few minutes of every gauge.
 *
 * Windows end with the minute that the clock is in and slide by one minute; the running minute counts as far as it has come, so a
 * window is up to a minute short and never too long. Depths are exact sums of µm.
 */
export class RainWindows {
  private readonly count: number;
  private readonly depths: Int32Array;
  /** ms of each minute that messages cover. */
  private readonly covered: Int32Array;
  private readonly sums: Float64Array;
  private readonly coverage: Float64Array;
  private readonly greatest: Float64Array;
  private readonly greatestEnd: Float64Array;
  /** The minute that the windows end with. */
  private minute = -Infinity;

  constructor(count: number) {
    this.count = count;
    this.depths = new Int32Array(SLOTS * count);
    this.covered = new Int32Array(SLOTS * count);
    const windows = LENGTHS.length * count;
    [this.sums, this.coverage, this.greatest, this.greatestEnd] = [new Float64Array(windows), new Float64Array(windows), new Float64Array(windows), new Float64Array(windows)];
  }

  /**
   * Time passes: windows end with the minute of `now`. Time that runs back a little changes nothing; a clock that is set back by
   * more than an hour empties the windows, since not known is better than wrong.
   */
  elapse(now: Instant): void {
    const minute = minuteOf(now);
    if (minute <= this.minute && minute > this.minute - AHEAD) return;
    if (Math.abs(minute - this.minute) >= SLOTS || minute < this.minute) {
      for (const array of [this.depths, this.covered, this.sums, this.coverage]) array.fill(0);
      this.minute = minute;
      return;
    }
    while (this.minute < minute) this.advance();
  }

  /**
   * Enters rain where its time belongs, however late within the last day; what is older, or more than an hour ahead of the clock, is
   * let go. The depth counts in the minute that the interval ends in; a correction of what was entered is entered as its difference.
   */
  enter(gauge: number, { after, until, depth }: RainHeard): void {
    const minute = minuteOf(until);
    if (this.minute === -Infinity) this.minute = minute;
    this.cover(gauge, after, until);
    if (!this.holds(minute)) return;
    const place = slot(minute) * this.count + gauge;
    this.depths[place] = (this.depths[place] ?? 0) + depth;
    if (depth === 0 || minute > this.minute) return;
    for (let index = 0; index < LENGTHS.length; index += 1) {
      const window = index * this.count + gauge;
      if (minute > this.minute - (LENGTHS[index] ?? 0)) this.sums[window] = (this.sums[window] ?? 0) + depth;
      this.noteGreatest(gauge, index, minute);
    }
  }

  /** What the window of a watched duration holds now. `awaited` ms at its end count as covered: the next message is not late yet. */
  depth(gauge: number, duration: Minutes, awaited = 0): RainDepth {
    const index = LENGTHS.indexOf(duration);
    if (index < 0) throw new RangeError(`Rain is watched over ${LENGTHS.join(', ')} min, not ${duration}.`);
    const window = index * this.count + gauge;
    return { depth: (this.sums[window] ?? 0) as Micrometres, completeness: Math.min(1, ((this.coverage[window] ?? 0) + awaited) / (duration * MINUTE)) };
  }

  /** The most that a window of a watched duration has held since `reset`, and the end of its last minute; undefined for nothing. */
  maximum(gauge: number, duration: Minutes): RainMaximum | undefined {
    const window = LENGTHS.indexOf(duration) * this.count + gauge;
    const depth = this.greatest[window] ?? 0;
    return depth <= 0 ? undefined : { minutes: duration, depth: depth as Micrometres, endsAt: instant((this.greatestEnd[window] ?? 0) * MINUTE) };
  }

  /** Those of all watched durations. */
  maxima(gauge: number): readonly RainMaximum[] {
    return WINDOW_DURATIONS.flatMap((duration) => this.maximum(gauge, duration) ?? []);
  }

  /** A new storm begins: greatest depths count from here. */
  reset(): void {
    this.greatest.fill(0);
  }

  private holds = (minute: number): boolean => minute > this.minute - BEHIND && minute < this.minute + AHEAD;

  /** One minute on, for all gauges: what has become too old leaves each window, and what the new minute holds enters. */
  private advance(): void {
    const { count, depths, covered, sums, coverage } = this;
    this.minute += 1;
    const entering = slot(this.minute) * count;
    for (let index = 0; index < LENGTHS.length; index += 1) {
      const leaving = slot(this.minute - (LENGTHS[index] ?? 0)) * count;
      const window = index * count;
      for (let gauge = 0; gauge < count; gauge += 1) {
        const at = window + gauge;
        const news = depths[entering + gauge] as number;
        sums[at] = (sums[at] as number) + news - (depths[leaving + gauge] as number);
        coverage[at] = (coverage[at] as number) + (covered[entering + gauge] as number) - (covered[leaving + gauge] as number);
        if (news > 0 && (sums[at]) > (this.greatest[at] as number)) this.note(at, sums[at], this.minute);
      }
    }
    const furthest = slot(this.minute + AHEAD - 1) * count;
    depths.fill(0, furthest, furthest + count);
    covered.fill(0, furthest, furthest + count);
  }

  private cover(gauge: number, after: Instant, until: Instant): void {
    for (let minute = minuteOf(until); minute > this.minute - BEHIND && minute * MINUTE > after; minute -= 1) {
      if (!this.holds(minute)) continue;
      const begins = (minute - 1) * MINUTE;
      const place = slot(minute) * this.count + gauge;
      const before = this.covered[place] ?? 0;
      const news = Math.min(MINUTE - before, Math.min(until, begins + MINUTE) - Math.max(after, begins));
      if (news <= 0) continue;
      this.covered[place] = before + news;
      for (let index = 0; minute <= this.minute && index < LENGTHS.length; index += 1) {
        const window = index * this.count + gauge;
        if (minute > this.minute - (LENGTHS[index] ?? 0)) this.coverage[window] = (this.coverage[window] ?? 0) + news;
      }
    }
  }

  /** Every window that holds `minute` may be the greatest now: the newest first, then back in time. */
  private noteGreatest(gauge: number, index: number, minute: number): void {
    const length = LENGTHS[index] ?? 0;
    const window = index * this.count + gauge;
    let sum = this.sums[window] ?? 0;
    for (let end = this.minute; end >= minute; end -= 1) {
      if (minute > end - length && sum > (this.greatest[window] ?? 0)) this.note(window, sum, end);
      const entering = end - length;
      sum -= this.depths[slot(end) * this.count + gauge] ?? 0;
      if (entering > this.minute - BEHIND) sum += this.depths[slot(entering) * this.count + gauge] ?? 0;
    }
  }

  private note(window: number, depth: number, end: number): void {
    this.greatest[window] = depth;
    this.greatestEnd[window] = end;
  }
}

import { instant, type Instant, type Micrometres, MINUTE, type Minutes, minutes } from '@voldgrav/hydrology';
import type { RainDepth } from '../rain-depth.ts';
import type { RainMaximum } from './rain-maxima.ts';

/** The durations that every gauge is watched over. */
export const WINDOW_DURATIONS: readonly Minutes[] = [10, 30, 60, 120, 180, 360, 720, 1440].map(minutes);

/** The same as plain numbers, for the loops that every tick runs. */
const LENGTHS: readonly number[] = WINDOW_DURATIONS;

/** The longest window, with an hour for late arrivals. */
const KEPT = 1500;

/** Rain that fell, and the time that is known by it: (after, until]. */
export interface RainHeard {
  readonly after: Instant;
  readonly until: Instant;
  readonly depth: Micrometres;
}

/** The minute (m − 1, m] that an instant lies in, by its end. */
const minuteOf = (at: Instant): number => Math.ceil(at / MINUTE);

/**
 * One gauge's live windows: minute by minute in a ring, with a running sum for each duration, so that a tick costs the same
 * however long the windows are. Windows end with the minute that `until` lies in and slide by one minute; the running minute
 * counts as far as it has come, so a window is up to a minute short and never too long. Depths are exact sums of µm.
 */
export class RainWindows {
  private readonly depths = new Int32Array(KEPT);
  /** ms of each minute that messages cover. */
  private readonly covered = new Int32Array(KEPT);
  private readonly sums = new Float64Array(WINDOW_DURATIONS.length);
  private readonly coverage = new Float64Array(WINDOW_DURATIONS.length);
  private readonly greatest = new Float64Array(WINDOW_DURATIONS.length);
  private readonly greatestEnd = new Float64Array(WINDOW_DURATIONS.length);
  /** The minute that the windows end with. */
  private minute = -Infinity;

  /**
   * Enters rain where its time belongs, however late within the last day; what is older than the ring is let go. The depth
   * counts in the minute that the interval ends in; a correction of what was entered is entered as its difference.
   */
  enter({ after, until, depth }: RainHeard): void {
    const minute = minuteOf(until);
    this.advance(minute);
    if (minute <= this.minute - KEPT) return;
    this.depths[slot(minute)] = (this.depths[slot(minute)] ?? 0) + depth;
    for (let index = 0; index < LENGTHS.length; index += 1) {
      if (minute > this.minute - (LENGTHS[index] ?? 0)) this.sums[index] = (this.sums[index] ?? 0) + depth;
    }
    this.cover(after, until);
    if (depth !== 0) for (let index = 0; index < LENGTHS.length; index += 1) this.noteGreatest(index, minute);
  }

  /** Time passes: windows end with the minute of `now`. Time that runs back changes nothing. */
  elapse(now: Instant): void {
    this.advance(minuteOf(now));
  }

  /** What the window of a watched duration holds now. `awaited` ms at its end count as covered: the next message is not late yet. */
  depth(duration: Minutes, awaited = 0): RainDepth {
    const index = WINDOW_DURATIONS.indexOf(duration);
    if (index < 0) throw new RangeError(`Rain is watched over ${WINDOW_DURATIONS.join(', ')} min, not ${duration}.`);
    const known = (this.coverage[index] ?? 0) + awaited;
    return { depth: (this.sums[index] ?? 0) as Micrometres, completeness: Math.min(1, known / (duration * MINUTE)) };
  }

  /** The most that a window of a watched duration has held since `reset`, and the end of its last minute; undefined for nothing. */
  maximum(duration: Minutes): RainMaximum | undefined {
    const index = WINDOW_DURATIONS.indexOf(duration);
    const depth = this.greatest[index] ?? 0;
    return depth <= 0 ? undefined : { minutes: duration, depth: depth as Micrometres, endsAt: instant((this.greatestEnd[index] ?? 0) * MINUTE) };
  }

  /** Those of all watched durations. */
  maxima(): readonly RainMaximum[] {
    return WINDOW_DURATIONS.flatMap((duration) => this.maximum(duration) ?? []);
  }

  /** A new storm begins: greatest depths count from here. */
  reset(): void {
    this.greatest.fill(0);
  }

  private advance(minute: number): void {
    if (minute <= this.minute) return;
    if (minute - this.minute >= KEPT) {
      this.clear();
      this.minute = minute;
      return;
    }
    while (this.minute < minute) {
      this.minute += 1;
      for (let index = 0; index < LENGTHS.length; index += 1) {
        const leaving = slot(this.minute - (LENGTHS[index] ?? 0));
        this.sums[index] = (this.sums[index] ?? 0) - (this.depths[leaving] ?? 0);
        this.coverage[index] = (this.coverage[index] ?? 0) - (this.covered[leaving] ?? 0);
      }
      this.depths[slot(this.minute)] = 0;
      this.covered[slot(this.minute)] = 0;
    }
  }

  private cover(after: Instant, until: Instant): void {
    for (let minute = minuteOf(until); minute > this.minute - KEPT && (minute - 1) * MINUTE + MINUTE > after; minute -= 1) {
      const begins = (minute - 1) * MINUTE;
      const news = Math.min(MINUTE - (this.covered[slot(minute)] ?? 0), Math.min(until, begins + MINUTE) - Math.max(after, begins));
      if (news <= 0) continue;
      this.covered[slot(minute)] = (this.covered[slot(minute)] ?? 0) + news;
      for (let index = 0; index < LENGTHS.length; index += 1) {
        if (minute > this.minute - (LENGTHS[index] ?? 0)) this.coverage[index] = (this.coverage[index] ?? 0) + news;
      }
    }
  }

  /** Every window that holds `minute` may be the greatest now; they end from it up to the newest minute. */
  private noteGreatest(index: number, minute: number): void {
    const duration = WINDOW_DURATIONS[index] ?? 0;
    let sum = this.sums[index] ?? 0;
    // The newest window first, then back in time until one no longer holds the minute.
    for (let end = this.minute; end >= minute; end -= 1) {
      if (minute > end - duration && sum > (this.greatest[index] ?? 0)) {
        this.greatest[index] = sum;
        this.greatestEnd[index] = end;
      }
      const entering = end - duration;
      sum -= this.depths[slot(end)] ?? 0;
      if (entering > this.minute - KEPT) sum += this.depths[slot(entering)] ?? 0;
    }
  }

  private clear(): void {
    this.depths.fill(0);
    this.covered.fill(0);
    this.sums.fill(0);
    this.coverage.fill(0);
  }
}

const slot = (minute: number): number => ((minute % KEPT) + KEPT) % KEPT;

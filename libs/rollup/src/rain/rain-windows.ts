import { instant, type Instant, type Micrometres, MINUTE, type Minutes, minutes } from '@voldgrav/hydrology';
import type { RainDepth } from '../rain-depth.ts';
import type { RainMaximum } from './rain-maxima.ts';

/** The durations that every gauge is watched over. */
export const WINDOW_DURATIONS: readonly Minutes[] = [10, 30, 60, 120, 180, 360, 720, 1440].map(minutes);
/** The same as plain numbers, for the loops that every tick runs. */
const LENGTHS: readonly number[] = WINDOW_DURATIONS;

/** The place of a duration among them, since every tick asks for thousands; -1 of one that is not watched. */
const PLACES = new Int8Array(Math.max(...LENGTHS) + 1).fill(-1);
LENGTHS.forEach((length, place) => (PLACES[length] = place));
const placeOf = (duration: Minutes): number => PLACES[duration] ?? -1;

/** Minutes behind the newest one: the longest window, with an hour for what comes late. */
const BEHIND = 1500;
/** Minutes ahead: a gauge whose clock is fast speaks of them, and they count when they come. */
const AHEAD = 60;
const SLOTS = BEHIND + AHEAD;
const NO_SUMS = { depth: 0, covered: 0 } as const;

/** What a minute holds: the rain whose interval ends in it, and the ms of it that words cover. */
export interface MinuteOfRain {
  readonly depth: Micrometres;
  readonly covered: number;
}

/** A sum over a gap: which of the gap's minutes it fell in is not known. `covered` is the gap's length in ms. */
export interface GapSum extends MinuteOfRain {
  /** When the gap ended. */
  readonly at: Instant;
  /** Its minutes, by their ends. */
  readonly first: number;
  readonly last: number;
}

/** The minute (m − 1, m] that an instant lies in, by its end, counted since 1970. */
export const minuteOf = (at: Instant): number => Math.ceil(at / MINUTE);

function watched(duration: Minutes): number {
  const place = placeOf(duration);
  if (place < 0) throw new RangeError(`Rain is watched over ${LENGTHS.join(', ')} min, not ${duration}.`);
  return place;
}

const slot = (minute: number): number => ((minute % SLOTS) + SLOTS) % SLOTS;

/**
 * The live windows of many gauges, which are known by their numbers: minute by minute in a ring, with a running sum for each
 * duration, so that a tick costs the same however long the windows are. All gauges' values of one minute lie side by side, since a
 * tick takes the same few minutes of every gauge.
 *
 * Windows end with the minute that the clock is in and slide by one minute; the running minute counts as far as it has come, so a
 * window is up to a minute short and never too long. Depths are exact sums of µm. A sum over a gap counts in the windows that hold
 * all of the gap, and in no other: it may prove that much rain fell, never that it did not (domain.md §1).
 */
export class RainWindows {
  private readonly count: number;
  /** µm of each minute: in two bytes until one holds more than 65 mm, which no cloudburst brings. */
  private depths: Uint16Array | Int32Array;
  /** ms of each minute that messages cover: 60,000 at the most. */
  private readonly covered: Uint16Array;
  private readonly sums: Float64Array;
  private readonly coverage: Float64Array;
  /** Whole µm, two kilometres at the most: as such they are read without making an object of each, eight of every gauge that was heard with every tick. */
  private readonly greatest: Int32Array;
  private readonly greatestEnd: Float64Array;
  /** Windows whose greatest depth has to be looked for anew, since rain was taken back. */
  private readonly isStale: Uint8Array;
  /** By gauge, in no order; nearly all have none. */
  private readonly gaps = new Map<number, GapSum[]>();
  /** The minute that the windows end with. */
  private minute = -Infinity;
  /** The minute in which the storm began. */
  private since = -Infinity;

  constructor(count: number) {
    this.count = count;
    this.depths = new Uint16Array(SLOTS * count);
    this.covered = new Uint16Array(SLOTS * count);
    const windows = LENGTHS.length * count;
    [this.sums, this.coverage, this.greatest, this.greatestEnd] = [new Float64Array(windows), new Float64Array(windows), new Int32Array(windows), new Float64Array(windows)];
    this.isStale = new Uint8Array(windows);
  }

  /**
   * Time passes: windows end with the minute of `now`. Time that runs back a little changes nothing; a clock that is set back by
   * more than an hour empties the windows. True after a leap, back or on: words may have been let go that belong in them now, and
   * are to be put in again.
   */
  elapse(now: Instant): boolean {
    const minute = minuteOf(now);
    if (minute <= this.minute && minute > this.minute - AHEAD) return false;
    const hasLeapt = minute < this.minute || minute > this.minute + AHEAD;
    if (minute < this.minute || minute - this.minute >= SLOTS) {
      for (const array of [this.depths, this.covered, this.sums, this.coverage]) array.fill(0);
      this.gaps.clear();
      this.minute = minute;
    }
    while (this.minute < minute) this.advance();
    return hasLeapt;
  }

  /**
   * A minute of a gauge holds this and nothing else, whatever was said of it before; what is older than a day, or more than an
   * hour ahead of the clock, is let go. Gives the µm by which it is more than before.
   */
  put(gauge: number, minute: number, { depth, covered }: MinuteOfRain): number {
    if (this.minute === -Infinity) this.minute = minute;
    if (!this.holds(minute)) return 0;
    const place = slot(minute) * this.count + gauge;
    const news = depth - (this.depths[place] ?? 0);
    const newlyCovered = covered - (this.covered[place] ?? 0);
    if (news === 0 && newlyCovered === 0) return 0;
    this.depths[place] = depth;
    if (this.depths[place] !== depth && this.depths instanceof Uint16Array) this.widen(place, depth);
    this.covered[place] = covered;
    if (this.gaps.has(gauge)) this.forgetGreatest(gauge);
    if (minute > this.minute) return news;
    for (let index = 0; index < LENGTHS.length; index += 1) {
      const window = index * this.count + gauge;
      if (minute > this.minute - (LENGTHS[index] ?? 0)) {
        this.sums[window] = (this.sums[window] ?? 0) + news;
        this.coverage[window] = (this.coverage[window] ?? 0) + newlyCovered;
      }
      if (news > 0 && minute >= this.since) this.noteGreatest(gauge, index, minute);
      else if (news !== 0) this.isStale[window] = 1;
    }
    return news;
  }

  /** A minute of a gauge holds so much more than it did. Gives the µm of it that were taken in. */
  more(gauge: number, minute: number, { depth, covered }: MinuteOfRain): number {
    const place = slot(minute) * this.count + gauge;
    if (!this.holds(minute)) return 0;
    return this.put(gauge, minute, { depth: ((this.depths[place] ?? 0) + depth) as Micrometres, covered: (this.covered[place] ?? 0) + covered });
  }

  /** The sum over a gap that ended at `at` is this, whatever was said before; undefined where there is none. Gives the µm by which it is more. */
  putSum(gauge: number, at: Instant, sum: GapSum | undefined): number {
    const known = this.gaps.get(gauge);
    if ((known === undefined && sum === undefined) || !this.holds(minuteOf(at))) return 0;
    const before = known?.find((each) => each.at === at);
    const others = (known ?? []).filter((each) => each !== before && this.holds(each.last));
    if (sum !== undefined) others.push(sum);
    if (others.length === 0) this.gaps.delete(gauge);
    else this.gaps.set(gauge, others);
    this.forgetGreatest(gauge);
    return (sum?.depth ?? 0) - (before?.depth ?? 0);
  }

  /** What the window of a watched duration holds now. `awaited` ms at its end count as covered: the next message is not late yet. */
  depth(gauge: number, duration: Minutes, awaited = 0): RainDepth {
    const window = watched(duration) * this.count + gauge;
    const whole = this.sumsWithin(gauge, this.minute, duration);
    return { depth: ((this.sums[window] ?? 0) + whole.depth) as Micrometres, completeness: Math.min(1, ((this.coverage[window] ?? 0) + whole.covered + awaited) / (duration * MINUTE)) };
  }

  /** The depth of `depth` alone. */
  caught(gauge: number, duration: Minutes): Micrometres {
    return ((this.sums[watched(duration) * this.count + gauge] ?? 0) + this.sumsWithin(gauge, this.minute, duration).depth) as Micrometres;
  }

  /**
   * The most that a window of a watched duration has held since `reset`, and the end of its last minute, of equals the first;
   * undefined for nothing. Only windows count in which it has rained since then.
   */
  maximum(gauge: number, duration: Minutes): RainMaximum | undefined {
    const depth = this.greatestDepth(gauge, duration);
    if (depth <= 0) return undefined;
    return { minutes: duration, depth, endsAt: this.greatestEndsAt(gauge, duration) };
  }

  /** The end of `maximum`, where there is one: `greatestDepth` is asked first. */
  greatestEndsAt(gauge: number, duration: Minutes): Instant {
    return instant((this.greatestEnd[placeOf(duration) * this.count + gauge] ?? 0) * MINUTE);
  }

  /** The depth of `maximum`; 0 for nothing. */
  greatestDepth(gauge: number, duration: Minutes): Micrometres {
    const index = placeOf(duration);
    const window = index * this.count + gauge;
    if (this.isStale[window] === 1) this.findGreatest(gauge, index);
    return (this.greatest[window] ?? 0) as Micrometres;
  }

  /** The first window of a watched duration since `reset` that held enough, by its last minute, and what it held without that one. */
  first(gauge: number, duration: Minutes, isEnough: (depth: Micrometres) => boolean): { readonly minute: number; readonly before: Micrometres } | undefined {
    let found: { minute: number; before: Micrometres } | undefined;
    this.eachEnd(gauge, placeOf(duration), (depth, minute) => {
      if (found !== undefined || !isEnough(depth as Micrometres)) return;
      const ended = this.sumsWithin(gauge, minute, duration).depth - this.sumsWithin(gauge, minute - 1, duration - 1).depth;
      found = { minute, before: (depth - ended - (this.depths[slot(minute) * this.count + gauge] ?? 0)) as Micrometres };
    });
    return found;
  }

  /** Those of all watched durations. */
  maxima(gauge: number): readonly RainMaximum[] {
    return WINDOW_DURATIONS.flatMap((duration) => this.maximum(gauge, duration) ?? []);
  }

  /** A new storm begins: greatest depths count from here. */
  reset(onset: Instant): void {
    this.since = minuteOf(onset);
    this.greatest.fill(0);
    this.isStale.fill(0);
    for (const gauge of this.gaps.keys()) this.forgetGreatest(gauge);
  }

  private widen(place: number, depth: number): void {
    this.depths = Int32Array.from(this.depths);
    this.depths[place] = depth;
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
    for (const [gauge, gaps] of this.gaps) if ((depths[entering + gauge] as number) > 0 || gaps.some(({ last }) => last === this.minute)) this.forgetGreatest(gauge);
    const furthest = slot(this.minute + AHEAD - 1) * count;
    depths.fill(0, furthest, furthest + count);
    covered.fill(0, furthest, furthest + count);
  }

  /** More rain in `minute`: every window that holds it may be the greatest now. */
  private noteGreatest(gauge: number, index: number, minute: number): void {
    const length = LENGTHS[index] ?? 0;
    const window = index * this.count + gauge;
    let sum = this.sums[window] ?? 0;
    for (let end = this.minute; end >= minute; end -= 1) {
      if (minute > end - length) {
        const greatest = this.greatest[window] ?? 0;
        if (sum > greatest || (sum === greatest && end < (this.greatestEnd[window] ?? 0))) this.note(window, sum, end);
      }
      sum += this.at(gauge, end - length) - this.at(gauge, end);
    }
  }

  /** What was noted before the minutes at hand begin stands: nothing more will be said of them. */
  private findGreatest(gauge: number, index: number): void {
    const window = index * this.count + gauge;
    this.isStale[window] = 0;
    if ((this.greatestEnd[window] ?? 0) > this.minute - BEHIND) this.greatest[window] = 0;
    this.eachEnd(gauge, index, (depth, end) => {
      if (depth > (this.greatest[window] ?? 0)) this.note(window, depth, end);
    });
  }

  /** Every window since the storm began in which it has rained since then, with what is at hand of it, the first one first. */
  private eachEnd(gauge: number, index: number, look: (depth: number, end: number) => void): void {
    const length = LENGTHS[index] ?? 0;
    const first = Math.max(this.since, this.minute - BEHIND + 1);
    let sum = 0;
    for (let minute = first - length; minute < first; minute += 1) sum += this.at(gauge, minute);
    let lastWet = -Infinity;
    const gaps = this.gaps.get(gauge);
    for (let end = first; end <= this.minute; end += 1) {
      const news = this.at(gauge, end);
      sum += news - this.at(gauge, end - length);
      if (news > 0 || gaps?.some(({ last }) => last === end) === true) lastWet = end;
      if (lastWet > end - length) look(sum + this.sumsWithin(gauge, end, length).depth, end);
    }
  }

  /** Sums over gaps that lie wholly within a window. */
  private sumsWithin(gauge: number, end: number, length: number): { readonly depth: number; readonly covered: number } {
    const gaps = this.gaps.get(gauge);
    if (gaps === undefined) return NO_SUMS;
    const within = gaps.filter(({ first, last }) => last <= end && first > end - length);
    return { depth: within.reduce((sum, { depth }) => sum + depth, 0), covered: within.reduce((sum, { covered }) => sum + covered, 0) };
  }

  /** Where sums over gaps are known, the greatest depths are looked for anew rather than kept count of. */
  private forgetGreatest(gauge: number): void {
    for (let index = 0; index < LENGTHS.length; index += 1) this.isStale[index * this.count + gauge] = 1;
  }

  /** µm in a minute; 0 in one that is not at hand. */
  private at = (gauge: number, minute: number): number => (minute > this.minute - BEHIND ? (this.depths[slot(minute) * this.count + gauge] ?? 0) : 0);

  private note(window: number, depth: number, end: number): void {
    this.greatest[window] = depth;
    this.greatestEnd[window] = end;
  }
}

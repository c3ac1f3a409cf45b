import { HOUR, type Instant, SECOND, type Seconds, type TimeWindow } from '@voldgrav/hydrology';
import { boundOf, type CheckName, type CheckResult, checkPoint, FAIL, GOOD, limitsOf, NOT_EVALUATED, type Observation, reachOf, type SeriesLimits, settle, spike, SUSPECT, worstFlag } from '@voldgrav/quality';
import { reckonedQuantity, type Sensor } from '@voldgrav/reading';
import type { Arrival } from '@voldgrav/rollup';
import { StillRun } from './still-run.ts';

/** How far behind its series' newest a reading may come and still find its neighbours; beyond that it is judged alone. */
export const REVISED_FOR = 2 * HOUR;
/** A window shorter than this is not worth letting go of. */
const FEWEST_KEPT = 16;
/** Seconds: a streak is suspect from half a day on. */
const STREAK_CLAIMS = 43_200;
/** A reading that comes a little early is not a sensor that speaks more often. */
const NEARLY = 0.9;
const NONE: readonly CheckResult[] = [];
const NOTHING = { checks: NONE };

/** One value of a series. Ten thousand series keep hours of them, so of a plain one only what makes it up is kept. */
interface Point {
  readonly at: Instant;
  readonly value: number;
  readonly receivedAt: Instant;
  /** Undefined while nothing speaks against it, and nothing else is out of the ordinary. */
  words: Words | undefined;
}

/** What each side says of a value. */
interface Words {
  readonly judged: Observation;
  readonly ofSeries: readonly CheckResult[];
  readonly ofOthers: readonly CheckResult[];
  /** What was last said of it. */
  readonly said: Observation;
}

export interface Entered {
  readonly arrival: Arrival;
  /** What is new, and what is now said otherwise than before. */
  readonly said: readonly Observation[];
}

/**
 * The series checks of one sensor, as its readings come. A value is spoken of at once, with what its past says; what its
 * neighbours say when they come, late ones too, revises that (decision 0009). Whatever the order they come in within
 * `REVISED_FOR`, the same is said in the end. Only so much is kept as the checks reach back.
 */
export class SeriesJudge {
  private readonly limits: SeriesLimits;
  private readonly interval: Seconds;
  private readonly reach: number;
  private readonly series: Pick<Observation, 'sensor' | 'quantity'>;
  private readonly run: StillRun | undefined;
  private points: Point[] = [];
  private earlier: number[] = [];
  private earlierAt: number[] = [];

  constructor(sensor: Sensor) {
    this.limits = limitsOf(sensor);
    this.interval = sensor.expectedInterval;
    this.series = { sensor: sensor.id, quantity: reckonedQuantity(sensor) };
    this.reach = reachOf(this.limits, this.interval).values;
    this.run = this.limits.flatLine === undefined ? undefined : new StillRun(this.limits.flatLine.tolerance, this.reach);
  }

  /** A reading that has been judged alone. One that failed there is no neighbour to anybody. */
  enter(judged: Observation): Entered {
    if (judged.flag === FAIL) return { arrival: 'added', said: [judged] };
    if (this.isTooLate(judged.phenomenonTime)) return { arrival: 'added', said: [judgedAlone(judged)] };
    const place = this.placeAfter(judged.phenomenonTime);
    const there = this.points[place - 1];
    if (there?.at !== judged.phenomenonTime) return { arrival: 'added', said: this.insert(place, judged) };
    const kept = this.wordsOf(there).judged;
    const stands = settle(kept, judged);
    if (stands === kept) return { arrival: there.value === judged.value ? 'duplicate' : 'conflict', said: [] };
    return { arrival: stands === judged ? 'added' : 'conflict', said: this.replace(place - 1, stands, judged.receivedAt) };
  }

  /** A value that we reckon ourselves, because of something that came at `cause`: it takes the place of what was reckoned before. */
  put(judged: Observation, cause: Instant): readonly Observation[] {
    if (this.isTooLate(judged.phenomenonTime)) return [{ ...judgedAlone(judged), judgement: cause }];
    const place = this.placeAfter(judged.phenomenonTime);
    const there = this.points[place - 1];
    if (there?.at !== judged.phenomenonTime) return this.insert(place, judged);
    return this.replace(place - 1, judged, cause);
  }

  /** What comparing with other sensors says of everything in a window, known at `cause`. Gives what is now said otherwise. */
  compared(window: TimeWindow, results: readonly CheckResult[], cause: Instant): readonly Observation[] {
    return this.within(window).flatMap((point) => {
      if (results.length === 0 && point.words === undefined) return [];
      return this.revised(point, { ...this.wordsOf(point), ofOthers: results }, cause);
    });
  }

  /** What is said now of everything in a window, in time order. */
  saidIn(window: TimeWindow): readonly Observation[] {
    return this.within(window).map((point) => point.words?.said ?? this.plain(point));
  }

  private within({ after, until }: TimeWindow): readonly Point[] {
    return this.points.slice(this.placeAfter(after), this.placeAfter(until));
  }

  private isTooLate(at: Instant): boolean {
    const newest = this.points[this.points.length - 1];
    return newest !== undefined && at <= newest.at - REVISED_FOR;
  }

  /** Readings mostly come in their order, so it is looked for from the end. */
  private placeAfter(at: Instant): number {
    let place = this.points.length;
    while (place > 0 && (this.points[place - 1]?.at ?? 0) > at) place -= 1;
    return place;
  }

  private insert(place: number, judged: Observation): readonly Observation[] {
    const point: Point = { at: judged.phenomenonTime, value: judged.value, receivedAt: judged.receivedAt, words: undefined };
    if (!this.isPlain(judged)) point.words = { judged, ofSeries: NONE, ofOthers: NONE, said: judged };
    const isNewest = place === this.points.length;
    this.points.splice(place, 0, point);
    if (!isNewest) this.run?.forget();
    const ofSeries = this.check(place, isNewest ? this.run?.next(judged.value, this.back) : undefined);
    const words: Words = { judged, ofSeries, ofOthers: NONE, said: composed(judged, ofSeries, NONE) };
    if (words.said !== judged) point.words = words;
    const said = [words.said, ...(isNewest ? this.checkSpike(place - 1, judged.receivedAt) : this.checkAround(place, judged.receivedAt))];
    this.letGo();
    return said;
  }

  private readonly back = (back: number): number | undefined => {
    const place = this.points.length - 1 - back;
    return place >= 0 ? this.points[place]?.value : this.earlier[this.earlier.length + place];
  };

  /** All that a successor in its order says of a value. */
  private checkSpike(place: number, cause: Instant): readonly Observation[] {
    const point = this.points[place];
    if (point === undefined || this.limits.spike === undefined) return [];
    const result = spike(this.points, place, this.limits.spike);
    if (result.flag < SUSPECT) return [];
    const words = this.wordsOf(point);
    return this.revised(point, { ...words, ofSeries: [result, ...words.ofSeries] }, cause);
  }

  private replace(place: number, judged: Observation, cause: Instant): readonly Observation[] {
    const there = this.points[place];
    if (there === undefined) return [];
    const isCorrected = there.value !== judged.value;
    if (isCorrected) this.run?.forget();
    // What is said next is said otherwise than before, whatever it is.
    this.points[place] = { ...there, value: judged.value, words: { ...this.wordsOf(there), judged } };
    return [...this.checkAgain(place, cause), ...(isCorrected ? this.checkAround(place, cause) : [])];
  }

  /** The others: all that follows a value that came late, or is corrected, had another past before, and the one before it another successor. */
  private checkAround(place: number, cause: Instant): readonly Observation[] {
    const said: Observation[] = [];
    for (let index = Math.max(0, place - 1); index < this.points.length; index += 1) if (index !== place) said.push(...this.checkAgain(index, cause));
    return said;
  }

  private checkAgain(index: number, cause: Instant): readonly Observation[] {
    const point = this.points[index];
    if (point === undefined) return [];
    const ofSeries = this.check(index);
    if (ofSeries.length === 0 && point.words === undefined) return [];
    return this.revised(point, { ...this.wordsOf(point), ofSeries }, cause);
  }

  private check(place: number, still?: number): readonly CheckResult[] {
    const results = checkPoint(this.points, place, { limits: this.limits, interval: this.interval, earlier: this.earlier, still });
    // Nearly always nothing speaks against it. What the sensor sees was said when it was judged alone.
    if (results.every(({ flag }) => flag < SUSPECT)) return NONE;
    // At the end of what the sensor sees its value must stand still: a flood is not a stuck sensor (trap 10).
    const isBound = boundOf(this.points[place]?.words?.judged ?? NOTHING) !== undefined;
    return results.filter((result) => result.flag >= SUSPECT && result.check !== 'sensor-limit' && !(isBound && result.check === 'flat-line') && this.isLongEnough(result, place)).map(atMostSuspect);
  }

  /**
   * Checks of standing still count values by the usual interval. A sensor that speaks more often, as some do while it rains, has
   * as many in less time: then they claim too much.
   */
  private isLongEnough({ check, flag }: CheckResult, place: number): boolean {
    const { limits, interval } = this;
    const claimed = check === 'flat-line' ? (flag === FAIL ? limits.flatLine?.fail : limits.flatLine?.suspect) : check === 'streak' ? STREAK_CLAIMS : undefined;
    if (claimed === undefined) return true;
    const back = Math.floor(claimed / interval);
    const from = back <= place ? this.points[place - back]?.at : this.earlierAt[this.earlierAt.length + place - back];
    return from === undefined || (this.points[place]?.at ?? 0) - from >= NEARLY * claimed * SECOND;
  }

  private revised(point: Point, words: Words, cause: Instant): readonly Observation[] {
    const { judged, ofSeries, ofOthers, said } = words;
    const next = composed(judged, ofSeries, ofOthers);
    point.words = words;
    if (isSame(next, said)) return [];
    // A clock that was set back must not make the newer word the older one.
    const revised: Observation = { ...next, judgement: Math.max(cause, (said.judgement ?? 0) + 1) };
    point.words = { ...words, said: revised };
    return [revised];
  }

  private wordsOf(point: Point): Words {
    if (point.words !== undefined) return point.words;
    const judged = this.plain(point);
    return { judged, ofSeries: NONE, ofOthers: NONE, said: judged };
  }

  private plain({ at, value, receivedAt }: Point): Observation {
    const { sensor, quantity } = this.series;
    return { sensor, quantity, value, phenomenonTime: at, receivedAt, timeFrom: 'sensor', flag: GOOD, checks: NONE };
  }

  /** Whether it can be told again from its time, its value and its arrival. */
  private isPlain({ sensor, quantity, flag, checks, timeFrom, revision, judgement }: Observation): boolean {
    return sensor === this.series.sensor && quantity === this.series.quantity && flag === GOOD && checks.length === 0 && timeFrom === 'sensor' && revision === undefined && judgement === undefined;
  }

  private letGo(): void {
    // A quarter at a time: half would keep twice what may be revised.
    const old = this.points.length >> 2;
    const newest = this.points[this.points.length - 1];
    const first = this.points[old];
    if (this.points.length < FEWEST_KEPT || newest === undefined || first === undefined || first.at > newest.at - REVISED_FOR) return;
    for (const { value, at } of this.points.splice(0, old)) {
      this.earlier.push(value);
      this.earlierAt.push(at);
    }
    if (this.earlier.length <= 2 * this.reach) return;
    this.earlier = this.earlier.slice(-this.reach);
    this.earlierAt = this.earlierAt.slice(-this.reach);
  }
}

/** Its neighbours in time have been let go, so what they would have said of it is not known: that is not the same as good. */
const judgedAlone = (judged: Observation): Observation => (judged.flag === GOOD ? { ...judged, flag: NOT_EVALUATED } : judged);

/**
 * Checks of the step to a value, not of the value. QARTOD fails it for them; live it may be the surge itself, so it is suspect
 * and counts (decision 0009).
 */
const OF_THE_STEP: ReadonlySet<CheckName> = new Set<CheckName>(['rate-of-change', 'time-gap']);
const atMostSuspect = (result: CheckResult): CheckResult => (OF_THE_STEP.has(result.check) ? { ...result, flag: SUSPECT } : result);

function composed(judged: Observation, ofSeries: readonly CheckResult[], ofOthers: readonly CheckResult[]): Observation {
  if (ofSeries.length + ofOthers.length === 0) return judged;
  const checks = [...judged.checks, ...ofSeries, ...ofOthers];
  return { ...judged, flag: worstFlag([judged.flag, GOOD, ...checks.map(({ flag }) => flag)]), checks };
}

const isSame = (one: Observation, other: Observation): boolean =>
  one.value === other.value &&
  one.flag === other.flag &&
  one.checks.length === other.checks.length &&
  one.checks.every(({ check, flag, detail }, index) => {
    const there = other.checks[index];
    return there?.check === check && there.flag === flag && there.detail === detail;
  });

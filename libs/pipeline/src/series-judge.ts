import { HOUR, type Instant, SECOND, type Seconds, shifted, type TimeWindow } from '@voldgrav/hydrology';
import { boundOf, type CheckName, type CheckResult, checkPoint, FAIL, firstLookedAt, GOOD, limitsOf, NOT_EVALUATED, type Observation, reachOf, type SeriesLimits, settle, spike, SUSPECT, worstFlag } from '@voldgrav/quality';
import { reckonedQuantity, type Sensor } from '@voldgrav/reading';
import { type Arrival, newestTime, SampleColumns, timeAt } from '@voldgrav/rollup';
import { Delays } from './delays.ts';
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
  /** All that checks look at: what may be revised, and before it as far as a value has stood still. Of a plain value only what makes it up is kept, in columns. */
  private readonly points = new SampleColumns();
  /** The first place that may still be revised. What lies before it is only looked back to. */
  private begin = 0;
  /** Of those that may be revised. */
  private readonly delays = new Delays();
  /** By the time of the value: of none while nothing speaks against it, and nothing else is out of the ordinary. */
  private words: Map<Instant, Words> | undefined;

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
    if (this.timeBefore(place) !== judged.phenomenonTime) return { arrival: 'added', said: this.insert(place, judged) };
    const kept = this.wordsAt(place - 1).judged;
    const stands = settle(kept, judged);
    if (stands === kept) return { arrival: kept.value === judged.value ? 'duplicate' : 'conflict', said: [] };
    return { arrival: stands === judged ? 'added' : 'conflict', said: this.replace(place - 1, stands, judged.receivedAt) };
  }

  /** A value that we reckon ourselves, because of something that came at `cause`: it takes the place of what was reckoned before. */
  put(judged: Observation, cause: Instant): readonly Observation[] {
    if (this.isTooLate(judged.phenomenonTime)) return [{ ...judgedAlone(judged), judgement: cause }];
    const place = this.placeAfter(judged.phenomenonTime);
    if (this.timeBefore(place) !== judged.phenomenonTime) return this.insert(place, judged);
    return this.replace(place - 1, judged, cause);
  }

  /** What comparing with other sensors says of everything in a window, known at `cause`. Gives what is now said otherwise. */
  compared(window: TimeWindow, results: readonly CheckResult[], cause: Instant): readonly Observation[] {
    const said: Observation[] = [];
    const until = this.placeAfter(window.until);
    for (let place = this.placeAfter(window.after); place < until; place += 1) {
      if (results.length === 0 && !this.isSpokenOf(place)) continue;
      said.push(...this.revised(place, { ...this.wordsAt(place), ofOthers: results }, cause));
    }
    return said;
  }

  /** What is said now of everything in a window, in time order. */
  saidIn(window: TimeWindow): readonly Observation[] {
    const said: Observation[] = [];
    const until = this.placeAfter(window.until);
    for (let place = this.placeAfter(window.after); place < until; place += 1) said.push(this.words?.get(this.points.timeAt(place))?.said ?? this.plain(place));
    return said;
  }

  private isTooLate(at: Instant): boolean {
    const newest = newestTime(this.points);
    return newest !== undefined && at <= newest - REVISED_FOR;
  }

  private placeAfter(at: Instant): number {
    return Math.max(this.begin, this.points.countUntil(at));
  }

  /** Of what may be revised. */
  private timeBefore(place: number): Instant | undefined {
    return place > this.begin ? this.points.timeAt(place - 1) : undefined;
  }

  private insert(place: number, judged: Observation): readonly Observation[] {
    const { phenomenonTime: at, value, receivedAt } = judged;
    const isNewest = place === this.points.length;
    this.points.insert(place, { at, value });
    this.delays.insert(place - this.begin, receivedAt - at);
    if (!this.isPlain(judged)) this.speakOf(at, { judged, ofSeries: NONE, ofOthers: NONE, said: judged });
    if (!isNewest) this.run?.forget();
    const ofSeries = this.check(place, isNewest ? this.run?.next(value, this.points) : undefined);
    const said = composed(judged, ofSeries, NONE);
    if (said !== judged) this.speakOf(at, { judged, ofSeries, ofOthers: NONE, said });
    const all = [said, ...(isNewest ? this.checkSpike(place - 1, receivedAt) : this.checkAround(place, receivedAt))];
    this.letGo();
    return all;
  }

  /** All that a successor in its order says of a value. */
  private checkSpike(place: number, cause: Instant): readonly Observation[] {
    if (place < this.begin || this.limits.spike === undefined) return [];
    const result = spike(this.points, place, this.limits.spike);
    if (result.flag < SUSPECT) return [];
    const words = this.wordsAt(place);
    return this.revised(place, { ...words, ofSeries: [result, ...words.ofSeries] }, cause);
  }

  private replace(place: number, judged: Observation, cause: Instant): readonly Observation[] {
    const isCorrected = this.points.valueAt(place) !== judged.value;
    if (isCorrected) this.run?.forget();
    // What is said next is said otherwise than before, whatever it is.
    this.speakOf(judged.phenomenonTime, { ...this.wordsAt(place), judged });
    this.points.replace(place, { at: judged.phenomenonTime, value: judged.value });
    return [...this.checkAgain(place, cause), ...(isCorrected ? this.checkAround(place, cause) : [])];
  }

  /** The others: all that follows a value that came late, or is corrected, had another past before, and the one before it another successor. */
  private checkAround(place: number, cause: Instant): readonly Observation[] {
    const said: Observation[] = [];
    for (let each = Math.max(this.begin, place - 1); each < this.points.length; each += 1) if (each !== place) said.push(...this.checkAgain(each, cause));
    return said;
  }

  private checkAgain(place: number, cause: Instant): readonly Observation[] {
    const ofSeries = this.check(place);
    if (ofSeries.length === 0 && !this.isSpokenOf(place)) return [];
    return this.revised(place, { ...this.wordsAt(place), ofSeries }, cause);
  }

  private check(place: number, still?: number): readonly CheckResult[] {
    const results = checkPoint(this.points, place, { limits: this.limits, interval: this.interval, still });
    // Nearly always nothing speaks against it. What the sensor sees was said when it was judged alone.
    if (results.every(({ flag }) => flag < SUSPECT)) return NONE;
    // At the end of what the sensor sees its value must stand still: a flood is not a stuck sensor (trap 10).
    const isBound = boundOf(this.words?.get(this.points.timeAt(place))?.judged ?? NOTHING) !== undefined;
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
    const from = timeAt(this.points, place - back);
    return from === undefined || this.points.timeAt(place) - from >= NEARLY * claimed * SECOND;
  }

  private revised(place: number, words: Words, cause: Instant): readonly Observation[] {
    const { judged, ofSeries, ofOthers, said } = words;
    const next = composed(judged, ofSeries, ofOthers);
    const at = this.points.timeAt(place);
    if (isSame(next, said)) {
      this.speakOf(at, words);
      return [];
    }
    // A clock that was set back must not make the newer word the older one.
    const revised: Observation = { ...next, judgement: Math.max(cause, (said.judgement ?? 0) + 1) };
    this.speakOf(at, { ...words, said: revised });
    return [revised];
  }

  private speakOf(at: Instant, words: Words): void {
    this.words ??= new Map();
    this.words.set(at, words);
  }

  private letGoOfWords(): void {
    if (this.words === undefined) return;
    const oldest = this.points.timeAt(this.begin);
    for (const at of this.words.keys()) if (at < oldest) this.words.delete(at);
    if (this.words.size === 0) this.words = undefined;
  }

  private isSpokenOf(place: number): boolean {
    return this.words?.has(this.points.timeAt(place)) === true;
  }

  private wordsAt(place: number): Words {
    const words = this.words?.get(this.points.timeAt(place));
    if (words !== undefined) return words;
    const judged = this.plain(place);
    return { judged, ofSeries: NONE, ofOthers: NONE, said: judged };
  }

  private plain(place: number): Observation {
    const { sensor, quantity } = this.series;
    const at = this.points.timeAt(place);
    return { sensor, quantity, value: this.points.valueAt(place), phenomenonTime: at, receivedAt: shifted(at, this.delays.at(place - this.begin) ?? NaN), timeFrom: 'sensor', flag: GOOD, checks: NONE };
  }

  /** Whether it can be told again from its time, its value and its arrival. */
  private isPlain({ sensor, quantity, flag, checks, timeFrom, revision, judgement }: Observation): boolean {
    return sensor === this.series.sensor && quantity === this.series.quantity && flag === GOOD && checks.length === 0 && timeFrom === 'sensor' && revision === undefined && judgement === undefined;
  }

  private letGo(): void {
    // A quarter at a time: half would keep twice what may be revised.
    const count = this.points.length - this.begin;
    if (count < FEWEST_KEPT) return;
    const old = count >> 2;
    const newest = this.points.timeAt(this.points.length - 1);
    if (this.points.timeAt(this.begin + old) > newest - REVISED_FOR) return;
    this.delays.drop(old);
    this.begin += old;
    this.letGoOfWords();
    const unreached = Math.max(this.begin - this.reach, firstLookedAt(this.points, this.begin, this.limits));
    this.points.drop(unreached);
    this.begin -= unreached;
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

import { type Catchment, type Instant, instant, MINUTE, type Micrometres, type Minutes, minutes, SECOND, shifted, type TimeWindow } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import {
  countUntil,
  coveredFrom,
  INSURERS,
  isMet,
  KRAFTIG_REGN,
  LONGEST_COVER,
  meanRain,
  minuteOf,
  newestTime,
  type RainCriterion,
  type RainDepth,
  type RainMaximum,
  type RainRecord,
  RainWindows,
  sampleAt,
  SKYBRUD,
  timeAt,
  WINDOW_DURATIONS,
} from '@voldgrav/rollup';
import { BySensor } from '../by-sensor.ts';
import type { SensorNumbers } from '../sensor-numbers.ts';
import { KEPT, type SeriesBook } from '../series-book.ts';
import { eachRainMinute } from './each-rain-minute.ts';
import { gapSumAt } from './gap-sum-at.ts';
import { HeardUntil } from './heard-until.ts';
import { UnbrokenCover } from './unbroken-cover.ts';

export const CRITERIA = { skybrud: SKYBRUD, kraftigRegn: KRAFTIG_REGN, insurers: INSURERS } as const;
export type CriterionName = keyof typeof CRITERIA;

/** Whether the storm has been rain of a name at any gauge, and where and when first. */
export type StormVerdict =
  | { readonly answer: 'yes'; readonly firstAt: Instant; readonly gauge: string }
  | { readonly answer: 'no' | 'unknown' };

export interface GaugeMaximum extends RainMaximum {
  readonly gauge: string;
}

interface GaugeRain {
  readonly sensor: Sensor;
  /** Its number in the windows. */
  readonly number: number;
  readonly cover: UnbrokenCover;
  /** µm since the storm began. */
  total: number;
  /** The newest word of its series. */
  newest: Instant | undefined;
  /** When a criterion was first met in the storm, as far as it has been asked for. */
  readonly firstMet: Map<CriterionName, Instant>;
}

const longestOf = ({ limits }: RainCriterion): number => Math.max(...limits.map((limit) => limit.minutes));
const LONGEST: Readonly<Record<CriterionName, number>> = { skybrud: longestOf(SKYBRUD), kraftigRegn: longestOf(KRAFTIG_REGN), insurers: longestOf(INSURERS) };

const NO: StormVerdict = { answer: 'no' };
const UNKNOWN: StormVerdict = { answer: 'unknown' };
const NO_GAUGES: readonly GaugeRain[] = [];

const LIVE = { ten: minutes(10), thirty: minutes(30), sixHours: minutes(360) } as const;

/**
 * Every gauge's live windows, and what the open storm has brought to each. What it says follows from the series alone, in
 * whatever order they came to be what they are. A tick costs the same however long the windows are.
 */
export class RainBook {
  private readonly series: SeriesBook;
  private readonly gauges: BySensor<GaugeRain>;
  private readonly all: readonly GaugeRain[];
  private readonly windows: RainWindows;
  private readonly lists = new WeakMap<readonly string[], readonly GaugeRain[]>();
  private readonly halves = new HeardUntil<GaugeRain>(({ newest }) => newest);
  private since = instant(-Infinity);
  private minute = -Infinity;
  /** How often what it says of every gauge may have become another at once: with each new minute, and with a storm. */
  turn = 0;

  constructor(gauges: readonly Sensor[], series: SeriesBook, numbers?: SensorNumbers) {
    this.series = series;
    this.windows = new RainWindows(gauges.length);
    this.all = gauges.map((sensor, number) => ({ sensor, number, cover: new UnbrokenCover(), total: 0, newest: undefined, firstMet: new Map() }));
    this.gauges = new BySensor(numbers, this.all.map((gauge) => [gauge.sensor.id, gauge]));
  }

  /** The series of a gauge says otherwise of `at` than before: there is more rain, less, or none known any longer. */
  changed(id: string, at: Instant): void {
    const gauge = this.gauges.get(id);
    if (gauge === undefined) return;
    const record = this.recordOf(gauge);
    const newest = newestTime(record.samples);
    // Of what the series no longer holds it can say nothing.
    if (newest !== undefined && at <= shifted(newest, -KEPT)) return;
    gauge.cover.changed(record, at);
    if (this.isNext(gauge, record, at)) this.fillOn(gauge, record);
    else this.fill(gauge, record, at);
    gauge.newest = newest;
  }

  elapse(now: Instant): void {
    const minute = minuteOf(now);
    if (minute === this.minute) return;
    this.minute = minute;
    this.turn += 1;
    if (this.windows.elapse(now)) this.fillAll();
  }

  /** A storm begins with rain at `onset`: what is told of it counts from there. */
  beginStorm(onset: Instant): void {
    this.since = onset;
    this.turn += 1;
    this.windows.reset(onset);
    for (const gauge of this.all) {
      gauge.total = 0;
      gauge.firstMet.clear();
    }
  }

  /** Rain over a catchment in windows that end now: the mean of its gauges. */
  over(catchment: Catchment, now: Instant): Record<keyof typeof LIVE, RainDepth> {
    const mean = (duration: Minutes) => meanRain(catchment.gauges.map((id) => this.depth(id, duration, now)));
    return { ten: mean(LIVE.ten), thirty: mean(LIVE.thirty), sixHours: mean(LIVE.sixHours) };
  }

  /** What one gauge's window of a watched duration holds now. The newest word is not late yet: what has passed since, and the rest of the running minute, counts as covered. */
  depth(id: string, duration: Minutes, now: Instant): RainDepth {
    const gauge = this.gauges.get(id);
    if (gauge === undefined) return { depth: 0 as Micrometres, completeness: 0 };
    this.elapse(now);
    return this.windows.depth(gauge.number, duration, isAwaited(gauge, now) ? Math.max(0, minuteOf(now) * MINUTE - newestOf(gauge)) : 0);
  }

  /** Whether a gauge's words leave nothing of a window open. False where only a closer look could tell. */
  covers(id: string, { after, until }: TimeWindow): boolean {
    const gauge = this.gauges.get(id);
    return gauge !== undefined && gauge.cover.since <= after && isAwaited(gauge, until);
  }

  /** The time up to which at least half of these gauges have spoken; before all time while they have not. */
  heardUntil(ids: readonly string[]): Instant {
    return this.halves.halfOf(this.gaugesOf(ids));
  }

  /** The first moment after `now` at which one of these gauges is awaited no longer, should it say nothing more; Infinity where none is awaited. */
  silentFrom(ids: readonly string[], now: Instant): number {
    let first = Infinity;
    const gauges = this.gaugesOf(ids);
    for (let place = 0; place < gauges.length; place += 1) {
      const gauge = gauges[place]!;
      const at = newestOf(gauge) + awaitedFor(gauge) + 1;
      if (at > now && at < first) first = at;
    }
    return first;
  }

  /** What a gauge has caught since the storm began. */
  total = (id: string): Micrometres => (this.gauges.get(id)?.total ?? 0) as Micrometres;

  /**
   * What these gauges have caught since the storm began: all together in µm, and which of them most, of equals the first; and the most that any has caught in the
   * last ten minutes. No series is asked.
   */
  caught(ids: readonly string[], now: Instant): { readonly total: number; readonly greatest: { readonly gauge: string; readonly depth: Micrometres } | undefined; readonly lastTen: Micrometres } {
    this.elapse(now);
    const gauges = this.gaugesOf(ids);
    let total = 0;
    let lastTen = 0;
    let most = 0;
    let wettest: GaugeRain | undefined;
    for (let place = 0; place < gauges.length; place += 1) {
      const gauge = gauges[place]!;
      total += gauge.total;
      if (gauge.total > most) {
        wettest = gauge;
        most = gauge.total;
      }
      lastTen = Math.max(lastTen, this.windows.caught(gauge.number, LIVE.ten));
    }
    return { total, greatest: wettest === undefined ? undefined : { gauge: wettest.sensor.id, depth: most as Micrometres }, lastTen: lastTen as Micrometres };
  }

  /**
   * The greatest depth of each duration in the storm, and the gauge that caught it, of these gauges; of equals the first. What `before` says too stays the same object:
   * in a large town hundreds of lists are asked for with every tick, and few of them have changed.
   */
  maxima(ids: readonly string[], before: readonly GaugeMaximum[] = []): readonly GaugeMaximum[] {
    const gauges = this.gaugesOf(ids);
    const maxima: GaugeMaximum[] = [];
    let news = 0;
    for (const duration of WINDOW_DURATIONS) {
      const wettest = this.wettest(gauges, duration);
      if (wettest === undefined) continue;
      const depth = this.windows.greatestDepth(wettest.number, duration);
      const endsAt = this.windows.greatestEndsAt(wettest.number, duration);
      const last = before[maxima.length];
      const isNews = last === undefined || last.minutes !== duration || last.depth !== depth || last.endsAt !== endsAt || last.gauge !== wettest.sensor.id;
      news += Number(isNews);
      maxima.push(isNews ? { minutes: duration, depth, endsAt, gauge: wettest.sensor.id } : last);
    }
    return news === 0 && maxima.length === before.length ? before : maxima;
  }

  private wettest(gauges: readonly GaugeRain[], duration: Minutes): GaugeRain | undefined {
    let wettest: GaugeRain | undefined;
    let most = 0;
    for (let place = 0; place < gauges.length; place += 1) {
      const gauge = gauges[place]!;
      const depth = this.windows.greatestDepth(gauge.number, duration);
      if (depth <= most) continue;
      wettest = gauge;
      most = depth;
    }
    return wettest;
  }

  /** The same lists of gauges are asked about again and again. */
  private gaugesOf(ids: readonly string[]): readonly GaugeRain[] {
    const known = this.lists.get(ids);
    if (known !== undefined) return known;
    const gauges = ids.flatMap((id) => this.gauges.get(id) ?? []);
    this.lists.set(ids, gauges);
    return gauges;
  }

  /**
   * "Yes" from any gauge stands. "No" needs every window that ended in the storm, up to `until`, to be whole at every gauge: those of
   * six hours reach back six hours before the storm (domain.md §1). `maxima` are these gauges': what they do not reach together none of them does.
   */
  verdicts(ids: readonly string[], until: Instant, maxima = this.maxima(ids)): Readonly<Record<CriterionName, StormVerdict>> {
    const gauges = this.gaugesOf(ids);
    // How far back every one of them has left nothing open; never where one is not heard any more.
    let wholeSince = gauges.length === ids.length ? -Infinity : Infinity;
    // By places, as below: a tick goes through most gauges of a town.
    for (let place = 0; place < gauges.length; place += 1) {
      const gauge = gauges[place]!;
      wholeSince = Math.max(wholeSince, isAwaited(gauge, until) ? gauge.cover.since : Infinity);
    }
    return {
      skybrud: this.verdict('skybrud', isAnyReached(CRITERIA.skybrud, maxima) ? gauges : NO_GAUGES, wholeSince),
      kraftigRegn: this.verdict('kraftigRegn', isAnyReached(CRITERIA.kraftigRegn, maxima) ? gauges : NO_GAUGES, wholeSince),
      insurers: this.verdict('insurers', isAnyReached(CRITERIA.insurers, maxima) ? gauges : NO_GAUGES, wholeSince),
    };
  }

  private verdict(name: CriterionName, gauges: readonly GaugeRain[], wholeSince: number): StormVerdict {
    let firstAt: Instant | undefined;
    let where: GaugeRain | undefined;
    for (let place = 0; place < gauges.length; place += 1) {
      const gauge = gauges[place]!;
      const at = this.firstMet(gauge, name);
      if (at === undefined || (firstAt !== undefined && at >= firstAt)) continue;
      firstAt = at;
      where = gauge;
    }
    if (firstAt === undefined || where === undefined) return wholeSince <= this.since - LONGEST[name] * MINUTE ? NO : UNKNOWN;
    return { answer: 'yes', firstAt, gauge: where.sensor.id };
  }

  private firstMet(gauge: GaugeRain, name: CriterionName): Instant | undefined {
    const { limits }: RainCriterion = CRITERIA[name];
    if (!this.isAnyMet(gauge, limits)) return undefined;
    return gauge.firstMet.get(name) ?? this.firstCrossing(gauge, name, limits);
  }

  // Apart from the question above: what a closure holds is an object each time that the function around it is called.
  private firstCrossing(gauge: GaugeRain, name: CriterionName, limits: RainCriterion['limits']): Instant {
    const met = limits.filter((limit) => isMet(this.windows.greatestDepth(gauge.number, limit.minutes), limit));
    const first = instant(Math.min(...met.map((limit) => this.crossing(gauge, limit))));
    gauge.firstMet.set(name, first);
    return first;
  }

  private isAnyMet(gauge: GaugeRain, limits: RainCriterion['limits']): boolean {
    for (let place = 0; place < limits.length; place += 1) {
      const limit = limits[place]!;
      if (isMet(this.windows.greatestDepth(gauge.number, limit.minutes), limit)) return true;
    }
    return false;
  }

  /** The word with which a limit that was met was first met. */
  private crossing(gauge: GaugeRain, limit: RainCriterion['limits'][number]): number {
    const found = this.windows.first(gauge.number, limit.minutes, (depth) => isMet(depth, limit));
    if (found === undefined) return this.windows.maximum(gauge.number, limit.minutes)?.endsAt ?? Infinity;
    const { samples } = this.recordOf(gauge);
    const ends = instant(found.minute * MINUTE);
    let depth: number = found.before;
    for (let index = countUntil(samples, shifted(ends, -MINUTE)); index < countUntil(samples, ends); index += 1) {
      const sample = sampleAt(samples, index);
      // A sum over a gap counts where all of the gap lies in the window.
      if (sample === undefined || (sample.since !== undefined && sample.since < shifted(ends, -limit.minutes * MINUTE))) continue;
      depth += sample.value;
      if (isMet(depth, limit)) return sample.at;
    }
    return ends;
  }

  /** A word in its turn, as nearly all are: nothing that was said before it is touched. */
  private isNext({ newest }: GaugeRain, { samples }: RainRecord, at: Instant): boolean {
    if (newest === undefined || at <= newest || timeAt(samples, samples.length - 2) !== newest || minuteOf(at) > this.minute) return false;
    const last = sampleAt(samples, samples.length - 1);
    return last?.at === at && last.since === undefined;
  }

  /** Adds the newest word, which is no sum over a gap, to what the windows hold. */
  private fillOn(gauge: GaugeRain, record: RainRecord): void {
    const index = record.samples.length - 1;
    const sample = sampleAt(record.samples, index);
    if (sample === undefined) return;
    const after = coveredFrom(record, index, sample.at);
    const own = minuteOf(sample.at);
    for (let minute = own; minute * MINUTE > after; minute -= 1) {
      const covered = Math.min(sample.at, minute * MINUTE) - Math.max(after, (minute - 1) * MINUTE);
      this.note(gauge, minute, this.windows.more(gauge.number, minute, { depth: (minute === own ? sample.value : 0) as Micrometres, covered }));
    }
  }

  private fill(gauge: GaugeRain, record: RainRecord, at: Instant): void {
    eachRainMinute(record, at, (minute, rain) => this.note(gauge, minute, this.windows.put(gauge.number, minute, rain)));
    this.note(gauge, minuteOf(at), this.windows.putSum(gauge.number, at, gapSumAt(record, at)));
  }

  private note(gauge: GaugeRain, minute: number, news: number): void {
    if (news === 0) return;
    if (minute >= minuteOf(this.since)) gauge.total += news;
    // What falls after a limit was crossed does not change when that was.
    for (const [name, first] of gauge.firstMet) if (minute <= minuteOf(first)) gauge.firstMet.delete(name);
  }

  /** After a leap of the clock windows are filled anew from the series; totals and first times stand. */
  private fillAll(): void {
    for (const gauge of this.all) {
      const { total } = gauge;
      const firstMet = [...gauge.firstMet];
      const record = this.recordOf(gauge);
      for (let index = 0; index < record.samples.length; index += 1) this.fill(gauge, record, timeAt(record.samples, index) as Instant);
      gauge.total = total;
      for (const [name, first] of firstMet) gauge.firstMet.set(name, first);
    }
  }

  private recordOf = ({ sensor: { id, expectedInterval } }: GaugeRain): RainRecord => this.series.rain(id, expectedInterval);
}

/** ms after its newest word in which a gauge's next one is not late yet. */
const awaitedFor = ({ sensor }: GaugeRain): number => LONGEST_COVER * sensor.expectedInterval * SECOND;
const newestOf = ({ newest }: GaugeRain): number => newest ?? -Infinity;
const isAwaited = (gauge: GaugeRain, now: Instant): boolean => now - newestOf(gauge) <= awaitedFor(gauge);

const isAnyReached = ({ limits }: RainCriterion, maxima: readonly GaugeMaximum[]): boolean =>
  maxima.some(({ minutes: duration, depth }) => limits.some((limit) => limit.minutes === duration && isMet(depth, limit)));

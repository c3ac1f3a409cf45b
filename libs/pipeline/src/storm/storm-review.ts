import { type Instant, instant, MINUTE, type Minutes, shifted } from '@voldgrav/hydrology';
import type { WeatherWarning } from '@voldgrav/readiness';
import { newestTime, type Storm, stormEnd, stormId, stormWithRain } from '@voldgrav/rollup';
import type { LiveWithdrawal } from '@voldgrav/wire';
import { KEPT, type SeriesBook } from '../series-book.ts';
import { BySensor } from '../by-sensor.ts';
import type { TownIndex } from '../town-index.ts';
import { HeardUntil } from './heard-until.ts';
import type { RainBook } from './rain-book.ts';
import { RainOverGroups } from './rain-over-groups.ts';
import { rainWithin } from './rain-within.ts';
import { type AwaitedStorm, type RainedStorm, type ReviewedStorm, StormTeller } from './storm-teller.ts';
import { WarningBook } from './warning-book.ts';

const STORMS_KEPT = 20;

/** The open storm, reviewed as it goes on, and the latest ones that are over, as they were when they ended. */
export class StormReview {
  /** What opens a storm before it rains. */
  readonly warnings = new WarningBook();
  private open: RainedStorm | undefined;
  private awaited: AwaitedStorm | undefined;
  private over: readonly ReviewedStorm[] = [];
  private readonly gauges: readonly string[];
  /** The newest word of any gauge. */
  private newestWord = instant(-Infinity);
  private readonly isGauge: BySensor<true>;
  private readonly groupsOf = new Map<string, string[]>();
  private readonly series: SeriesBook;
  private readonly heardUntil: HeardUntil<string>;
  private readonly rainBook: RainBook;
  private readonly dryGap: Minutes;
  private readonly teller: StormTeller;

  constructor(index: TownIndex, series: SeriesBook, rainBook: RainBook, dryGap: Minutes) {
    this.gauges = index.gauges.map(({ id }) => id);
    this.isGauge = new BySensor(index.numbers, this.gauges.map((gauge) => [gauge, true]));
    this.series = series;
    this.heardUntil = new HeardUntil((gauge) => newestTime(series.of(gauge)));
    this.rainBook = rainBook;
    this.dryGap = dryGap;
    this.teller = new StormTeller(index, { series, rainBook, warnings: this.warnings, dryGap });
    for (const { id, gauges } of this.teller.groups) for (const gauge of gauges) this.groupsOf.set(gauge, [...(this.groupsOf.get(gauge) ?? []), id]);
  }

  /** Rain fell at a gauge. To be told before the rain itself is entered in the rain book: a new storm counts from here. */
  rain(gauge: string, at: Instant): void {
    if (this.open === undefined || at - this.open.lastRainAt > this.dryGap * MINUTE) this.settle(at);
    const awaited = this.awaited !== undefined && at >= this.awaited.openedAt && at <= this.awaited.expires ? this.awaited : undefined;
    const storm = stormWithRain(this.open, at, this.dryGap, awaited?.id);
    const isNew = storm.onset !== this.open?.onset;
    if (isNew && this.open !== undefined) this.close(this.open);
    const before = isNew || this.open === undefined ? this.begun(storm, awaited) : this.open;
    for (const id of this.groupsOf.get(gauge) ?? []) before.groupRain.rained(id, at);
    const { openedBy, openedAt, groupRain } = before;
    // Written out, as is `stormWithRain`: every word of rain comes this way, and spreads take longer than all else here (Node 20).
    this.open = { id: storm.id, onset: storm.onset, lastRainAt: storm.lastRainAt, openedBy, openedAt, groupRain };
  }

  /**
   * A gauge's rain of `at` is none any longer; the rain book knows. A storm that began or last rained with it is as long as its other
   * rain makes it, under the same name; one that has none left is taken back, and says so.
   */
  noRain(gauge: string, at: Instant, why: LiveWithdrawal, now: Instant): void {
    if (this.open !== undefined && at >= this.open.onset) this.open = this.shortened(this.open, gauge, at, why, now);
    else this.over = this.over.map((storm) => (this.wasNone(storm, at) ? this.teller.withdrawn(storm, why) : storm));
  }

  /** A sensor's record says otherwise than before: a gauge's, whether of rain or of none, or a water level. */
  heard(sensor: string): void {
    const isGauge = this.isGauge.get(sensor) === true;
    this.teller.heard(sensor, isGauge);
    const newest = isGauge ? newestTime(this.series.of(sensor)) : undefined;
    if (newest !== undefined && newest > this.newestWord) this.newestWord = newest;
  }

  /** A warning has come in; false when it was known. */
  warn(warning: WeatherWarning, now: Instant): boolean {
    const isNews = this.warnings.enter(warning);
    this.settle(now);
    return isNews;
  }

  /**
   * Newest first. Looking at a storm that has ended closes it: its evidence stands from then on. Only gauges can say that
   * it is dry: while they are silent, or a backlog is still coming in, the storm stays open however late it is.
   */
  review(now: Instant): readonly ReviewedStorm[] {
    this.settle(now);
    if (this.open !== undefined) return [this.teller.rained(this.open, undefined, now), ...this.over];
    return this.awaited === undefined ? this.over : [this.teller.awaited(this.awaited, now), ...this.over];
  }

  /** The storm that a moment lies in, as far as is known of it. */
  idAt(at: Instant): string | undefined {
    const current = this.open ?? this.awaited;
    if (current !== undefined && at >= current.openedAt) return current.id;
    return this.over.find(({ span }) => at >= span.from && at <= (span.until ?? Infinity))?.storm.id;
  }

  private settle(now: Instant): void {
    // While no gauge has been heard a dry gap beyond the last rain, half of them have not.
    if (this.open !== undefined && stormEnd(this.open, this.newestWord, this.dryGap) !== undefined && stormEnd(this.open, this.heardUntil.halfOf(this.gauges), this.dryGap) !== undefined) {
      this.close(this.open);
      this.open = undefined;
    }
    this.await(now);
  }

  /** A warning of water opens a storm before it rains; one that runs out or is taken back without rain closes it again. */
  private await(now: Instant): void {
    const standing = this.warnings.ofWater(now);
    if (standing.length === 0) {
      if (this.awaited !== undefined) this.closeAwaited(this.awaited, now);
      this.awaited = undefined;
      return;
    }
    const expires = instant(Math.max(...standing.map((warning) => warning.expires)));
    if (this.awaited !== undefined) this.awaited = { ...this.awaited, expires };
    // Rain that is falling is the storm: a warning that comes in during it belongs to it.
    else if (this.open === undefined && !this.isSpent(standing.map(({ id }) => id))) {
      const onset = instant(Math.min(...standing.map((warning) => warning.onset)));
      this.awaited = { id: stormId(onset), openedAt: instant(Math.min(...standing.map(({ issuedAt }) => issuedAt))), onset, expires };
    }
  }

  /** Warnings whose storm has come and gone open no second one, unless there is a new one among them. */
  private isSpent(standing: readonly string[]): boolean {
    const seen = new Set(this.over.flatMap(({ storm }) => (storm.withdrawn === undefined ? storm.warnings.map(({ id }) => id) : [])));
    return standing.every((id) => seen.has(id));
  }

  private shortened(open: RainedStorm, gauge: string, at: Instant, why: LiveWithdrawal, now: Instant): RainedStorm | undefined {
    if (at > open.lastRainAt) return open;
    for (const { id, gauges } of this.teller.groups) {
      const rained = open.groupRain.of(id);
      if (rained === undefined || !gauges.includes(gauge) || (at !== rained.onset && at !== rained.lastRainAt)) continue;
      open.groupRain.put(id, rainWithin(this.series, gauges, rained));
    }
    if (at !== open.onset && at !== open.lastRainAt) return open;
    const left = rainWithin(this.series, this.gauges, open);
    if (left !== undefined) return { ...open, ...left };
    // What a warning opened waits for rain again as long as one stands.
    if (open.openedBy === 'rain' || this.warnings.ofWater(now).length === 0) this.keep(this.teller.withdrawn(this.teller.rained(open, now, now), why));
    return undefined;
  }

  /** A storm that is over, of whose time the series still hold all, and no rain. */
  private wasNone({ storm: { onset, end, phase, openedBy, withdrawn }, span }: ReviewedStorm, at: Instant): boolean {
    if (withdrawn !== undefined || openedBy === 'warning' || phase !== 'over' || end === undefined || at < onset || at > end || onset <= this.newestWord - KEPT) return false;
    return rainWithin(this.series, this.gauges, { onset: span.from, lastRainAt: instant(end) }) === undefined;
  }

  private begun(storm: Storm, awaited: AwaitedStorm | undefined): RainedStorm {
    this.awaited = undefined;
    this.rainBook.beginStorm(storm.onset);
    return { ...storm, openedBy: awaited === undefined ? 'rain' : 'warning', openedAt: awaited?.openedAt ?? storm.onset, groupRain: new RainOverGroups() };
  }

  private close(storm: RainedStorm): void {
    // A basin is fullest some time after the last drop: the dry gap belongs to what the storm did.
    const until = shifted(storm.lastRainAt, this.dryGap * MINUTE);
    this.keep(this.teller.rained(storm, storm.lastRainAt, until));
  }

  /** No rain came: that is worth knowing too, of the warning. */
  private closeAwaited(awaited: AwaitedStorm, now: Instant): void {
    const { storm, evidence } = this.teller.awaited(awaited, now);
    this.keep({ storm: { ...storm, phase: 'over', end: now }, evidence, span: { from: awaited.openedAt, until: now } });
  }

  private keep(storm: ReviewedStorm): void {
    this.over = [storm, ...this.over].slice(0, STORMS_KEPT);
  }
}

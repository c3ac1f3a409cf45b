import type { Acknowledgement, Alert, AlertChange, AlertRule } from '@voldgrav/alert';
import { type Basin, type Catchment, type Instant, MINUTE, minutes, type SoilMoisture } from '@voldgrav/hydrology';
import { credence, FAIL, gapBefore, type Observation, SUSPECT } from '@voldgrav/quality';
import { type BasinAssessment, type CatchmentAssessment, type HeldVolume, type KnownState, timeToDecide, type Workings } from '@voldgrav/readiness';
import { reckonedQuantity, type SensorMessage, type Undecodable } from '@voldgrav/reading';
import { latestAt, type RainMaximum, type Sample } from '@voldgrav/rollup';
import { type Decoded, type Languages, type LiveAlert, type LiveChange, type LiveSnapshot, readerFor, type Sandbox, toLiveSensor, type Town } from '@voldgrav/wire';
import { AlertBook } from './alert-book.ts';
import { CatchmentWatch } from './catchment-watch.ts';
import { ComingWatch } from './coming/coming-watch.ts';
import { ForecastBook } from './coming/forecast-book.ts';
import { whatCame } from './coming/what-came.ts';
import { type Heard, Hearing, type HearingOptions } from './hearing.ts';
import { IntakeCount } from './intake-count.ts';
import { LiveView } from './live-view.ts';
import { LookTurns } from './look-turns.ts';
import type { Noted, Unusable } from './noted.ts';
import { MaintenanceWatch } from './maintenance-watch.ts';
import { NewestBook } from './newest-book.ts';
import { ReadinessWatch } from './readiness-watch.ts';
import { freshFor, SeriesBook } from './series-book.ts';
import { RainBook } from './storm/rain-book.ts';
import { type BegunStep, StepBook } from './step-book.ts';
import { StormReview } from './storm/storm-review.ts';
import { TownIndex } from './town-index.ts';

/** ms for which a catchment's answer speaks for now: three times as long as it stands at most. */
const ANSWER_FRESH = 3 * MINUTE;
/** Dry time after which new rain is a new storm (domain.md §2.8). */
const DRY_GAP = minutes(60);
/** All storms together, beside basins and catchments, which are called by their ids. */
const STORMS = [{ id: 'storms' }];

export interface TownWatchOptions {
  /**
   * `for-screens`: basins and catchments are looked at with every message that bears on them, since somebody waits for it.
   * `for-the-outcome`: basins and storms, at ticks alone, and catchments when `lookAtCatchments` is called. Alerts are raised and
   * return the same either way; that nobody began what one asks for, and what a rule on a last moment says, is known only where catchments are looked at.
   */
  readonly looks?: 'for-screens' | 'for-the-outcome';
  /** Hears of what could not be used. */
  readonly onNoted?: (noted: Noted) => void;
  readonly lateCounts?: HearingOptions['lateCounts'];
  /** Of the same town, from whoever has it already: one of ten thousand sensors takes 2 MB. */
  readonly index?: TownIndex;
}

/**
 * The way through, for one town: a message arrives, or the clock ticks, and out comes what has changed. Steps 3–11 of
 * design.md §3 in their order; each step is decided in its own lib. Nothing here reads a clock or writes a disk, so the
 * same messages and ticks in the same order give the same answers, live and replayed.
 */
export class TownWatch {
  /** Forecasts and warnings. */
  readonly coming: ComingWatch;
  private readonly index: TownIndex;
  private readonly series: SeriesBook;
  private readonly intake: IntakeCount;
  private readonly alerts = new AlertBook();
  private readonly steps = new StepBook();
  private readonly rain: RainBook;
  private readonly storms: StormReview;
  private readonly readiness: ReadinessWatch;
  private readonly catchments: CatchmentWatch;
  private readonly maintenance: MaintenanceWatch;
  private readonly view: LiveView;
  private readonly basinTurns: LookTurns<Basin>;
  private readonly catchmentTurns: LookTurns<Catchment>;
  private readonly stormTurns = new LookTurns(STORMS);
  private readonly newest: NewestBook;
  private readonly serving = new Map<string, ReadonlySet<string>>();
  private readonly hearing: Hearing;
  private readonly looks: NonNullable<TownWatchOptions['looks']>;

  /** A town with device codecs of its own needs the sandbox they run in. */
  constructor(town: Town, sandbox?: Sandbox, { onNoted = () => undefined, looks = 'for-screens', lateCounts = 'are-of-no-use', index = new TownIndex(town) }: TownWatchOptions = {}) {
    this.looks = looks;
    this.intake = new IntakeCount(onNoted);
    this.index = index;
    const { numbers } = index;
    this.series = new SeriesBook(numbers, (sensor) => index.isLookedBackAt(sensor));
    this.newest = new NewestBook(numbers);
    this.hearing = new Hearing(town.sensors, readerFor(town, sandbox), { lateCounts, numbers });
    this.maintenance = new MaintenanceWatch(town.sensors);
    this.rain = new RainBook(this.index.gauges, this.series, numbers);
    const forecasts = new ForecastBook();
    this.storms = new StormReview(this.index, this.series, this.rain, DRY_GAP);
    this.readiness = new ReadinessWatch(this.index, this.series, forecasts, this.rain);
    this.catchments = new CatchmentWatch(this.index, this.series, this.steps, (catchment, at) => forecasts.rainBySource(catchment, at), (asset, at) => forecasts.levels(asset, at));
    this.basinTurns = new LookTurns(this.index.basins, (basin, now) => this.readiness.nextSilence(basin, now));
    this.catchmentTurns = new LookTurns(town.catchments);
    this.view = new LiveView(this.index, { readiness: this.readiness, storms: this.storms, catchments: this.catchments, rain: this.rain, alerts: this.alerts });
    this.coming = new ComingWatch({ forecasts, storms: this.storms, view: this.view, catchments: this.catchments, came: whatCame(this.index, this.series) });
  }

  /** What a forecast may be about: the ids of the catchments, and of the assets with a water level. */
  get known(): { readonly catchments: readonly string[]; readonly assets: readonly string[] } {
    const { catchments, assets } = this.index.town;
    return { catchments: catchments.map(({ id }) => id), assets: assets.filter(({ kind }) => kind !== 'pump').map(({ id }) => id) };
  }

  /** A message has been journalled. Its own `receivedAt` is the time by which it is judged. */
  receive(message: SensorMessage): readonly LiveChange[] {
    return this.take(message, this.hear(message));
  }

  /** The first half of `receive`, for whoever has another use for the observations. Messages are heard in their order. */
  hear(message: SensorMessage): Heard {
    return this.hearing.hear(message);
  }

  /** The second half: what was heard in the message becomes part of what is known. */
  take(message: SensorMessage, { observations, undecodable, repeats, regained = [] }: Heard): readonly LiveChange[] {
    this.intake.message();
    for (const item of undecodable) this.intake.undecodable(item);
    for (const item of regained) this.intake.regained(item);
    for (const { observation, arrival } of repeats) {
      if (arrival === 'duplicate') this.intake.duplicate();
      else this.intake.conflict(observation, message.topic);
    }
    const [only] = observations;
    const changes = observations.length === 1 && only !== undefined ? this.observed(only, message) : observations.flatMap((observation) => this.observed(observation, message));
    return this.looks === 'for-screens' ? [...changes, { kind: 'intake', intake: this.intake.toLive() }] : changes;
  }

  /** The sensor that a topic leads to, as far as the topic alone tells. */
  sensorOf(topic: string): string | undefined {
    return this.hearing.sensorOf(topic);
  }

  /** From here on messages are read by these sources, devices and codecs, whose sensors are the town's; what was remembered stays. */
  readBy(languages: Languages, sandbox?: Sandbox): void {
    this.hearing.readBy(languages, sandbox);
  }

  /** Goes through a message again that was understood only later than it came; see `takePast`. Gives what it says. */
  receivePast(message: SensorMessage): Heard {
    const heard = this.hear(message);
    this.intake.message();
    for (const item of heard.undecodable) this.intake.undecodable(item);
    for (const item of heard.regained ?? []) this.intake.regained(item);
    this.takePast(message, heard);
    return heard;
  }

  /**
   * What a message of the past says, now that it can be read: it becomes part of what is known, of where the water is too, and nothing else comes of it.
   * No rule sees it, since an alert about then helps nobody now; no storm begins by it. What was understood when it came,
   * `partly`, is known and counted already.
   */
  takePast(message: SensorMessage, { observations }: Heard, { partly }: { readonly partly: boolean } = { partly: false }): readonly LiveChange[] {
    return observations.flatMap((observation): readonly LiveChange[] => {
      const isNew = observation.judgement === undefined;
      if (!partly && isNew) this.intake.observation(observation, message.topic);
      if (observation.quantity !== reckonedQuantity(this.index.knownSensor(observation.sensor))) return [];
      if (!isNew) this.series.revise(observation);
      else if (this.series.enter(observation) !== 'added') return [];
      this.keepNewest(observation);
      this.catchments.heard(observation.sensor, observation.phenomenonTime, message.receivedAt, gapBefore(observation));
      if (observation.quantity === 'rain_mm') this.rain.changed(observation.sensor, observation.phenomenonTime);
      if (!isNew) this.takeBackRain(observation, message.receivedAt);
      this.storms.heard(observation.sensor);
      return [shown(observation)];
    });
  }

  /** What a message says that was read by another than us, such as one of the past: judged beside what is known now. */
  judge(message: SensorMessage, decoded: Decoded): Heard {
    return this.hearing.judge(message, decoded);
  }

  /** A message was read again: what had been noted of it is this now, if anything. */
  readAgain(before: readonly Unusable[], still: readonly Undecodable[]): readonly LiveChange[] {
    this.intake.takeBack(before);
    for (const item of still) this.intake.undecodable(item);
    return [{ kind: 'intake', intake: this.intake.toLive() }];
  }

  /** A message that was refused at the door by a stated limit: counted and shown, since nothing is silent. */
  refuse(refused: Undecodable): readonly LiveChange[] {
    this.intake.message();
    this.intake.undecodable(refused);
    return [{ kind: 'intake', intake: this.intake.toLive() }];
  }

  /** Something of a message that was taken before turned out to be of no use after all. */
  note(item: Undecodable): readonly LiveChange[] {
    this.intake.undecodable(item);
    return [{ kind: 'intake', intake: this.intake.toLive() }];
  }

  /**
   * What the gauges say of each other by `now`. The journal's clock asks for it, every ten seconds, so that the store, a replay
   * and a rebuild come to the same.
   */
  settle(now: Instant): { readonly observations: readonly Observation[]; readonly changes: readonly LiveChange[] } {
    const observations = this.hearing.settle(now);
    return { observations, changes: observations.flatMap((observation) => this.revised(observation, now)) };
  }

  /** The clock ticks: when nothing arrives, time itself is the news. */
  tick(now: Instant): readonly LiveChange[] {
    this.stormTurns.take(now);
    this.rain.elapse(now);
    this.coming.settle(now);
    return [
      ...this.elapse(now),
      ...this.view.newsOfBasins(this.basinTurns.take(now), now),
      ...(this.looks === 'for-screens' ? this.view.newsOfCatchments(this.catchmentTurns.take(now), now) : []),
      ...(this.looks === 'for-screens' ? this.lookAtCatchments(now) : []),
      ...this.view.newsOfStorms(now),
      ...this.maintenance.news(now),
    ];
  }

  /** What is new of every basin, and what silence decides: the part of a tick that tells the basins' readiness, for whoever ticks without the rest. */
  lookAtBasins(now: Instant): readonly LiveChange[] {
    return [...this.elapse(now), ...this.view.newsOfBasins(this.index.basins, now)];
  }

  /** What is new of the catchments whose turn it is: the part of a tick that costs most, for whoever ticks without it. */
  lookAtCatchments(now: Instant): readonly LiveChange[] {
    return [...this.view.newsOfReadiness(now), ...this.checkDecisions(now), ...this.escalate(now)];
  }

  /** Rules on the last moment to begin something, where one of the catchments that it is about was looked at just now. */
  private checkDecisions(now: Instant): readonly LiveChange[] {
    return this.index.rulesOnDecisions.flatMap((rule) => {
      const { limits, answers } = this.catchments.bearingOn(rule.asset);
      if (!answers.some(({ at }) => at === now)) return [];
      const left = timeToDecide(limits, answers, now);
      return left === undefined ? [] : this.changed(this.alerts.observe(rule, { at: now, value: left.minutes, dangerOnly: left.perhapsLess }, this.freshForRule(rule)));
    });
  }

  /** Acknowledging an alert stops its ringing, not the clock of what it asks for (readiness.md §4). */
  private escalate(now: Instant): readonly LiveChange[] {
    const late = this.catchments.escalations();
    return this.changed(
      this.alerts.neglect((alert) => {
        const first = late.length === 0 ? undefined : late.find(({ action }) => this.servedBy(alert).has(action));
        return first === undefined ? undefined : { action: first.action, since: first.since };
      }, now),
    );
  }

  /** The actions that an alert serves, which its asset alone decides. */
  private servedBy(alert: Alert): ReadonlySet<string> {
    const known = this.serving.get(alert.asset) ?? new Set(this.view.alert(alert).actions.map(({ id }) => id));
    this.serving.set(alert.asset, known);
    return known;
  }

  /** What silence alone decides by `now`: alerts whose delay is over. The part of a tick that a restart has to go through again. */
  elapse(now: Instant): readonly LiveChange[] {
    return this.index.town.rules.flatMap((rule) => this.changed(this.alerts.elapse(rule, now, this.freshForRule(rule))));
  }

  /** An operator has seen an alert. Undefined when there is no such alert; no changes when someone already had. */
  acknowledge(alert: string, by: Acknowledgement): readonly LiveChange[] | undefined {
    const changes = this.alerts.acknowledge(alert, by);
    return changes === undefined ? undefined : this.changed(changes);
  }

  /** Everything there is to know now; the live channel numbers it. */
  snapshot(now: Instant): Omit<LiveSnapshot, 'kind' | 'n' | 'serverTime' | 'run' | 'spool'> {
    const storms = this.view.reviewedStorms(now);
    return {
      sensors: [...this.newest].map(toLiveSensor),
      basins: this.index.basins.map((basin) => this.view.basin(basin, now)),
      catchments: this.index.town.catchments.map((catchment) => this.view.catchment(catchment, now)),
      readiness: this.view.ofCatchments(),
      alerts: this.liveAlerts(),
      storms: storms.map((reviewed) => reviewed.storm),
      evidence: storms.flatMap((reviewed) => reviewed.evidence),
      maintenance: this.maintenance.at(now),
      intake: this.intake.toLive(),
    };
  }

  /** Newest first, each with its evidence. */
  stormsAt(now: Instant): ReturnType<LiveView['reviewedStorms']> {
    return this.view.reviewedStorms(now);
  }

  /** Newest first. */
  liveAlerts(): readonly LiveAlert[] {
    return this.alerts.list().map((alert) => this.view.alert(alert));
  }

  /** Since when the oldest alert that is not closed has been open, or the oldest step that is under way was begun. */
  oldestOpenEpisode(): Instant | undefined {
    const [first] = this.steps.all();
    const open = this.alerts.oldestOpen();
    return first === undefined || (open !== undefined && open < first.at) ? open : first.at;
  }

  /** What a basin could take at each of several moments, from what is known of them now. */
  readinessAt(basin: Basin, moments: readonly Instant[]): readonly BasinAssessment[] {
    const disbelief = this.catchments.disbeliefAt(basin, moments);
    return moments.map((at, index) => this.readiness.assess(basin, at, disbelief[index]));
  }

  /** Every catchment's readiness as it was last assessed; none of one whose turn has not come yet. */
  catchmentReadiness(): readonly CatchmentAssessment[] {
    return this.catchments.latest();
  }

  /** A catchment's readiness at each of several moments in their order, from what is known of them now; undefined for one that is not there. */
  catchmentReadinessAt(catchment: string, moments: readonly Instant[]): readonly CatchmentAssessment[] | undefined {
    return this.catchments.readinessAt(catchment, moments);
  }

  /** What a catchment's readiness at a moment was reckoned from, by what is known of it now; undefined for one that is not there. */
  catchmentWorkingsAt(catchment: string, at: Instant): Workings | undefined {
    return this.catchments.workingsAt(catchment, at);
  }

  hasStep = (action: string, step: string): boolean => this.index.stepOf(action, step) !== undefined;

  /** Somebody begins a step of a playbook, or ends it. One that the town does not have, or that was so already, changes nothing. */
  takeStep(what: 'begin' | 'end', step: BegunStep): void {
    if (!this.hasStep(step.action, step.step)) return;
    const isNew = what === 'begin' ? this.steps.begin(step) : this.steps.end(step.action, step.step, step.at);
    if (isNew) this.catchments.stepTaken(step.action);
  }

  /** The steps that are under way, in the order in which they were begun. */
  begunSteps(): readonly BegunStep[] {
    return this.steps.all();
  }

  /** How wet a rural catchment's soil has been, hour by hour in time order: what the engine's own day of rain cannot tell. */
  rememberSoil(catchment: string, moistures: readonly SoilMoisture[]): void {
    this.catchments.rememberSoil(catchment, moistures);
  }

  /** The last known state of a catchment before a restart: while it is unknown it ranks no milder. */
  rememberState(catchment: string, state: KnownState, at: Instant): void {
    this.catchments.rememberState(catchment, state, at);
  }

  /** What the models held on to before a restart of basins whose level was not believed since it fell: a day of words does not tell. */
  rememberHeld(held: readonly HeldVolume[]): void {
    this.catchments.rememberHeld(held);
  }

  /** A word that a sensor said before all that was gone through again: it stands while nothing else of use was heard, and raises nothing. */
  rememberWord(observation: Observation, now: Instant): void {
    const { sensor, phenomenonTime } = observation;
    if (this.series.of(sensor).length > 0) return;
    this.series.enter(observation);
    this.keepNewest(observation);
    this.catchments.heard(sensor, phenomenonTime, now);
    this.storms.heard(sensor);
  }

  /** The most that a gauge has caught in each duration since the newest storm began. */
  stormMaxima(gauge: string): readonly RainMaximum[] {
    return this.rain.maxima([gauge]);
  }

  private observed(observation: Observation, message: SensorMessage): readonly LiveChange[] {
    const now = message.receivedAt;
    if (observation.judgement !== undefined) return this.revised(observation, now);
    this.intake.observation(observation, message.topic);
    const sensor = this.index.knownSensor(observation.sensor);
    // What else a sensor sends (its battery, the count that rain was made of) is stored, and no screen lives by it.
    if (observation.quantity !== reckonedQuantity(sensor)) return [];
    const arrival = this.series.enter(observation);
    if (arrival === 'duplicate') this.intake.duplicate();
    if (arrival === 'conflict') this.intake.conflict(observation, message.topic);
    // The earlier row stands (contract.md §3): what contradicts it is counted and shown nowhere as if it were true.
    if (arrival !== 'added') return [];
    this.keepNewest(observation);
    this.catchments.heard(observation.sensor, observation.phenomenonTime, now, gapBefore(observation));
    this.noteRain(observation, now);
    this.storms.heard(observation.sensor);
    const alerts = observation.quantity === 'level_m' ? this.checkRules(observation) : [];
    return [shown(observation), ...alerts, ...this.newsAround(observation, now)];
  }

  /** What was said before is said otherwise now. It raises nothing and clears nothing: late data do not (operations.md P12). */
  private revised(observation: Observation, now: Instant): readonly LiveChange[] {
    const { sensor, phenomenonTime: at } = observation;
    if (observation.quantity !== reckonedQuantity(this.index.knownSensor(sensor))) return [];
    this.series.revise(observation);
    if (this.newest.timeOf(sensor) === at) this.keepNewest(observation);
    this.catchments.heard(sensor, at, now, gapBefore(observation));
    this.noteRain(observation, now);
    this.storms.heard(observation.sensor);
    this.takeBackRain(observation, now);
    const doubts = doubtsAbout(observation);
    const alerts = this.index.rulesWithLevel(sensor).flatMap((rule) => this.changed(this.alerts.doubt(rule, at, doubts, now)));
    return [shown(observation), ...alerts, ...this.newsAround(observation, now)];
  }

  private sampleAt(sensor: string, at: Instant): Sample | undefined {
    const sample = latestAt(this.series.of(sensor), at);
    return sample?.at === at ? sample : undefined;
  }

  /**
   * The storm is told before the rain is counted: one that begins with it counts from there. A sum over a gap counts in the live
   * windows that hold all of the gap.
   */
  private noteRain({ quantity, sensor, phenomenonTime: at }: Observation, now: Instant): void {
    if (quantity !== 'rain_mm') return;
    this.rain.elapse(now);
    if ((this.sampleAt(sensor, at)?.value ?? 0) > 0) this.storms.rain(sensor, at);
    this.rain.changed(sensor, at);
  }

  /** Rain that is none any longer may have been all that a storm rested on. */
  private takeBackRain({ quantity, sensor, phenomenonTime: at, checks }: Observation, now: Instant): void {
    if (quantity !== 'rain_mm' || (this.sampleAt(sensor, at)?.value ?? 0) > 0) return;
    const check = checks.find(({ flag }) => flag === FAIL)?.check;
    this.storms.noRain(sensor, at, { at: now, gauge: sensor, ...(check === undefined ? {} : { check }) }, now);
  }

  private keepNewest(observation: Observation): void {
    const impossibleTime = observation.checks.some((result) => result.check === 'clock' && result.flag === FAIL);
    if (impossibleTime || (this.newest.timeOf(observation.sensor) ?? -Infinity) > observation.phenomenonTime) return;
    this.newest.set(observation);
  }

  private checkRules(observation: Observation): readonly LiveChange[] {
    const at = observation.phenomenonTime;
    const proves = credence(observation);
    if (proves === 'nothing') return [];
    const doubts = doubtsAbout(observation);
    return this.index.rulesWithLevel(observation.sensor).flatMap((rule) => {
      const value = this.measured(rule, observation);
      if (value === undefined) return [];
      return this.changed(this.alerts.observe(rule, { at, value, doubts, dangerOnly: proves === 'danger-only' || this.fell(rule, value, at) }, this.freshForRule(rule)));
    });
  }

  private measured(rule: AlertRule, observation: Observation): number | undefined {
    const { measure } = rule;
    if (measure.kind !== 'can-take') return observation.value;
    const basin = this.index.basin(rule.asset);
    if (basin === undefined) return undefined;
    const at = observation.phenomenonTime;
    const value = this.readiness.assess(basin, at, undefined).canTake.find((take) => take.minutes === measure.minutes)?.middle;
    // Whether the level rests though it must not takes the model of the whole catchment to say, and mostly nothing comes of it.
    return value === undefined || this.alerts.staysNormal(rule, value) || this.catchments.disbelief(basin, at) === undefined ? value : undefined;
  }

  /** Whether the water level of a rule on it has come down by more than can have left its basin: that shows no end of danger. */
  private fell(rule: AlertRule, value: number, at: Instant): boolean {
    const basin = rule.measure.kind === 'water-level' ? this.index.basin(rule.asset) : undefined;
    return basin !== undefined && !this.alerts.staysNormal(rule, value) && this.catchments.disbelief(basin, at) === 'fell';
  }

  private freshForRule(rule: AlertRule): number {
    if (rule.measure.kind === 'latest-decision') return ANSWER_FRESH;
    const sensor = this.index.levelSensorOf(rule.asset);
    return sensor === undefined ? 0 : this.index.staleAfter(sensor.id);
  }

  private changed(changes: readonly AlertChange[]): readonly LiveChange[] {
    return changes.map((change) => ({ kind: 'alert', alert: this.view.alert(change.alert) }));
  }

  private newsAround(observation: Observation, now: Instant): readonly LiveChange[] {
    const { expectedInterval } = this.index.knownSensor(observation.sensor);
    const { catchments, basins } = this.index.around(observation.sensor);
    for (const { id } of basins) this.basinTurns.heard(id);
    for (const { id } of catchments) this.catchmentTurns.heard(id);
    // A backlog is caught up with at the next tick, and so is a gauge's word of no rain; what moves something now is shown at once.
    if (this.looks !== 'for-screens' || isDry(observation) || now - observation.phenomenonTime > freshFor(expectedInterval)) return [];
    return [
      ...this.view.newsOfBasins(this.basinTurns.answering(basins, now), now),
      ...this.view.newsOfCatchments(this.catchmentTurns.answering(catchments, now), now),
      ...(basins.length > 0 && this.stormTurns.answering(STORMS, now).length > 0 ? this.view.newsOfStorms(now) : []),
    ];
  }
}

/** A sound word of no rain. One that takes rain back moves something. */
const isDry = ({ quantity, value, judgement }: Observation): boolean => quantity === 'rain_mm' && value === 0 && judgement === undefined;

const shown = (observation: Observation): LiveChange => ({ kind: 'observation', observation: toLiveSensor(observation) });

const doubtsAbout = ({ flag, checks }: Observation) => (flag < SUSPECT ? [] : checks.filter((result) => result.flag >= SUSPECT).map(({ check }) => check));

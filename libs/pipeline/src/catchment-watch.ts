import { type Basin, type Catchment, DAY, designStorm, type Idf, type Instant, instant, MINUTE, minutes, SECOND, shifted, type SoilMoisture, type TimeWindow } from '@voldgrav/hydrology';
import {
  AHEAD_STEPS,
  aheadOf,
  assessCatchment,
  type CatchmentAssessment,
  type CatchmentEvidence,
  catchmentModels,
  type CatchmentModel,
  followed,
  followedOn,
  followedTo,
  type HeldVolume,
  type KnownState,
  levelDisbelief,
  type LevelDisbelief,
  mayBeDisbelieved,
  type ModelTrack,
  type Question,
  REFERENCE_RAINS,
  trackCopied,
  type Workings,
  workingsOf,
} from '@voldgrav/readiness';
import { newestTime } from '@voldgrav/rollup';
import { idfOf } from '@voldgrav/wire';
import { BySensor } from './by-sensor.ts';
import { HeldBook } from './held-book.ts';
import { LandMinutes } from './land-minutes.ts';
import { lastWords } from './last-words.ts';
import type { SeriesBook } from './series-book.ts';
import { SoilBook } from './soil-book.ts';
import type { BegunStep, StepBook } from './step-book.ts';
import type { TownIndex } from './town-index.ts';

/** How long an answer stands while nothing new is heard, and how soon it is asked again when something is. */
const STANDS = 60 * SECOND;
const ASKED_AGAIN = 10 * SECOND;
/** The share of all catchments that one tick looks at, and the least number, so that no tick is a long one. */
const SHARE_A_TICK = 1 / 60;
const LEAST_A_TICK = 2;
/** How far the older of the kept tracks stays behind: what comes later than this makes the model go over its day again. */
const BEHIND = 15 * MINUTE;
/** How far the newer one does: most sensors are heard within two minutes of what they speak of. */
const CLOSE_BEHIND = 2 * MINUTE;

/** How far it may be left behind while nobody needs more of it than that no level is stuck: then it is led on over all that time at once. */
const LEFT_BEHIND = 15 * MINUTE;

/** Beyond this, following anew from a day before is less work and knows as much. */
const LONGEST_LED = DAY;

interface Followed {
  readonly model: CatchmentModel;
  readonly question: Question;
  readonly ownBasins: readonly string[];
  /** Where the water was some time ago and a short while ago; undefined until asked for, and after something came that is older. */
  track: ModelTrack | undefined;
  lead: ModelTrack | undefined;
  /** Where the newer one is led on to the moment that is asked about: good until the next question. */
  seen: ModelTrack | undefined;
  /** Of when the newest word of rain on its land speaks. */
  rainedAt: Instant;
  /** ms by which `track` stays behind at least: a gauge that speaks once an hour speaks of the whole hour. */
  readonly behind: number;
  assessment: CatchmentAssessment | undefined;
  known: Known | undefined;
  due: Instant;
}

const NOT_FOLLOWED: readonly Followed[] = [];
const NOBODY: readonly TimeWindow[] = [];
const NOTHING_HELD: readonly HeldVolume[] = [];

/** The newest state that was not unknown. */
interface Known {
  readonly state: KnownState;
  readonly at: Instant;
}

/** The rain that each source had forecast over a catchment by a moment; null where none had. */
type ForecastsOf = (catchment: string, at: Instant) => CatchmentEvidence['forecasts'];

/** Follows the water of every catchment and knows its readiness as it was last assessed. */
export class CatchmentWatch {
  private readonly followed: ReadonlyMap<string, Followed>;
  private readonly bySensor: BySensor<readonly Followed[]>;
  private readonly bearing = new Map<string, { readonly limits: ReadonlySet<string>; readonly followed: readonly Followed[] }>();
  private readonly index: TownIndex;
  private readonly soil = new SoilBook();
  private readonly held = new HeldBook();
  private readonly steps: StepBook;
  private readonly evidence: CatchmentEvidence;
  private readonly forecastsOf: ForecastsOf;

  constructor(index: TownIndex, series: SeriesBook, steps: StepBook, forecastsOf: ForecastsOf = () => null, levelForecast?: CatchmentEvidence['levelForecast']) {
    this.steps = steps;
    const staleAfter = new BySensor(index.numbers, index.town.sensors.map(({ id }) => [id, index.staleAfter(id)]));
    const heard = (sensor: string) => ({ samples: series.of(sensor), staleAfter: staleAfter.get(sensor) ?? index.staleAfter(sensor) });
    const level = (sensor: string) => ({ ...heard(sensor), failed: series.failure(sensor) });
    this.index = index;
    this.forecastsOf = forecastsOf;
    const gauge = (id: string) => series.rain(id, index.knownSensor(id).expectedInterval);
    const minutes = new LandMinutes(index.town.catchments, gauge, index.numbers);
    series.onChange((sensor, at, since) => minutes.heard(sensor, this.spokenFrom(sensor, at, since), at));
    this.evidence = {
      gauge,
      minuteRain: (catchment, end) => minutes.depth(catchment, end),
      level,
      pump: heard,
      soil: (catchment, at) => this.soil.at(catchment, at),
      held: (basin, window) => this.held.first(basin, window),
      letOut: (basin, window) => this.letOut(basin, window),
      forecasts: null,
      ...(levelForecast === undefined ? {} : { levelForecast }),
      idf: idfOf(index.town.idf),
    };
    this.followed = new Map(
      catchmentModels(index.town).map((model): [string, Followed] => [
        model.catchment.id,
        { model, question: questionOf(model, index), ownBasins: model.basins.flatMap(({ basin }) => (basin.catchment === model.catchment.id ? [basin.id] : [])), track: undefined, lead: undefined, seen: undefined, rainedAt: instant(-Infinity), behind: BEHIND + longestInterval(model, index), assessment: undefined, known: undefined, due: 0 as Instant },
      ]),
    );
    this.bySensor = new BySensor(index.numbers);
    for (const each of this.followed.values()) for (const sensor of sensorsOf(each.model)) this.bySensor.set(sensor, [...(this.bySensor.get(sensor) ?? []), each]);
    series.onRain((gauge, at) => {
      for (const each of this.bySensor.get(gauge) ?? NOT_FOLLOWED) if (at > each.rainedAt) each.rainedAt = at;
    });
  }

  /** A forecast for a catchment came in, or was withdrawn: it is asked again at the next tick. */
  expectOtherwise(catchment: string): void {
    const found = this.followed.get(catchment);
    if (found !== undefined) found.due = 0 as Instant;
  }

  /** A step of an action was begun or ended: the catchments that it protects are asked again at the next tick. */
  stepTaken(action: string): void {
    for (const each of this.followed.values()) if (each.question.steps.some((step) => step.action === action)) each.due = 0 as Instant;
  }

  /** How wet a catchment's soil has been, hour by hour in time order. What was followed without knowing that is followed anew. */
  rememberSoil(catchment: string, moistures: readonly SoilMoisture[]): void {
    if (!this.soil.remember(catchment, moistures)) return;
    for (const each of this.followed.values()) {
      if (!each.model.lands.some((land) => land.catchment.id === catchment)) continue;
      each.track = each.lead = undefined;
      each.due = 0 as Instant;
    }
  }

  /** The last known state of a catchment before a restart. What was found out since stands. */
  rememberState(catchment: string, state: KnownState, at: Instant): void {
    const found = this.followed.get(catchment);
    if (found === undefined || found.known !== undefined) return;
    found.known = { state, at };
    found.due = 0 as Instant;
  }

  /** What the models held on to before a restart of basins whose level was not believed. What was followed without knowing that is followed anew. */
  rememberHeld(held: readonly HeldVolume[]): void {
    this.held.remember(held);
    for (const each of this.followed.values()) {
      if (!each.model.basins.some(({ basin: { id } }) => held.some(({ basin }) => basin === id))) continue;
      each.track = each.lead = undefined;
      each.due = 0 as Instant;
    }
  }

  /** A sensor said something of `at`, or of all the time since `since`, heard at `now`: the catchments that it bears on are soon asked again. */
  heard(sensor: string, at: Instant, now: Instant, since?: Instant): void {
    const from = this.spokenFrom(sensor, at, since);
    for (const each of this.bySensor.get(sensor) ?? NOT_FOLLOWED) {
      if (each.track !== undefined && from <= each.track.at) each.track = undefined;
      if (each.lead !== undefined && from <= each.lead.at) each.lead = undefined;
      each.due = Math.min(each.due, now + ASKED_AGAIN) as Instant;
    }
  }

  /** Assesses those catchments whose turn it is, the longest waiting first, and gives the new answers. */
  look(now: Instant): readonly CatchmentAssessment[] {
    const most = Math.max(LEAST_A_TICK, Math.ceil(this.followed.size * SHARE_A_TICK));
    // A clock that was set back must not keep us from looking.
    const waiting: Followed[] = [];
    for (const each of this.followed.values()) if (each.due <= now || each.due > now + STANDS) waiting.push(each);
    waiting.sort((one, other) => one.due - other.due);
    return waiting.slice(0, most).map((each) => this.assess(each, now));
  }

  /** Readiness as it was last assessed; none of a catchment whose turn has not come yet. */
  latest(): readonly CatchmentAssessment[] {
    return [...this.followed.values()].flatMap(({ assessment }) => assessment ?? []);
  }

  /** Ids of the limits that are an asset or flood it, and the newest answers of the catchments whose water comes to one of them. */
  bearingOn(asset: string): { readonly limits: ReadonlySet<string>; readonly answers: readonly CatchmentAssessment[] } {
    let found = this.bearing.get(asset);
    if (found === undefined) {
      const of = ({ model }: Followed) => model.limits.flatMap(({ asset: limit }) => (limit.id === asset || ('floods' in limit && limit.floods === asset) ? [limit.id] : []));
      const all = [...this.followed.values()].map((each) => ({ each, limits: of(each) })).filter(({ limits }) => limits.length > 0);
      found = { limits: new Set(all.flatMap(({ limits }) => limits)), followed: all.map(({ each }) => each) };
      this.bearing.set(asset, found);
    }
    return { limits: found.limits, answers: found.followed.flatMap(({ assessment }) => assessment ?? []) };
  }

  /** What nobody began in time, of all catchments, the longest ago first. Asked with every tick. */
  escalations(): CatchmentAssessment['escalations'] {
    const all: CatchmentAssessment['escalations'][number][] = [];
    for (const { assessment } of this.followed.values()) if (assessment !== undefined && assessment.escalations.length > 0) all.push(...assessment.escalations);
    return all.sort((one, other) => one.since - other.since);
  }

  /** What a catchment's readiness was at each of several moments in their order, by what is known of them now. Undefined for one that is not there. */
  readinessAt(catchment: Catchment['id'], moments: readonly Instant[]): readonly CatchmentAssessment[] | undefined {
    const found = this.followed.get(catchment);
    if (found === undefined) return undefined;
    let track: ModelTrack | undefined;
    let before: Instant | undefined;
    const [first] = moments;
    let known = found.known !== undefined && first !== undefined && found.known.at <= first ? found.known : undefined;
    return moments.map((at) => {
      const led = this.trackAt(found, track, at);
      let assessment = this.at(found, led, at, known?.state);
      const news = knownBy(assessment, known);
      if (news !== undefined) known = news;
      else {
        // What was known between two moments counts too: the crest may have been reached there.
        const since = this.knownBefore(found, track, before ?? known?.at, at);
        if (since !== undefined) assessment = this.at(found, led, at, (known = since).state);
      }
      track = led;
      before = at;
      return assessment;
    });
  }

  /** What a catchment's readiness at a moment was reckoned from. Undefined for one that is not there. */
  workingsAt(catchment: string, at: Instant): Workings | undefined {
    const found = this.followed.get(catchment);
    if (found === undefined) return undefined;
    const evidence = this.evidenceBy(catchment, at);
    return workingsOf(found.model, followedTo(found.model, followed(found.model, evidence, at), evidence, at), evidence, at);
  }

  /** As `disbelief`, for a screen: while an answer of its catchment stands, the basin is told as that is. */
  told(basin: Basin, now: Instant): LevelDisbelief | undefined {
    const answer = this.followed.get(basin.catchment)?.assessment;
    return answer !== undefined && now >= answer.at && now - answer.at <= STANDS ? toldOf(answer, basin) : this.disbelief(basin, now);
  }

  /**
   * Why the model speaks against a basin's level, by all that is known at `now`; undefined when it does not. What was answered a moment before has no part in
   * it, so that live and replay, which look at other times, come to the same.
   */
  disbelief(basin: Basin, now: Instant): LevelDisbelief | undefined {
    const each = this.followed.get(basin.catchment);
    const part = each?.model.basins.find(({ basin: { id } }) => id === basin.id)?.at;
    // Who has never spoken does not rest, and a town that starts would follow a day of each of its catchments to find that out.
    if (each === undefined || part === undefined || this.evidence.level(basin.levelSensor).samples.length === 0) return undefined;
    const kept = each.lead;
    if (kept !== undefined && now - kept.at <= LEFT_BEHIND && !mayBeDisbelieved(each.model, kept, part, this.evidence, now, each.rainedAt > kept.at)) return undefined;
    // A backlog asks about what is past: it is told by what is known by now.
    const lead = each.lead !== undefined && each.lead.at > now ? each.lead : this.leadTo(each, now);
    return levelDisbelief(each.model, this.seenAt(each, lead, this.evidence, now), part);
  }

  /** As `disbelief`, at each of several moments in their order. */
  disbeliefAt(basin: Basin, moments: readonly Instant[]): readonly (LevelDisbelief | undefined)[] {
    const each = this.followed.get(basin.catchment);
    const part = each?.model.basins.find(({ basin: { id } }) => id === basin.id)?.at;
    if (each === undefined || part === undefined) return moments.map(() => undefined);
    let track: ModelTrack | undefined;
    return moments.map((at) => {
      track = track === undefined ? followed(each.model, this.evidence, at) : followedOn(each.model, track, this.evidence, at);
      return levelDisbelief(each.model, this.seenAt(each, track, this.evidence, at), part);
    });
  }

  private assess(each: Followed, now: Instant): CatchmentAssessment {
    const track = this.leadTo(each, now);
    let assessment = this.at(each, track, now, each.known?.state, each.assessment);
    const news = knownBy(assessment, each.known);
    if (news !== undefined) each.known = news;
    else if (each.assessment === undefined) {
      // The first look, as after a restart: nobody was there to see what it was before.
      each.known = this.knownBefore(each, undefined, each.known?.at, now) ?? each.known;
      if (each.known !== undefined) assessment = this.at(each, track, now, each.known.state);
    }
    each.assessment = assessment;
    this.held.note(each.ownBasins, assessment.held ?? NOTHING_HELD);
    each.due = Math.min(shifted(now, STANDS), this.nextStale(each.model, now)) as Instant;
    return assessment;
  }

  private trackAt(each: Followed, track: ModelTrack | undefined, at: Instant): ModelTrack {
    return track === undefined ? followed(each.model, this.evidence, at) : followedOn(each.model, track, this.evidence, at);
  }

  /** The newest known state after `after` of a catchment that is unknown at `at`: as it was when a sensor that is silent or failed now last spoke. */
  private knownBefore(each: Followed, track: ModelTrack | undefined, after: Instant | undefined, at: Instant): Known | undefined {
    for (const word of lastWords(sensorsOf(each.model).map(this.evidence.level), after ?? instant(-Infinity), at)) {
      const known = knownBy(this.at(each, this.trackAt(each, track, word), word), undefined);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  /**
   * Leads both tracks on towards `now`, and gives the newer one. Each is led on in its own place, since whatever is kept from one look to the next is the
   * collector's work twice over: it is good until the catchment is looked at again.
   */
  private leadTo(each: Followed, now: Instant): ModelTrack {
    // Over a leap of the clock it begins anew: a lane's stands at 1970 until it is played, and months would be led through minute by minute.
    if (each.track === undefined || each.track.at > now || now - each.track.at > LONGEST_LED) each.track = followed(each.model, this.evidence, shifted(now, -each.behind));
    else if (now - each.track.at > 2 * each.behind) followedOn(each.model, each.track, this.evidence, shifted(now, -each.behind), each.track);
    const { track, lead } = each;
    const begins = lead === undefined || lead.at > now || lead.at < track.at ? track : lead;
    return (each.lead = followedOn(each.model, begins, this.evidence, shifted(now, -CLOSE_BEHIND), lead ?? trackCopied(track)));
  }

  /** A track led on to `now`, good until the next is asked for of the same catchment. */
  private seenAt(each: Followed, track: ModelTrack, evidence: CatchmentEvidence, now: Instant): ModelTrack {
    return followedTo(each.model, track, evidence, now, (each.seen ??= trackCopied(track)));
  }

  /** A gauge speaks of the whole minutes of the interval before it, and a sum over a gap of the whole gap (see `landRain`). */
  private spokenFrom(sensor: string, at: Instant, since: Instant | undefined): Instant {
    const spread = this.spreadOf(sensor);
    return instant(since !== undefined ? since + 1 : spread === 0 ? at : (Math.ceil(at / MINUTE) - spread) * MINUTE + 1);
  }

  /** Whole minutes that a gauge's word speaks of; 0 of what measures something else. */
  private spreadOf(sensor: string): number {
    const { kind, expectedInterval } = this.index.knownSensor(sensor);
    return kind === 'rain-gauge' ? Math.max(1, Math.round((expectedInterval * SECOND) / MINUTE)) : 0;
  }

  /** When the next of the sensors that it rests on falls silent: unknown must not wait for its turn. */
  private nextStale(model: CatchmentModel, now: Instant): number {
    let next = Infinity;
    for (const sensor of sensorsOf(model)) {
      const { samples, staleAfter } = this.evidence.pump(sensor);
      const at = (newestTime(samples) ?? -Infinity) + staleAfter + 1;
      if (at > now && at < next) next = at;
    }
    return next;
  }

  /** What others had said and done by `at`: of a moment of the past, nothing of what they did later. */
  private evidenceBy(catchment: string, at: Instant): CatchmentEvidence {
    const begun = this.steps.underWayAt(at);
    return {
      ...this.evidence,
      forecasts: this.forecastsOf(catchment, at),
      begunAt: (action, step) => begun.find((each) => each.action === action && each.step === step)?.at,
      isInUse: (resource, action, step) => begun.some((each) => (each.action !== action || each.step !== step) && this.index.stepOf(each.action, each.step)?.resource === resource),
    };
  }

  /** While a mobile pump is at work for a basin, or a gate lets water out of it, or somebody is at its sensor. */
  private letOut({ id, levelSensor }: Basin, window: TimeWindow): readonly TimeWindow[] {
    const { maintenance } = this.index.knownSensor(levelSensor);
    const steps = this.steps.underWayIn(window);
    if (maintenance === undefined && steps.length === 0) return NOBODY;
    const pumped = steps.flatMap(({ step, until = window.until }): TimeWindow[] => (this.pumpsFrom(step, id) ? [{ after: step.at, until }] : []));
    const worked = (maintenance ?? []).map(({ from, until, endedAt }) => ({ after: from, until: endedAt ?? until }));
    return [...pumped, ...worked.filter(({ after, until }) => after < window.until && until > window.after)];
  }

  /** A gate shuts as well as it opens: it empties what it is said to. */
  private pumpsFrom({ action, step }: BegunStep, basin: string): boolean {
    const { actions, resources } = this.index.town;
    const resource = this.index.stepOf(action, step)?.resource;
    return resources.some(({ id, kind, empties }) => id === resource && (kind === 'gate' ? empties?.includes(basin) === true : kind === 'mobile-pump' && actions.some((each) => each.id === action && each.assets.includes(basin))));
  }

  private at(each: Followed, track: ModelTrack, now: Instant, lastKnownState?: KnownState, before?: CatchmentAssessment): CatchmentAssessment {
    const evidence = this.evidenceBy(each.model.catchment.id, now);
    return assessCatchment(each.model, this.seenAt(each, track, evidence, now), evidence, each.question, now, {
      ...(before === undefined ? {} : { assessment: before }),
      ...(lastKnownState === undefined ? {} : { lastKnownState }),
    });
  }
}

/** What an assessment says is known: its state, or while that is unknown a limit that is measured reached all the same; undefined where that is no news beside `before`. */
function knownBy({ state, lastKnownState, at }: CatchmentAssessment, before: Known | undefined): Known | undefined {
  if (state !== 'unknown') return { state, at };
  return lastKnownState === undefined || lastKnownState === before?.state ? undefined : { state: lastKnownState, at };
}

/** Why the answer of a catchment does not believe the level of one of its basins. */
function toldOf({ reasons }: CatchmentAssessment, { name }: Basin): LevelDisbelief | undefined {
  if (reasons.some((reason) => reason.code === 'level-fell' && reason.name === name)) return 'fell';
  return reasons.some((reason) => reason.code === 'level-stuck' && reason.name === name) ? 'stuck' : undefined;
}

const longestInterval = (model: CatchmentModel, index: TownIndex): number =>
  Math.max(0, ...model.lands.flatMap(({ catchment }) => catchment.gauges.map((id) => index.knownSensor(id).expectedInterval * SECOND)));

function sensorsOf(model: CatchmentModel): readonly string[] {
  return [
    ...new Set([
      ...model.lands.flatMap(({ catchment }) => catchment.gauges),
      ...model.basins.map(({ basin }) => basin.levelSensor),
      ...model.streams.map(({ stream }) => stream.levelSensor),
      ...model.watched.map(({ levelSensor }) => levelSensor),
      ...model.recipients.map(({ asset }) => asset.levelSensor),
      ...model.pumps.flatMap(({ pump }) => pump.stateSensor ?? []),
    ]),
  ];
}

function questionOf(model: CatchmentModel, { town }: TownIndex): Question {
  const limits = new Set([...model.limits.map(({ asset }) => asset.id), ...model.watched.map(({ id }) => id)]);
  const deploy = new Map(town.resources.map(({ id, minutesToDeploy }) => [id, minutesToDeploy]));
  const actions = town.actions.filter(({ assets, catchments }) => catchments.includes(model.catchment.id) || assets.some((asset) => limits.has(asset)));
  return {
    steps: actions.flatMap(({ id, assets, playbook }) =>
      playbook.map((step) => ({
        action: id,
        step: step.id,
        ...(step.resource === undefined ? {} : { resource: step.resource }),
        minutesToDeploy: Math.max(step.minutesToDeploy, deploy.get(step.resource ?? '') ?? 0),
        assets,
      })),
    ),
    places: town.places.map(({ id, floodedBy }) => ({ id, floodedBy })),
    references: [...REFERENCE_RAINS, ...(town.referenceRains ?? [])],
    designRain: designRainOf(model, idfOf(town.idf)),
  };
}

/** No design storm asks for the depth of less (domain.md §2.5). */
const SHORTEST_ASKED = 10;

/** A storm of the return period that the catchment's basin was planned for, over the time looked ahead, in today's climate. */
function designRainOf(model: CatchmentModel, idf: Idf): readonly number[] | null {
  const planned = model.basins.find(({ basin }) => basin.catchment === model.catchment.id)?.basin.designReturnPeriod;
  const duration = aheadOf(model);
  if (planned === undefined || planned < idf.mostFrequent || planned > idf.rarest || duration > idf.longest || idf.shortest > SHORTEST_ASKED) return null;
  return designStorm({ depth: (length) => idf.depth(length, planned), duration: minutes(duration), step: minutes(duration / AHEAD_STEPS), peak: 0.5 });
}

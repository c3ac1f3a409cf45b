import { arrivals, copyOf, type Instant, MINUTE, shifted } from '@voldgrav/hydrology';
import { landRain } from '@voldgrav/rollup';
import type { Reason } from '../reason.ts';
import { type Basis, basisOf } from './basis.ts';
import { type Cases, casesOf } from './cases.ts';
import type { AtStake, CatchmentAssessment, CatchmentTake, Escalation, KnownState, NamedLimit, UnderRain } from './catchment-assessment.ts';
import { baseFlow, conditionsAt } from './catchment-conditions.ts';
import type { CatchmentEvidence, ForecastStep } from './catchment-evidence.ts';
import type { CatchmentModel, ModelLimit } from './catchment-model.ts';
import { catchmentTakes, explained } from './catchment-takes.ts';
import { escalations } from './escalation.ts';
import { forecastRain, type ForecastRain } from './forecast-rain.ts';
import { heldVolumes } from './held-volume.ts';
import { limitsReached, named, type ReachedLimit } from './limits-reached.ts';
import type { ModelTrack } from './model-track.ts';
import { atStake, latestDecisions, type StakedPlace, type TimedLimit, type TimedStep } from './playbook.ts';
import { type JudgedState, stateOf, worseOf } from './state-of.ts';
import { redundancyOf } from './redundancy-of.ts';
import { ruralWater } from './rural-water.ts';
import { AHEAD_STEPS, aheadOf, FAR_STEPS_IN_ONE } from './run-spaces.ts';
import { least, type RainAhead, type Scenario, type ScenarioTimes, sooner, timesOfAny, timesUnder } from './time-to-limit.ts';
import { restsOnUnheardLand, worstRains } from './unheard-land.ts';
import { unplacedRemarks, type UnplacedWater, unplacedWater } from './unplaced-water.ts';
import { unseenRain } from './unseen-rain.ts';
import { hoursUntilReady } from './until-ready.ts';
import type { ReferenceRain } from '../reference-rain.ts';
import type { TimeRange } from '../time-range.ts';

/** What a town wants to know of each of its catchments, beside what its sensors say. */
export interface Question {
  readonly steps: readonly TimedStep[];
  readonly places: readonly StakedPlace[];
  readonly references: readonly ReferenceRain[];
  /** A storm of the design return period from now on, in mm for each of `AHEAD_STEPS`; null without one. */
  readonly designRain: ArrayLike<number> | null;
}

/** What the last assessment left behind: it makes the next one quicker and remembers the last known state. */
export interface Remembered {
  readonly assessment?: CatchmentAssessment;
  readonly lastKnownState?: KnownState;
}

const LAST_TEN = 10 * MINUTE;

/**
 * Readiness of a catchment at `now`, from where its water is (`track`, see `followedTo`) and what the
 * sensors say of outlets and limits. Source: readiness.md.
 */
export function assessCatchment(
  model: CatchmentModel,
  track: ModelTrack,
  evidence: CatchmentEvidence,
  question: Question,
  now: Instant,
  remembered: Remembered = {},
): CatchmentAssessment {
  const basis = basisOf(model, track, evidence, now);
  const unplaced = unplacedWater(model, track, evidence);
  const casesUnder = (worst: readonly ReferenceRain[] | 'nothing', from = track) => nowCases(model, from, evidence, { ...basis, unplaced }, worst, now);
  const cases = casesUnder(question.references);
  const reached = limitsReached(model, cases.middle.state, evidence, now);
  const comings = (evidence.forecasts ?? []).flatMap((steps): Coming[] => {
    const rain = forecastRain(steps, now, aheadOf(model) / AHEAD_STEPS, AHEAD_STEPS);
    return rain === null ? [] : [{ rain, beyond: forecastBeyond(model, steps, rain.until, now) }];
  });
  const coming = wettest(comings);
  const known = { now, reached: reached.map(({ limit }) => limit), comings, before: remembered.assessment };
  const ahead = neverHeard(model, track) ? undefined : lookedAhead(model, cases, evidence, question, known);
  const blind = [...basis.blindStreams].filter(([part]) => ahead?.inSight.has(part) !== false).map(([, reason]) => reason);
  const restsOnLand = () => {
    const worstRain = worstRains(evidence.idf, question.references);
    // What a blind stream holds beside is not told apart from it.
    if (ahead === undefined || worstRain === undefined || blind.length > 0) return true;
    return restsOnUnheardLand(judgedAhead(model, ahead, question, known).state, (unseen) => {
      const under = lookedAhead(model, casesUnder(unseen === 'nothing' ? unseen : worstRain), evidence, question, known);
      return under.worstReached === undefined ? judgedAhead(model, under, question, known).state : 'exhausted';
    });
  };
  const unheard = basis.unheardLands.length > 0 && restsOnLand() ? basis.unheardLands : [];
  /** As bad as it may be there the water of a silent basin upstream is in the low bound. An answer rests on it unless it is the same without that doubt. */
  const restsOnBasins = () => {
    if (ahead === undefined) return true;
    const judgedNow = judgedAhead(model, ahead, question, known).state;
    const sure = { ...track, doubt: track.doubt.map((doubt, part) => (basis.blindBasins.has(part) ? 0 : doubt)) };
    if (judgedNow === 'exhausted') {
      // At best they hold as much less. What is exhausted then too is so whatever they hold.
      const least = { ...sure, drainage: withLess(track, basis.blindBasins) };
      const under = casesUnder(question.references, least);
      const still = { ...known, reached: limitsReached(model, under.middle.state, evidence, now).map(({ limit }) => limit) };
      return judgedAhead(model, lookedAhead(model, under, evidence, question, still), question, still).state !== 'exhausted';
    }
    return ahead.worstReached !== undefined || judgedAhead(model, lookedAhead(model, casesUnder(question.references, sure), evidence, question, known), question, known).state !== judgedNow;
  };
  const blindBasins = basis.blindBasins.size > 0 && restsOnBasins() ? [...basis.blindBasins.values()] : [];
  const failures = [...basis.failures, ...blind, ...blindBasins, ...unheard];
  const unknown = failures.length > 0 || model.limits.length + model.watched.length === 0;
  const said = ahead === undefined ? withoutLevel(model, cases, question, known.reached) : foreseen(model, cases, evidence, question, ahead, { ...known, unknown });
  const { judged, ...foreseeable } = said;
  const worst = unknown && judged.state !== 'exhausted' ? ahead?.worstReached : undefined;
  const committedMm = committed(model, track);
  const held = heldVolumes(model, track);
  return {
    catchment: model.catchment.id,
    at: now,
    ...statesOf(judged.state, { unknown, isMeasured: reached.some(({ isMeasured }) => isMeasured), worst: worst === undefined ? undefined : 'exhausted' }, remembered),
    ...foreseeable,
    committedMm,
    coming: coming === null ? null : { mm: coming.mm, highMm: coming.highMm, until: coming.until },
    redundancy: redundancyOf(model, track, evidence, basis, ahead?.inSight ?? new Set(), now),
    reasons: reasonsOf(
      model,
      { ...basis, failures, remarks: [...[...basis.unheardLands, ...basis.blindStreams.values(), ...basis.blindBasins.values()].filter((reason) => !failures.includes(reason)), ...basis.remarks, ...unplacedRemarks(model, unplaced)] },
      [...(worst === undefined ? [] : [{ code: 'limit-perhaps-reached', name: worst.asset.name } as const]), ...(unknown ? judged.reasons.map((reason) => doubtedReason(reason, reached)) : judged.reasons), ...nobodyBegan(model, said.escalations, now)],
      committedMm,
    ),
    ...(held.length === 0 ? {} : { held }),
  };
}

/** The water of a track with as much less in some parts as it may be off there. */
function withLess(track: ModelTrack, parts: Basis['blindBasins']): ModelTrack['drainage'] {
  const less = copyOf(track.drainage);
  for (const part of parts.keys()) less.volume[part] = Math.max(0, less.volume[part]! - track.doubt[part]!);
  return less;
}

/** Without a number nothing may be called ready; that it is unknown is said beside. */
const NOTHING_TO_SAY: JudgedState = { state: 'strained', reasons: [] };

/** A basin that was never heard hides how much can still come, and not what was measured elsewhere. */
function withoutLevel(model: CatchmentModel, cases: Cases, { places }: Question, reached: readonly NamedLimit[]) {
  const judged: JudgedState = reached.length === 0 ? NOTHING_TO_SAY : { state: 'exhausted', reasons: reached.map(({ name }) => ({ code: 'limit-reached', name })) };
  const canTake = reached.length === 0 ? [] : catchmentTakes(model, cases, reached[0], []).takes;
  return { judged, canTake, latestDecisions: [], escalations: [], atStake: atStake(places, reached.map(standing)) };
}

/** While the data are stale no time may be given (readiness.md §4). */
const untimed = ({ place, limit }: AtStake): AtStake => ({ place, limit });

/** A reason as it is told while the state is unknown: without a time, and what the model alone says as no fact. */
function doubtedReason(reason: Reason, reached: readonly ReachedLimit[]): Reason {
  if (reason.code === 'limit-reached' && reached.some(({ limit, isModelled }) => isModelled && limit.name === reason.name)) return { code: 'limit-perhaps-reached', name: reason.name, by: 'model' };
  if (reason.code === 'limit-inevitable') return { code: reason.code, name: reason.name };
  return reason.code === 'limit-below-forecast' ? { code: reason.code, name: reason.name, mm: reason.mm } : reason;
}

/** A limit that stands reached: it is hit now. */
const standing = (limit: NamedLimit): TimedLimit => ({ limit, within: { earliest: 0, latest: 0 } });

const neverHeard = (model: CatchmentModel, track: ModelTrack): boolean => model.basins.some(({ at }) => track.doubt[at] === Infinity && model.limits.some((limit) => limit.at === at));

interface Known {
  readonly now: Instant;
  readonly reached: readonly NamedLimit[];
  readonly comings: readonly Coming[];
  readonly before: CatchmentAssessment | undefined;
}

/** What one source says is coming, and what it says beyond the time that is looked ahead otherwise. */
interface Coming {
  readonly rain: ForecastRain;
  readonly beyond: RainAhead['beyond'];
}

/** The source that may bring most: no other's word makes it less. */
const wettest = (comings: readonly Coming[]): ForecastRain | null =>
  comings.reduce<ForecastRain | null>((most, { rain }) => (most === null || rain.highMm > most.highMm ? rain : most), null);

/** What the model says of the time ahead: millimetres, and times under each scenario. */
interface LookedAhead {
  readonly canTake: readonly CatchmentTake[];
  readonly times: ReturnType<typeof scenarioTimes>;
  /** Parts of the limits that the answer is about: first of all in the worse case over some duration, or in sight. */
  readonly inSight: ReadonlySet<number>;
  /** The limit that is reached at worst though no more rain falls. */
  readonly worstReached: ModelLimit | undefined;
}

function lookedAhead(model: CatchmentModel, cases: Cases, evidence: CatchmentEvidence, question: Question, { now, reached, comings, before }: Known): LookedAhead {
  const { takes, worst } = catchmentTakes(model, cases, reached[0], before?.canTake ?? []);
  const times = scenarioTimes(model, cases, evidence, question, comings, now);
  const scenarios = [times.stop, times.persist, ...(times.forecast === null ? [] : [times.forecast])];
  const seen = model.limits.filter((_, index) => scenarios.some(({ byLimit }) => byLimit[index]!.earliest !== null));
  return { canTake: takes, times, inSight: new Set([...worst, ...seen].map(({ at }) => at)), worstReached: takes.some(({ low }) => low === 0) ? worst[0] : undefined };
}

function judgedAhead(model: CatchmentModel, { canTake, times }: LookedAhead, { references }: Question, { reached }: Known): JudgedState {
  return stateOf(model, { reached: reached.map(({ name }) => name), takes: canTake, stop: times.stop, forecast: times.soonest }, references);
}

/** Last moments, what is hit, and the state that follows. */
function foreseen(model: CatchmentModel, cases: Cases, evidence: CatchmentEvidence, question: Question, ahead: LookedAhead, known: Known & { readonly unknown: boolean }) {
  const { canTake, times } = ahead;
  const { now, unknown, reached, before } = known;
  const judged = judgedAhead(model, ahead, question, known);
  const limits = timedLimits(model, times);
  const decisions = unknown ? [] : latestDecisions(question.steps, limits, now, evidence);
  return {
    judged,
    canTake,
    ...explained(model, canTake, evidence),
    ...(unknown ? {} : { timeToLimit: firstTimes(times) }),
    latestDecisions: decisions,
    // While it is unknown no last moment is told; one that has passed stays passed.
    escalations: unknown ? (before?.escalations ?? []) : escalations(decisions, before?.escalations ?? [], now),
    atStake: atStake(question.places, [...reached.map(standing), ...limits]).map((hit) => (unknown && !reached.some(({ asset }) => asset === hit.limit) ? untimed(hit) : hit)),
    ...(unknown || judged.state === 'ready' || reached.some(({ asset }) => model.watched.some(({ id }) => id === asset)) ? {} : readyAgain(model, cases, question, before)),
  };
}

/** Nothing where it takes every reference rain now: then a forecast keeps it from being ready, and no dry hours give that back. */
function readyAgain(model: CatchmentModel, { worse }: Cases, { references }: Question, before: CatchmentAssessment | undefined): Pick<CatchmentAssessment, 'hoursUntilReady'> {
  const hours = hoursUntilReady(model, worse, references, before?.hoursUntilReady);
  return hours === 0 ? {} : { hoursUntilReady: hours };
}

function scenarioTimes(model: CatchmentModel, cases: Cases, evidence: CatchmentEvidence, { designRain }: Question, comings: readonly Coming[], now: Instant) {
  const under = (rain: RainAhead) => timesUnder(model, cases, rain);
  const stop = under({ worse: NO_RAIN, better: NO_RAIN });
  const forecasts = comings.map(({ rain, beyond }) => ({ rain, times: under({ worse: rain.high, better: rain.low, beyond }) }));
  const recent = recentRain(model, evidence, now) * (aheadOf(model) / AHEAD_STEPS / 10);
  return {
    stop,
    // Where it does not rain, "as now" is the same as "stops".
    persist: recent === 0 ? stop : under(evenly(recent)),
    forecast: forecasts.length === 0 ? null : timesOfAny(forecasts.map(({ times }) => times)),
    /** The forecast under which a limit is reached first: any valid one that cannot be taken strains. */
    soonest: forecasts.reduce<(typeof forecasts)[number] | null>((first, next) => (first === null || sooner(next.times, first.times) ? next : first), null),
    design: designRain === null ? null : under({ worse: designRain, better: designRain }),
  };
}

function nowCases(model: CatchmentModel, track: ModelTrack, evidence: CatchmentEvidence, basis: Basis & { readonly unplaced: readonly UnplacedWater[] }, worst: readonly ReferenceRain[] | 'nothing', now: Instant): Cases {
  const conditions = conditionsAt(model, evidence, now);
  const base = baseFlow(model, track, evidence, now);
  const doubt = track.doubt.map((known, at) => known + (basis.moreDoubt.get(at) ?? 0));
  return casesOf(model, { ...track, doubt }, { ...conditions, dryFlow: conditions.dryFlow.map((flow, at) => flow + base[at]!) }, {
    gaugeSpread: basis.gaugeSpread,
    suspectedOutlets: basis.suspectedOutlets,
    surfaceMayBeWet: basis.gaugesComplete < 0.5,
    unplaced: basis.unplaced,
    unseen: worst === 'nothing' ? [] : unseenRain(model.lands.map(({ catchment }) => catchment.gauges.map(evidence.gauge)), worst, now),
    unheardWater: basis.unheardWater,
    rural: ruralWater(model, track, evidence, now),
  });
}

/** Minutes of a forecast that count: three days. */
const LONGEST_FORECAST = 4320;

/** What a forecast sees after the time that is looked ahead otherwise: it may be dry for hours before the rain that it is about. Undefined where that is none. */
function forecastBeyond(model: CatchmentModel, forecast: readonly ForecastStep[], until: Instant, now: Instant): RainAhead['beyond'] {
  const step = (aheadOf(model) / AHEAD_STEPS) * FAR_STEPS_IN_ONE;
  const from = shifted(now, aheadOf(model) * MINUTE);
  const length = Math.min(LONGEST_FORECAST, (until - from) / MINUTE);
  if (length <= 0) return undefined;
  const rain = forecastRain(forecast, from, step, Math.ceil(length / step));
  return rain === null || rain.highMm === 0 ? undefined : { worse: rain.high, better: rain.low };
}

const NO_RAIN = new Float64Array(AHEAD_STEPS);

// Filled anew for each catchment that it rains on: nobody keeps it.
const EVEN_RAIN = new Float64Array(AHEAD_STEPS);

function evenly(depth: number) {
  EVEN_RAIN.fill(depth);
  return { worse: EVEN_RAIN, better: EVEN_RAIN };
}

/** mm in the last ten minutes. */
function recentRain(model: CatchmentModel, evidence: CatchmentEvidence, now: Instant): number {
  const { depth } = landRain(model.catchment.gauges.map(evidence.gauge), { after: shifted(now, -LAST_TEN), until: now });
  return depth.reduce((sum, minute) => sum + minute, 0);
}

function firstTimes(times: Readonly<Record<Scenario, ScenarioTimes | null>>): Readonly<Record<Scenario, TimeRange | null>> {
  return { stop: times.stop?.first ?? null, persist: times.persist?.first ?? null, forecast: times.forecast?.first ?? null, design: times.design?.first ?? null };
}

/** Each limit's times over the scenarios that people act on; the design storm is a yardstick, not a warning. */
function timedLimits(model: CatchmentModel, { stop, persist, forecast }: Pick<LookedAhead['times'], 'stop' | 'persist' | 'forecast'>): readonly TimedLimit[] {
  const scenarios = [stop, persist, ...(forecast === null ? [] : [forecast])];
  return model.limits.map(({ asset }, index) => {
    const under = underRain(stop.byLimit[index]!, persist.byLimit[index]!, forecast?.byLimit[index]);
    return {
      limit: named(asset),
      within: {
        earliest: least(scenarios.map(({ byLimit }) => byLimit[index]!.earliest)),
        latest: least(scenarios.map(({ byLimit }) => byLimit[index]!.latest)),
      },
      ...(under === undefined ? {} : { under }),
    };
  });
}

/** By which rain a limit is in sight that is not if the rain stops now: the one that brings it soonest, and of two the rain that is measured. */
function underRain(stop: TimeRange, persist: TimeRange, forecast: TimeRange | undefined): UnderRain | undefined {
  if (stop.earliest !== null) return undefined;
  const [going, foreseen] = [persist.earliest ?? Infinity, forecast?.earliest ?? Infinity];
  if (going === Infinity && foreseen === Infinity) return undefined;
  return going <= foreseen ? 'persist' : 'forecast';
}

/** What a state is said on, beside what is judged: `isMeasured` when a limit is measured reached, which no other sensor's silence makes unsure; `worst`, what the worse case comes to. */
interface Said {
  readonly unknown: boolean;
  readonly isMeasured: boolean;
  readonly worst: KnownState | undefined;
}

/** Never milder than the last known state (readiness.md §3), nor than the worse case. */
function statesOf(judged: KnownState, { unknown, isMeasured, worst }: Said, remembered: Remembered): Pick<CatchmentAssessment, 'state' | 'lastKnownState' | 'rankedAs'> {
  if (!unknown) return { state: judged, rankedAs: judged };
  const lastKnownState = isMeasured ? 'exhausted' : remembered.lastKnownState;
  return { state: 'unknown', ...(lastKnownState === undefined ? {} : { lastKnownState }), rankedAs: worseOf(worseOf(judged, worst ?? 'ready'), lastKnownState ?? 'ready') };
}

/** What is on its way over the catchment's own hard land, as mm that need not fall any more. */
function committed(model: CatchmentModel, track: ModelTrack): number {
  const own = model.lands.find(({ catchment }) => catchment.id === model.catchment.id);
  const part = own === undefined ? undefined : model.plan.parts[own.at];
  if (own === undefined || part?.kind !== 'land') return 0;
  const volume = track.drainage.volume[own.at]! + arrivals(track.drainage, own.at).reduce((sum, each) => sum + each, 0);
  return volume / (part.hard + part.soft);
}

const nobodyBegan = (model: CatchmentModel, escalated: readonly Escalation[], now: Instant): readonly Reason[] =>
  escalated.map(({ limit, since }) => ({ code: 'nobody-began', name: model.limits.find(({ asset }) => asset.id === limit)?.asset.name ?? limit, minutes: Math.round((now - since) / MINUTE) }));

/** Worth saying from here on, in mm. */
const NOTEWORTHY = 0.1;

function reasonsOf(model: CatchmentModel, basis: Pick<Basis, 'failures' | 'remarks' | 'gaugesComplete'>, judged: readonly Reason[], committedMm: number): readonly Reason[] {
  return [
    ...(model.limits.length + model.watched.length === 0 ? [{ code: 'no-limit-known' } as const] : []),
    ...basis.failures,
    ...judged,
    ...basis.remarks,
    ...(committedMm >= NOTEWORTHY ? [{ code: 'on-its-way', mm: committedMm } as const] : []),
    ...(basis.gaugesComplete < 0.9 ? [{ code: 'rain-incomplete', share: basis.gaugesComplete } as const] : []),
  ];
}

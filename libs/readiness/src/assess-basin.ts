import {
  type Basin,
  type Catchment,
  cubicMetres,
  type Instant,
  MINUTE,
  type MetresAboveDatum,
  metresAboveDatum,
  type Millimetres,
  reducedArea,
  shifted,
  volumeAt,
  type Years,
} from '@voldgrav/hydrology';
import { latestAt, type Sample, type Samples } from '@voldgrav/rollup';
import type { BasinAssessment, BasinFilling, CanTake, ReadinessState } from './basin-assessment.ts';
import { canTake } from './can-take.ts';
import type { ComingRain } from './coming/coming-rain.ts';
import { levelFailure, type LevelDisbelief, type LevelHeard } from './level-failure.ts';
import type { Reason } from './reason.ts';
import type { ReferenceRain } from './reference-rain.ts';
import { LEVEL_ACCURACY } from './uncertainty.ts';

const TREND_SPAN = 10 * MINUTE;

export interface BasinEvidence {
  /** Usable water levels at the basin, in time order. */
  readonly levels: Samples;
  /** Beyond this age in ms the newest level no longer speaks for now. */
  readonly staleAfter: number;
  /** Its newest word that was of no use, as in `LevelHeard`. */
  readonly failed?: LevelHeard['failed'];
  /** Why the catchment's model speaks against the level; absent when it does not. */
  readonly disbelief?: LevelDisbelief | undefined;
  readonly remainingLoss: Millimetres;
  /** Rains that a ready basin must be able to take. */
  readonly references: readonly ReferenceRain[];
  /** How much of the last 30 min the catchment's gauges cover, 0–1. */
  readonly rainCompleteness: number;
  /** What forecasts expect over the catchment; absent or null without one. */
  readonly coming?: readonly ComingRain[] | null;
  readonly returnPeriodOf: (depth: Millimetres, duration: CanTake['minutes']) => Years;
}

/**
 * Readiness of one basin at `now`, with its reasons. Too little data is an answer, not an error: without a level younger
 * than `staleAfter`, or with one that is not to be believed, the state is unknown, and the last known state is named beside it. Source: readiness.md §3.
 */
export function assessBasin(basin: Basin, catchment: Catchment, evidence: BasinEvidence, now: Instant): BasinAssessment {
  const heading = { basin: basin.id, at: now, designReturnPeriod: basin.designReturnPeriod, coming: evidence.coming ?? null };
  const level = latestAt(evidence.levels, now);
  const failure = levelFailure(basin, { samples: evidence.levels, staleAfter: evidence.staleAfter, failed: evidence.failed }, evidence.disbelief, now);
  if (level === undefined) return { ...heading, state: 'unknown', canTake: [], reasons: failure === undefined ? [] : [failure] };
  const filling = fillingOf(basin, evidence.levels, level.at, metresAboveDatum(level.value));
  const takes = takesOf(basin, catchment, { filling, mayBeFull: level.bound === 'at-least' && filling.volume < filling.capacity }, evidence.remainingLoss);
  const known = judged(filling, takes, evidence);
  if (failure !== undefined) return { ...heading, state: 'unknown', lastKnownState: known.state, filling, canTake: [], reasons: [failure] };
  return {
    basin: heading.basin,
    at: now,
    designReturnPeriod: heading.designReturnPeriod,
    coming: heading.coming,
    state: known.state,
    filling,
    canTake: takes,
    available: rarest(takes, evidence.returnPeriodOf),
    reasons: level.bound === undefined && level.suspect === undefined && evidence.rainCompleteness >= COMPLETE ? known.reasons : [...known.reasons, ...levelReasons(level), ...rainReasons(evidence.rainCompleteness)],
  };
}

function fillingOf(basin: Basin, levels: Samples, measuredAt: Instant, waterLevel: MetresAboveDatum): BasinFilling {
  const capacity = volumeAt(basin.storage, basin.crest);
  const volume = cubicMetres(Math.min(capacity, volumeAt(basin.storage, waterLevel)));
  const earlier = latestAt(levels, shifted(measuredAt, -TREND_SPAN));
  const hours = earlier === undefined ? 0 : (measuredAt - earlier.at) / (60 * MINUTE);
  return {
    waterLevel,
    volume,
    capacity,
    share: volume / capacity,
    measuredAt,
    // A reading from long before would average a dry morning into a cloudburst, and between bounds nothing can be seen to rise.
    ...(earlier !== undefined && hours <= 0.5 && isExact(levels, measuredAt) && earlier.bound === undefined ? { risePerHour: (waterLevel - earlier.value) / hours } : {}),
  };
}

/** Where the sensor sees no higher the basin may be full: what it takes then is the figure, and what it takes by the level itself is its upper end. */
function takesOf(basin: Basin, catchment: Catchment, { filling, mayBeFull }: { readonly filling: BasinFilling; readonly mayBeFull: boolean }, remainingLoss: Millimetres): readonly CanTake[] {
  const higher = volumeAt(basin.storage, metresAboveDatum(filling.waterLevel + LEVEL_ACCURACY));
  const balance = {
    reducedArea: reducedArea(catchment),
    capacity: filling.capacity,
    volume: filling.volume,
    outlet: basin.outlet,
    remainingLoss,
  };
  const uncertainty = Math.max(0, higher - filling.volume);
  if (!mayBeFull) return canTake(balance, uncertainty);
  return canTake(balance, uncertainty, filling.capacity - filling.volume).map((take) => ({ ...take, middle: take.low }));
}

function judged(
  filling: BasinFilling,
  takes: readonly CanTake[],
  { references, coming }: Pick<BasinEvidence, 'references' | 'coming'>,
): { readonly state: Exclude<ReadinessState, 'unknown'>; readonly reasons: readonly Reason[] } {
  if (filling.volume >= filling.capacity) return { state: 'exhausted', reasons: [{ code: 'crest-reached' }] };
  const reasons: Reason[] = [];
  for (const rain of references) {
    const low = lowAt(takes, rain.minutes);
    // DMI's limits are strict: a basin that takes exactly 15.0 mm has not taken a skybrud (domain.md §1).
    if (low !== undefined && low <= rain.depth) reasons.push({ code: 'cannot-take', minutes: rain.minutes, reference: rain.depth, low });
  }
  // Forecasts say prepare: the low bound is held against the most that may come (readiness.md §3).
  for (const { minutes: duration, high, source } of coming ?? []) {
    const low = lowAt(takes, duration);
    if (low === undefined || low >= high) continue;
    reasons.push({ code: 'cannot-take-forecast', minutes: duration, coming: high, low, source });
    break;
  }
  return reasons.length > 0 ? { state: 'strained', reasons } : { state: 'ready', reasons: TAKES_ALL };
}

const TAKES_ALL: readonly Reason[] = [{ code: 'takes-reference-rains' }];

/** Asked of every basin with every look: in a plain loop. */
function lowAt(takes: readonly CanTake[], duration: CanTake['minutes']): CanTake['low'] | undefined {
  for (const take of takes) if (take.minutes === duration) return take.low;
  return undefined;
}

const NONE: readonly Reason[] = [];

const isExact = (levels: Samples, at: Instant): boolean => latestAt(levels, at)?.bound === undefined;

function levelReasons({ suspect, bound, value }: Sample): readonly Reason[] {
  if (bound !== undefined) return [{ code: 'level-at-limit', bound, level: value }];
  return suspect === undefined ? NONE : [{ code: 'level-doubtful' }];
}

/** Gauges that miss minutes make the initial loss uncertain; worth saying from a tenth on. */
const COMPLETE = 0.9;
const rainReasons = (completeness: number): readonly Reason[] =>
  completeness < COMPLETE ? [{ code: 'rain-incomplete', share: completeness }] : NONE;

function rarest(takes: readonly CanTake[], returnPeriodOf: BasinEvidence['returnPeriodOf']): NonNullable<BasinAssessment['available']> {
  let returnPeriod = Infinity as Years;
  let bindingDuration = takes[0]!.minutes;
  for (const take of takes) {
    const next = returnPeriodOf(take.middle, take.minutes);
    if (!(next < returnPeriod)) continue;
    returnPeriod = next;
    bindingDuration = take.minutes;
  }
  return { returnPeriod, bindingDuration };
}

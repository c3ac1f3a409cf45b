import type { Reason } from '../reason.ts';
import type { CatchmentTake, KnownState } from './catchment-assessment.ts';
import type { ScenarioTimes } from './time-to-limit.ts';
import type { CatchmentModel } from './catchment-model.ts';
import type { ForecastRain } from './forecast-rain.ts';
import type { ReferenceRain } from '../reference-rain.ts';
import type { TimeRange } from '../time-range.ts';

/** What the state is judged on. */
export interface Judged {
  /** Names of limits that stand reached now, by the model's middle or by a measured water level. */
  readonly reached: readonly string[];
  readonly takes: readonly CatchmentTake[];
  readonly stop: ScenarioTimes;
  /** Under the high bound of a valid forecast, in the worse case. */
  readonly forecast: { readonly rain: ForecastRain; readonly times: ScenarioTimes } | null;
}

export interface JudgedState {
  readonly state: KnownState;
  readonly reasons: readonly Reason[];
}

/** readiness.md §3. Return periods explain; they never trigger. */
export function stateOf(model: CatchmentModel, judged: Judged, references: readonly ReferenceRain[]): JudgedState {
  if (judged.reached.length > 0) return { state: 'exhausted', reasons: judged.reached.map((name) => ({ code: 'limit-reached', name })) };
  // Without a number nothing may be called ready; the caller says that it is unknown.
  if (judged.takes.length === 0) return { state: 'strained', reasons: [] };
  // The middle of the range is 0: the limit comes though no more rain falls.
  const doomed = [...new Set(judged.takes.filter(({ middle }) => middle === 0).map(({ limit }) => limit.asset))];
  const inevitable = doomed.map((id): Reason => {
    const at = model.limits.findIndex(({ asset }) => asset.id === id);
    return { code: 'limit-inevitable', name: model.limits[at]?.asset.name ?? id, within: judged.stop.byLimit[at] ?? NOW };
  });
  if (inevitable.length > 0) return { state: 'exhausted', reasons: inevitable };
  const short = references.flatMap(({ minutes, depth }): Reason[] => {
    const take = judged.takes.find((each) => each.minutes === minutes);
    // DMI's limits are strict: what takes exactly 15.0 mm has not taken a skybrud (domain.md §1).
    return take !== undefined && take.low <= depth ? [{ code: 'limit-below-reference', name: take.limit.name, minutes, reference: depth, low: take.low }] : [];
  });
  const coming = forecastReason(model, judged.forecast);
  if (short.length > 0 || coming.length > 0) return { state: 'strained', reasons: [...coming, ...short] };
  return { state: 'ready', reasons: [{ code: 'takes-reference-rains' }] };
}

function forecastReason(model: CatchmentModel, forecast: Judged['forecast']): readonly Reason[] {
  const earliest = forecast?.times.first.earliest;
  if (forecast === null || earliest === null || earliest === undefined) return [];
  const at = forecast.times.byLimit.findIndex((range) => range.earliest === earliest);
  return [{ code: 'limit-below-forecast', name: model.limits[at]?.asset.name ?? '', mm: forecast.rain.highMm, within: forecast.times.byLimit[at]! }];
}

const NOW: TimeRange = { earliest: 0, latest: 0 };

const RANK: Readonly<Record<KnownState, number>> = { ready: 0, strained: 1, exhausted: 2 };

/** The graver of two states. */
export const worseOf = (one: KnownState, other: KnownState): KnownState => (RANK[other] > RANK[one] ? other : one);

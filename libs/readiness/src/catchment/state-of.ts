import type { Reason } from '../reason.ts';
import type { CatchmentTake, KnownState } from './catchment-assessment.ts';
import type { ScenarioTimes } from './time-to-limit.ts';
import type { CatchmentModel } from './catchment-model.ts';
import type { ForecastRain } from './forecast-rain.ts';
import type { ReferenceRain } from './until-ready.ts';

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
  // "Will be even if the rain stops now": what the middle of the range says, that is the latest time not being out of sight.
  const inevitable = judged.stop.byLimit.flatMap(({ earliest, latest }, index): Reason[] =>
    earliest !== null && latest !== null ? [{ code: 'limit-inevitable', name: model.limits[index]!.asset.name, inMinutes: earliest }] : [],
  );
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
  return [{ code: 'limit-below-forecast', name: model.limits[at]?.asset.name ?? '', mm: forecast.rain.highMm, inMinutes: earliest }];
}

const RANK: Readonly<Record<KnownState, number>> = { ready: 0, strained: 1, exhausted: 2 };

/** The graver of two states. */
export const worseOf = (one: KnownState, other: KnownState): KnownState => (RANK[other] > RANK[one] ? other : one);

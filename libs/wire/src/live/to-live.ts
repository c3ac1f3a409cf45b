import { type Alert, type AlertRule, alertStateOf, severityOf } from '@voldgrav/alert';
import type { StorageEvidence } from '@voldgrav/debrief';
import { type Idf, type Instant, millimetresFrom, returnPeriodNote, returnPeriodText } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import { type BasinAssessment, reasonText } from '@voldgrav/readiness';
import type { RainDepth } from '@voldgrav/rollup';
import type { ServingAction } from '@voldgrav/strategy';
import type { LiveAlert, LiveBasin, LiveCatchment, LiveEvidence, LiveSensor } from './live-event.ts';
import { rounded } from './rounded.ts';

export function toLiveSensor(observation: Observation): LiveSensor {
  const sensor: LiveSensor = {
    id: observation.sensor,
    quantity: observation.quantity,
    value: observation.value,
    phenomenonTime: observation.phenomenonTime,
    receivedAt: observation.receivedAt,
    flag: observation.flag,
    checks: observation.checks.length === 0 ? NONE : observation.checks.map((result) => result.check),
  };
  // Every observation is told, and few are told anew.
  return observation.judgement === undefined ? sensor : { ...sensor, revised: true };
}

const NONE: LiveSensor['checks'] = [];

/** A return period is never printed beyond the town's table, and of the built-in one it is said to be indicative (domain.md §2.5). */
export function toLiveBasin(assessment: BasinAssessment, idf: Idf): LiveBasin {
  const { filling, available, lastKnownState } = assessment;
  return {
    id: assessment.basin,
    at: assessment.at,
    state: assessment.state,
    ...(lastKnownState === undefined ? {} : { lastKnownState }),
    ...(filling === undefined ? {} : toLiveFilling(filling)),
    canTake: assessment.canTake.map((take) => ({
      minutes: take.minutes,
      mm: rounded(take.middle, 1),
      lowMm: rounded(take.low, 1),
      highMm: rounded(take.high, 1),
    })),
    // Where the table covers none of the durations nothing can be said.
    ...(available === undefined || !Number.isFinite(available.returnPeriod)
      ? {}
      : { availableReturnPeriodText: returnPeriodText(available.returnPeriod, idf), bindingDuration: available.bindingDuration, ...toLiveNote(idf) }),
    designReturnPeriod: assessment.designReturnPeriod,
    ...toLiveComing(assessment.coming),
    reasons: assessment.reasons.map((reason) => ({ code: reason.code, ...reasonText(reason) })),
  };
}

/** What has to stand beside a return period: the built-in curve is not SVK's. */
export function toLiveNote(idf: Idf): { readonly returnPeriodNote?: { readonly da: string; readonly en: string } } {
  const note = returnPeriodNote(idf);
  return note === undefined ? {} : { returnPeriodNote: note };
}

/** The figure that stands beside what a basin can take, which is for half an hour too. */
const SHOWN_MINUTES = 30;

function toLiveComing(coming: BasinAssessment['coming']): Pick<LiveBasin, 'comingMm' | 'coming'> {
  const shown = coming?.find(({ minutes }) => minutes === SHOWN_MINUTES);
  if (coming === null) return { comingMm: null };
  return {
    comingMm: shown === undefined ? null : rounded(shown.middle, 1),
    coming: coming.map(({ minutes, middle, low, high, source, issuedAt }) => ({ minutes, mm: rounded(middle, 1), lowMm: rounded(low, 1), highMm: rounded(high, 1), source, issuedAt })),
  };
}

const toLiveFilling = (filling: NonNullable<BasinAssessment['filling']>) => ({
  waterLevel: rounded(filling.waterLevel, 3),
  volumeM3: rounded(filling.volume, 0),
  capacityM3: rounded(filling.capacity, 0),
  share: rounded(filling.share, 3),
  measuredAt: filling.measuredAt,
  ...(filling.risePerHour === undefined ? {} : { risePerHour: rounded(filling.risePerHour, 2) }),
});

export const toLiveCatchment = (
  id: string,
  at: Instant,
  rain: { readonly ten: RainDepth; readonly thirty: RainDepth; readonly sixHours: RainDepth },
): LiveCatchment => ({
  id,
  at,
  rain10Mm: rounded(millimetresFrom(rain.ten.depth), 1),
  rain30Mm: rounded(millimetresFrom(rain.thirty.depth), 1),
  rain360Mm: rounded(millimetresFrom(rain.sixHours.depth), 1),
  completeness: rounded(rain.thirty.completeness, 2),
});

export function toLiveAlert(alert: Alert, rule: AlertRule, serving: readonly ServingAction[]): LiveAlert {
  const { acknowledged, doubts, neglected, returnedAt } = alert;
  return {
    id: alert.id,
    rule: alert.rule,
    asset: alert.asset,
    severity: severityOf(alert, rule),
    state: alertStateOf(alert),
    episodeStart: alert.episodeStart,
    raisedAt: alert.raisedAt,
    valueWhenRaised: rounded(alert.valueWhenRaised, 3),
    ...(doubts === undefined ? {} : { doubts }),
    ...(acknowledged === undefined ? {} : { acknowledgedAt: acknowledged.at, acknowledgedBy: acknowledged.by }),
    ...(acknowledged?.organisation === undefined ? {} : { acknowledgedFor: acknowledged.organisation }),
    ...(neglected === undefined ? {} : { neglected }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
    actions: serving.map(({ action, because }) => ({ id: action.id, because })),
  };
}

export const toLiveEvidence = (evidence: StorageEvidence): LiveEvidence => ({
  id: `${evidence.action}.${evidence.basin}.${evidence.storm}`,
  action: evidence.action,
  basin: evidence.basin,
  storm: evidence.storm,
  heldM3: rounded(evidence.held, 0),
  fullestShare: rounded(evidence.fullestShare, 3),
  fullestAt: evidence.fullestAt,
  standing: evidence.standing,
});

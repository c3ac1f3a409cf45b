import { instant, isoOf, micrometresFrom, millimetresFrom, minutes } from '@voldgrav/hydrology';
import { comparedWith } from '@voldgrav/rollup';
import type { Forecast } from '@voldgrav/readiness';
import type { LiveAlert, LiveEvidence, LiveStorm, LiveStormGroup, LiveStormMaximum, LiveVerdict } from '../live/live-event.ts';
import { toForecastAnswer } from './coming-answers.ts';
import { type NoteInStorm, stormLog } from './storm-log.ts';
import type { StormAnswer, StormDossierAnswer, StormGroupAnswer, StormMaximumAnswer, VerdictAnswer } from './storm-answers.ts';
import { toAlertAnswer } from './to-alert-answer.ts';

const iso = (at: number): string => isoOf(instant(at));

/** A storm as the HTTP API tells it: the same facts as on the live channel, its times in ISO 8601. */
export function toStormAnswer({ onset, end, groups, maxima, critical, skybrud, kraftigRegn, insurers, warnings, ...rest }: LiveStorm): StormAnswer {
  return {
    ...rest,
    onset: iso(onset),
    ...(end === undefined ? {} : { end: iso(end) }),
    groups: groups.map(toGroup),
    maxima: maxima.map(toMaximum),
    ...(critical === undefined ? {} : { critical: toMaximum(critical) }),
    skybrud: toVerdict(skybrud),
    kraftigRegn: toVerdict(kraftigRegn),
    insurers: toVerdict(insurers),
    warnings: warnings.map((warning) => ({ ...warning, issuedAt: iso(warning.issuedAt), onset: iso(warning.onset), expires: iso(warning.expires) })),
  };
}

interface StormParts {
  readonly openedAt: number;
  readonly alerts: readonly LiveAlert[];
  readonly evidence: readonly LiveEvidence[];
  readonly forecasts: readonly Forecast[];
  /** What those on duty wrote in it. */
  readonly notes: readonly NoteInStorm[];
}

/** The storm with all that hangs on it, and those that people remember beside it. */
export function toStormDossier(storm: LiveStorm, { alerts, evidence, forecasts, notes, openedAt }: StormParts): StormDossierAnswer {
  const maxima = storm.maxima.map(({ minutes: duration, mm, endsAt }) => ({ minutes: minutes(duration), depth: micrometresFrom(mm), endsAt: instant(endsAt) }));
  return {
    storm: toStormAnswer(storm),
    raised: alerts.map(toAlertAnswer),
    forecasts: forecasts.map((forecast) => toForecastAnswer(forecast, storm.id)),
    log: stormLog(storm, openedAt, alerts, notes),
    evidence: evidence.map((line) => ({ ...line, fullestAt: iso(line.fullestAt) })),
    known: comparedWith(maxima).map(({ known, depth, share }) => ({ ...known, oursMm: millimetresFrom(depth), share: Number(share.toFixed(2)) })),
  };
}

const toMaximum = (maximum: LiveStormMaximum): StormMaximumAnswer => ({ ...maximum, endsAt: iso(maximum.endsAt) });
const toVerdict = (verdict: LiveVerdict): VerdictAnswer => (verdict.answer === 'yes' ? { ...verdict, firstAt: iso(verdict.firstAt) } : verdict);

const toGroup = ({ onset, lastRainAt, end, maxima, critical, skybrud, kraftigRegn, insurers, ...rest }: LiveStormGroup): StormGroupAnswer => ({
  ...rest,
  maxima: maxima.map((maximum) => ({ ...maximum, endsAt: iso(maximum.endsAt) })),
  ...(end === undefined ? {} : { end: iso(end) }),
  skybrud: toVerdict(skybrud),
  kraftigRegn: toVerdict(kraftigRegn),
  insurers: toVerdict(insurers),
  ...(onset === undefined ? {} : { onset: iso(onset) }),
  ...(lastRainAt === undefined ? {} : { lastRainAt: iso(lastRainAt) }),
  ...(critical === undefined ? {} : { critical: toMaximum(critical) }),
});

import { HOUR, shifted } from '@voldgrav/hydrology';
import type { WarningCategory, WeatherWarning } from '@voldgrav/readiness';
import type { CapAlert, CapInfo } from './cap-alert.ts';

/** How long a warning stands that does not say when it expires: DMI's are issued up to 36 h ahead (domain.md §1). */
const USUAL_LIFE = 36 * HOUR;

/** Yellow, orange and red in MeteoAlarm's words; our reading of the levels, since DMI prints no table of its own. */
const CATEGORIES: Readonly<Record<CapInfo['severity'], WarningCategory>> = { Extreme: 3, Severe: 2, Moderate: 1, Minor: 0, Unknown: 0 };

/**
 * A CAP message as a warning, from its Danish part where it has one. Undefined for what is none: a test, an exercise, an answer to
 * another message, or an alert that says nothing.
 */
export function warningOfCap(alert: CapAlert): WeatherWarning | undefined {
  const isCancellation = alert.msgType === 'Cancel';
  const info = alert.info.find(({ language }) => language.toLowerCase().startsWith('da')) ?? alert.info[0];
  if (alert.status !== 'Actual' || !['Alert', 'Update', 'Cancel'].includes(alert.msgType) || (info === undefined && !isCancellation)) return undefined;
  const onset = info?.onset ?? alert.sent;
  return {
    kind: 'warning',
    id: alert.identifier,
    source: info?.senderName ?? alert.sender,
    issuedAt: alert.sent,
    about: info === undefined ? 'other' : subjectOf(info),
    category: info === undefined ? 0 : CATEGORIES[info.severity],
    event: info?.event ?? '',
    onset,
    expires: info?.expires ?? shifted(onset, USUAL_LIFE),
    ...(info?.headline === undefined ? {} : { headline: info.headline }),
    ...(info?.description === undefined ? {} : { description: info.description }),
    areas: info?.areas.map(({ areaDesc }) => areaDesc) ?? [],
    replaces: alert.references,
    isCancellation,
  };
}

const SUBJECTS: readonly (readonly [WeatherWarning['about'], RegExp])[] = [
  ['cloudburst', /skybrud|cloudburst/i],
  ['high-water', /vandstand|stormflod|high water|water level|storm surge|coastal/i],
  ['rain', /regn|\brain|\bprecipitation/i],
];

/** From its event, its event codes and MeteoAlarm's awareness type; the first subject that any of them names. */
function subjectOf({ event, eventCodes, parameters }: CapInfo): WeatherWarning['about'] {
  const awareness = parameters.filter(({ valueName }) => valueName === 'awareness_type');
  const words = [event, ...[...eventCodes, ...awareness].map(({ value }) => value)];
  return SUBJECTS.find(([, pattern]) => words.some((word) => pattern.test(word)))?.[0] ?? 'other';
}

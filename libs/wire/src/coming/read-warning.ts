import { HOUR, type Instant, shifted } from '@voldgrav/hydrology';
import type { WarningCategory, WeatherWarning } from '@voldgrav/readiness';
import { z } from 'zod';
import { textField } from '../town/fields.ts';
import { shaped } from '../town/shape-findings.ts';
import { isoField } from './iso-field.ts';
import { pathText } from './read-forecast.ts';

const LONGEST_TEXT = 2_000;
const optionalText = textField.max(LONGEST_TEXT, `at most ${LONGEST_TEXT} characters`).optional();
const CATEGORIES = [0, 1, 2, 3] as const satisfies readonly WarningCategory[];

/** A warning as somebody types it after the weather service's own. */
const typedWarning = z.strictObject({
  id: textField.max(200, 'at most 200 characters').optional(),
  source: textField.max(100, 'at most 100 characters'),
  issuedAt: isoField.optional(),
  about: z.enum(['cloudburst', 'rain', 'high-water', 'other']),
  category: z.literal(CATEGORIES, '0 (risikomelding), 1, 2 or 3'),
  event: optionalText,
  onset: isoField,
  expires: isoField,
  headline: optionalText,
  description: optionalText,
  areas: z.array(textField).max(100, 'at most 100 areas').optional(),
  replaces: z.array(textField).max(100, 'at most 100 warnings').optional(),
  cancels: z.boolean('true or false').optional(),
});

const EVENTS: Readonly<Record<WeatherWarning['about'], string>> = { cloudburst: 'Skybrud', rain: 'Kraftig regn', 'high-water': 'Forhøjet vandstand', other: 'Varsel' };
/** A warning is for days, not weeks. */
const LONGEST = 10 * 24 * HOUR;

export type WarningRead = { readonly ok: true; readonly warning: WeatherWarning } | { readonly ok: false; readonly faults: readonly string[] };

/** Reads a typed warning. Without an id it is named for its source, subject and onset: typed twice it is the same one. */
export function readWarning(body: unknown, now: Instant): WarningRead {
  const read = shaped(typedWarning, body);
  if (!read.ok) return { ok: false, faults: read.findings.map(({ path, expected }) => `${pathText(path)}: expected ${expected}`) };
  const { id, source, issuedAt = now, about, category, event, onset, expires, headline, description, areas, replaces, cancels } = read.value;
  const faults = [
    ...(expires > onset ? [] : ['expires: expected a time after onset']),
    ...(expires > now || cancels === true ? [] : ['expires: expected a time that is still to come']),
    ...(expires <= shifted(onset, LONGEST) ? [] : ['expires: expected at most ten days after onset']),
    ...(issuedAt <= shifted(now, HOUR / 12) ? [] : ['issuedAt: expected a time that is not in the future']),
    ...(cancels !== true || (replaces?.length ?? 0) > 0 ? [] : ['replaces: expected the ids of the warnings that are taken back']),
  ];
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    warning: {
      kind: 'warning',
      id: id ?? `${source}.${about}.${new Date(onset).toISOString().slice(0, 16)}`.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-'),
      source, issuedAt, about, category, event: event ?? EVENTS[about], onset, expires,
      ...(headline === undefined ? {} : { headline }),
      ...(description === undefined ? {} : { description }),
      areas: areas ?? [], replaces: replaces ?? [], isCancellation: cancels === true,
    },
  };
}

import { HOUR, type Instant, MINUTE, metresAboveDatum, millimetres, shifted } from '@voldgrav/hydrology';
import type { Forecast, RainForecast, WaterLevelForecast } from '@voldgrav/readiness';
import { z } from 'zod';
import { shaped } from '../town/shape-findings.ts';
import { numberAtLeast, numberField, textField } from '../town/fields.ts';
import { isoField } from './iso-field.ts';

/** Five-minute steps for two days; what is longer comes in coarser steps. A body of more would pass the server's limit. */
const MOST_STEPS = 600;
/** What the clocks of two machines may differ by. */
const CLOCKS = 5 * MINUTE;
/** Older ones say nothing of what is coming. */
const OLDEST = 48 * HOUR;

const MM = numberAtLeast(0);

const heading = { source: textField.max(100, 'at most 100 characters'), issuedAt: isoField };

const rainBody = z.strictObject({
  ...heading,
  catchment: textField,
  steps: z.array(z.strictObject({ from: isoField, to: isoField, mm: MM, lowMm: MM.optional(), highMm: MM.optional() })).max(MOST_STEPS, `at most ${MOST_STEPS} steps`),
});

const levelBody = z.strictObject({
  ...heading,
  asset: textField,
  steps: z.array(z.strictObject({ at: isoField, levelM: numberField, lowM: numberField.optional(), highM: numberField.optional() })).min(1, 'at least one step').max(MOST_STEPS, `at most ${MOST_STEPS} steps`),
});

/** What a forecast may be about, and by when it is judged. */
export interface ForecastContext {
  readonly now: Instant;
  readonly catchments: readonly string[];
  /** Assets with a water level. */
  readonly assets: readonly string[];
}

export type ForecastRead = { readonly ok: true; readonly forecast: Forecast } | { readonly ok: false; readonly faults: readonly string[] };

/**
 * Reads the body of `POST /api/v1/forecasts` (contract.md §4): rain for a catchment, or water levels for an asset. Every fault is
 * told at once, each with the place in the body and what was expected.
 */
export function readForecast(body: unknown, context: ForecastContext): ForecastRead {
  const isLevel = typeof body === 'object' && body !== null && 'asset' in body;
  const read = isLevel ? shaped(levelBody.transform(levelForecast), body) : shaped(rainBody.transform(rainForecast), body);
  if (!read.ok) return { ok: false, faults: read.findings.map(({ path, expected }) => `${pathText(path)}: expected ${expected}`) };
  const faults = [...timeFaults(read.value, context.now), ...placeFaults(read.value, context), ...stepFaults(read.value)];
  return faults.length > 0 ? { ok: false, faults } : { ok: true, forecast: read.value };
}

const rainForecast = ({ source, issuedAt, catchment, steps }: z.output<typeof rainBody>): RainForecast => ({
  kind: 'rain', source, issuedAt, catchment,
  steps: steps.map(({ from, to, mm, lowMm, highMm }) => ({
    from, to, mm: millimetres(mm),
    ...(lowMm === undefined ? {} : { lowMm: millimetres(lowMm) }),
    ...(highMm === undefined ? {} : { highMm: millimetres(highMm) }),
  })),
});

const levelForecast = ({ source, issuedAt, asset, steps }: z.output<typeof levelBody>): WaterLevelForecast => ({
  kind: 'water-level', source, issuedAt, asset,
  steps: steps.map(({ at, levelM, lowM, highM }) => ({
    at, level: metresAboveDatum(levelM),
    ...(lowM === undefined ? {} : { low: metresAboveDatum(lowM) }),
    ...(highM === undefined ? {} : { high: metresAboveDatum(highM) }),
  })),
});

function timeFaults({ issuedAt }: Forecast, now: Instant): readonly string[] {
  if (issuedAt > shifted(now, CLOCKS)) return ['issuedAt: expected a time that is not in the future'];
  return issuedAt < shifted(now, -OLDEST) ? ['issuedAt: expected a time in the last 48 hours'] : [];
}

function placeFaults(forecast: Forecast, { catchments, assets }: ForecastContext): readonly string[] {
  const [name, place, known] = forecast.kind === 'rain' ? (['catchment', forecast.catchment, catchments] as const) : (['asset', forecast.asset, assets] as const);
  return known.includes(place) ? [] : [`${name}: expected one of ${known.join(', ')}`];
}

/** Steps in time order that do not overlap, with the middle inside the range. */
function stepFaults(forecast: Forecast): readonly string[] {
  if (forecast.kind === 'rain') {
    return forecast.steps.flatMap(({ from, to, mm, lowMm, highMm }, index, steps) => [
      ...(to > from ? [] : [`steps[${index}].to: expected a time after from`]),
      ...(index > 0 && from < (steps[index - 1]?.to ?? from) ? [`steps[${index}].from: expected the end of the step before it, or later`] : []),
      ...rangeFaults(`steps[${index}].`, { low: lowMm, middle: mm, high: highMm }, ['lowMm', 'mm', 'highMm']),
    ]);
  }
  return forecast.steps.flatMap(({ at, level, low, high }, index, steps) => [
    ...(index > 0 && at <= (steps[index - 1]?.at ?? at) ? [`steps[${index}].at: expected a time after the step before it`] : []),
    ...rangeFaults(`steps[${index}].`, { low, middle: level, high }, ['lowM', 'levelM', 'highM']),
  ]);
}

function rangeFaults(
  path: string,
  { low, middle, high }: { readonly low: number | undefined; readonly middle: number; readonly high: number | undefined },
  [lowName, middleName, highName]: readonly [string, string, string],
): readonly string[] {
  return [
    ...(low !== undefined && low > middle ? [`${path}${lowName}: expected at most ${middleName}`] : []),
    ...(high !== undefined && high < middle ? [`${path}${highName}: expected at least ${middleName}`] : []),
  ];
}

export const pathText = (path: readonly (string | number)[]): string =>
  path.reduce<string>((text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`), '') || 'the body';

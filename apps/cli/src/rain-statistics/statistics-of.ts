import { correctedDepth, covers, type Idf, isoOf, type Millimetres, millimetresFrom, type Minutes, returnPeriodText } from '@voldgrav/hydrology';
import { type AnnualMaximum, annualMaxima, INSURERS, KRAFTIG_REGN, type RainMaximum, rainMaximum, type RainSeries, type RainVerdict, SKYBRUD, verdictOf } from '@voldgrav/rollup';
import type { GaugeRead } from './rain-column.ts';

interface Question {
  readonly idf: Idf;
  readonly durations: readonly Minutes[];
  readonly annual: boolean;
}

/** How rare, as it may be said: a number only within the table, and nothing at all for a duration that it does not cover. */
interface Rank {
  readonly returnPeriodYears: number | null;
  readonly returnPeriodText: string | null;
}

/** One sensor's part of the answer (contract.md §6). Absent is null, never 0. */
export function statisticsOf(id: string, { series, asked }: GaugeRead, { idf, durations, annual: isAnnual }: Question): object {
  const annual = isAnnual ? annualMaxima(series, durations) : undefined;
  return {
    id,
    // The greatest of all years is at hand where the years were asked for.
    durations: durations.map((duration) => durationOf(annual === undefined ? rainMaximum(series, duration) : greatestOf(annual, duration), duration, { idf, series })),
    skybrud: told(verdictOf(series, SKYBRUD, asked)),
    kraftigRegn: told(verdictOf(series, KRAFTIG_REGN, asked)),
    insurers: { ...told(verdictOf(series, INSURERS, asked)), note: 'not an insurance finding' },
    ...(annual === undefined ? {} : { annual: annual.map(({ year, minutes, depth, endsAt }) => ({ year, minutes, maxMm: millimetresFrom(depth), endsAt: isoOf(endsAt) })) }),
  };
}

/** Of equal depths the first. */
const greatestOf = (annual: readonly AnnualMaximum[], duration: Minutes): AnnualMaximum | undefined =>
  annual.reduce<AnnualMaximum | undefined>((greatest, next) => (next.minutes === duration && (greatest === undefined || next.depth > greatest.depth) ? next : greatest), undefined);

function durationOf(maximum: RainMaximum | undefined, minutes: Minutes, { idf, series }: { readonly idf: Idf; readonly series: RainSeries }): object {
  if (maximum === undefined) return { minutes, maxMm: null, endsAt: null, returnPeriodYears: null, returnPeriodText: null };
  const { raw, corrected, factor } = correctedDepth(millimetresFrom(maximum.depth), minutes, series.interval);
  return {
    minutes,
    maxMm: raw,
    endsAt: isoOf(maximum.endsAt),
    ...rankOf(idf, raw, minutes),
    // From intervals tied to the clock: kept apart, since limits are held against what was measured (domain.md §2.6).
    ...(factor === 1 ? {} : { corrected: { factor, mm: rounded(corrected, 3), ...rankOf(idf, corrected, minutes) } }),
  };
}

function rankOf(idf: Idf, depth: Millimetres, duration: Minutes): Rank {
  if (!covers(idf, duration)) return { returnPeriodYears: null, returnPeriodText: null };
  const years = idf.returnPeriod(depth, duration);
  const isPrinted = years >= idf.mostFrequent && years <= idf.rarest;
  return { returnPeriodYears: isPrinted ? rounded(years, 1) : null, returnPeriodText: returnPeriodText(years, idf) };
}

const told = (verdict: RainVerdict): object => (verdict.answer === 'yes' ? { answer: 'yes', firstAt: isoOf(verdict.firstAt) } : verdict);

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

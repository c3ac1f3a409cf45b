import { type Instant, instant, type Micrometres, micrometresFrom, type Minutes, minutes, type TimeWindow } from '@voldgrav/hydrology';
import type { RainDepth } from '../rain-depth.ts';
import { slide } from './rain-maxima.ts';
import { isUnbroken, JITTER, lengthOf, type RainSeries, reaches } from './rain-series.ts';

/** A name for rain of a strength. */
export interface RainCriterion {
  readonly id: 'skybrud' | 'kraftig-regn' | 'insurers' | 'kraftig-regn-24-h';
  /** Any one of these is enough. */
  readonly limits: readonly { readonly minutes: Minutes; readonly depth: Micrometres; readonly reached: 'passed' | 'reached' }[];
}

const passed = (duration: number, depth: number) => ({ minutes: minutes(duration), depth: micrometresFrom(depth), reached: 'passed' }) as const;
const reached = (duration: number, depth: number) => ({ minutes: minutes(duration), depth: micrometresFrom(depth), reached: 'reached' }) as const;

/** DMI: strictly more than 15 mm in 30 min. Source: domain.md §1. */
export const SKYBRUD: RainCriterion = { id: 'skybrud', limits: [passed(30, 15)] };
/** DMI: strictly more than 24 mm in 6 h. */
export const KRAFTIG_REGN: RainCriterion = { id: 'kraftig-regn', limits: [passed(360, 24)] };
/** The insurers': at least 15 mm in 30 min, or 40 mm in 24 h. Printed as "not an insurance finding" (readiness.md §7). */
export const INSURERS: RainCriterion = { id: 'insurers', limits: [reached(30, 15), reached(1440, 40)] };
/** Quoted as DMI's in 2020 and 2021 beside the other; optional. */
export const KRAFTIG_REGN_24_H: RainCriterion = { id: 'kraftig-regn-24-h', limits: [passed(1440, 30)] };

/** What can be said of a criterion: a gap may leave a "yes" standing, never a "no" (domain.md §1). */
export type RainVerdict =
  | { readonly answer: 'yes'; readonly firstAt: Instant }
  | { readonly answer: 'no' | 'unknown' };

type Limit = RainCriterion['limits'][number];

export const isMet = (depth: number, limit: Limit): boolean => (limit.reached === 'passed' ? depth > limit.depth : depth >= limit.depth);

/**
 * Whether a record holds rain of the criterion, and when it was first crossed: the end of the first window that does. "No" is
 * said only where it is proved: nothing is missing of the record nor, at its edges, of the time that is `asked` about (the
 * record's own unless given); a whole window of every duration lies in it; and no such window can have held enough.
 */
export function verdictOf(series: RainSeries, { limits }: RainCriterion, asked?: TimeWindow): RainVerdict {
  let first = Infinity;
  for (const limit of limits) {
    slide(series, limit.minutes, (depth, end) => {
      if (end < first && isMet(depth, limit)) first = end;
    });
  }
  if (first !== Infinity) return { answer: 'yes', firstAt: instant(first) };
  const isWhole = isUnbroken(series) && (asked === undefined || reaches(series, asked));
  return { answer: isWhole && limits.every((limit) => isRuledOut(series, limit)) ? 'no' : 'unknown' };
}

/**
 * Windows slide by a minute at least (domain.md §1). One that begins within a longer interval may hold all that fell in it, so
 * the intervals that it touches together must stay below the limit: of intervals longer than the duration, two that follow each other. How long the
 * interval of a lone value is nobody knows.
 */
function isRuledOut(series: RainSeries, limit: Limit): boolean {
  const { interval } = series;
  if (series.ends.length < 2 || lengthOf(series) + JITTER * interval < limit.minutes) return false;
  const touched = Math.max(1, Math.ceil(limit.minutes / interval - JITTER)) + (interval > 1 ? 1 : 0);
  let isRuledOut = true;
  slide(series, minutes(touched * interval), (depth) => {
    isRuledOut &&= !isMet(depth, limit);
  });
  return isRuledOut;
}

/** Whether the windows that end now meet the criterion. `depths` gives the depth of a duration, with its completeness. */
export function meetsNow({ limits }: RainCriterion, depths: (duration: Minutes) => RainDepth): RainVerdict['answer'] {
  const found = limits.map((limit) => ({ limit, ...depths(limit.minutes) }));
  if (found.some(({ depth, limit }) => isMet(depth, limit))) return 'yes';
  return found.every(({ completeness }) => completeness === 1) ? 'no' : 'unknown';
}

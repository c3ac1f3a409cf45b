import type { Minutes } from '@voldgrav/hydrology';
import { minutes } from '@voldgrav/hydrology';

/** What was forecast for a step, and what came. */
export interface ForecastPair {
  readonly source: string;
  /** From the issue to the start of the step; below 0 for a step that had begun. */
  readonly leadMinutes: Minutes;
  readonly forecast: number;
  readonly low?: number;
  readonly high?: number;
  readonly came: number;
}

/** How good a source has been at one lead time. Figures are in the forecast's own unit. */
export interface ForecastSkill {
  readonly source: string;
  /** Leads of [from, to) minutes. */
  readonly leadFrom: Minutes;
  readonly leadTo: Minutes;
  readonly count: number;
  /** Mean of forecast less what came: above 0 it promises too much. */
  readonly bias: number;
  readonly meanAbsoluteError: number;
  /** Of those with a range, the share that what came lay in; absent where none had one. */
  readonly insideShare?: number;
  /** At or above the threshold: foreseen, not foreseen, and foreseen in vain. */
  readonly hits: number;
  readonly misses: number;
  readonly falseAlarms: number;
}

/** Lead times that are told apart, in minutes. */
const LEADS = [-Infinity, 30, 60, 120, 180, 360, 720, 1440, Infinity];

/** Sums up pairs by source and lead time; leads without a pair are left out. `threshold` is what counts as having come at all. */
export function forecastSkill(pairs: readonly ForecastPair[], threshold: number): readonly ForecastSkill[] {
  const sources = [...new Set(pairs.map(({ source }) => source))].sort();
  return sources.flatMap((source) =>
    LEADS.slice(1).flatMap((to, index): readonly ForecastSkill[] => {
      const from = LEADS[index] ?? 0;
      const within = pairs.filter((pair) => pair.source === source && pair.leadMinutes >= from && pair.leadMinutes < to);
      return within.length === 0 ? [] : [{ source, leadFrom: minutes(Math.max(0, from)), leadTo: minutes(to), ...summed(within, threshold) }];
    }),
  );
}

function summed(pairs: readonly ForecastPair[], threshold: number): Omit<ForecastSkill, 'source' | 'leadFrom' | 'leadTo'> {
  const count = pairs.length;
  const sum = (of: (pair: ForecastPair) => number) => pairs.reduce((total, pair) => total + of(pair), 0);
  const counted = (wanted: (pair: ForecastPair) => boolean) => pairs.filter(wanted).length;
  const ranged = pairs.filter(({ low, high }) => low !== undefined && high !== undefined);
  return {
    count,
    bias: sum(({ forecast, came }) => forecast - came) / count,
    meanAbsoluteError: sum(({ forecast, came }) => Math.abs(forecast - came)) / count,
    ...(ranged.length === 0 ? {} : { insideShare: ranged.filter(({ low = 0, high = 0, came }) => came >= low && came <= high).length / ranged.length }),
    hits: counted(({ forecast, came }) => forecast >= threshold && came >= threshold),
    misses: counted(({ forecast, came }) => forecast < threshold && came >= threshold),
    falseAlarms: counted(({ forecast, came }) => forecast >= threshold && came < threshold),
  };
}

import type { IsoTime } from './answers.ts';

/** A slow change a year, with the range that four of five pairs of days lie in; a range that holds 0 is no trend. */
export interface TrendAnswer {
  readonly perYear: number;
  readonly low: number;
  readonly high: number;
  /** On how many days it rests. */
  readonly days: number;
}

/** `GET /api/v1/slow-variables`. Null is: not known yet. */
export interface SlowVariablesAnswer {
  readonly at: IsoTime;
  /** How wet the land is from the rain of the days before, mm; each day counts nine tenths of the one after it. */
  readonly antecedentPrecipitation: readonly { readonly catchment: string; readonly mm: number | null; readonly days: number }[];
  /** The level that the water sinks to in a day. */
  readonly baseLevels: readonly { readonly sensor: string; readonly latestM: number | null; readonly trendM: TrendAnswer | null }[];
  /** Storage below the dry-weather level that was above it before. */
  readonly storageLoss: readonly { readonly basin: string; readonly m3: number | null; readonly baseThenM?: number; readonly baseNowM?: number }[];
  /** What a sensor does beside its neighbours: a level's trend alone, or the share of their rain that a gauge catches. */
  readonly drift: readonly (
    | { readonly sensor: string; readonly trendM: TrendAnswer | null }
    | { readonly sensor: string; readonly catchShare: { readonly before: number; readonly since: number } | null }
  )[];
}

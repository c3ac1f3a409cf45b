import type { Instant } from '@voldgrav/hydrology';

/** DMI's words: 0 risikomelding, 1 voldsomt, 2 farligt, 3 meget farligt vejr (domain.md §1). */
export type WarningCategory = 0 | 1 | 2 | 3;

/** A warning as a weather service issued it, or as somebody typed it after one. */
export interface WeatherWarning {
  readonly kind: 'warning';
  readonly id: string;
  readonly source: string;
  readonly issuedAt: Instant;
  readonly about: 'cloudburst' | 'rain' | 'high-water' | 'other';
  readonly category: WarningCategory;
  /** In the issuer's own words. */
  readonly event: string;
  readonly onset: Instant;
  readonly expires: Instant;
  readonly headline?: string;
  readonly description?: string;
  readonly areas: readonly string[];
  /** Warnings that this one takes the place of. */
  readonly replaces: readonly string[];
  /** It takes back what it replaces and says nothing itself. */
  readonly isCancellation: boolean;
}

/** Warnings that still stand at `now`, the gravest first: neither over, nor replaced or taken back by a later one. */
export function standingWarnings(warnings: readonly WeatherWarning[], now: Instant): readonly WeatherWarning[] {
  const replaced = new Set(warnings.flatMap(({ replaces }) => replaces));
  return warnings
    .filter(({ id, expires, isCancellation }) => expires > now && !isCancellation && !replaced.has(id))
    .sort((one, other) => other.category - one.category || one.onset - other.onset);
}

/** Whether it is reason to get the town ready for water. */
export const bringsWater = ({ about }: WeatherWarning): boolean => about !== 'other';

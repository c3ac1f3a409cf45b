export type Freshness = 'fresh' | 'too-old' | 'no-data';

/** How far a value may still be believed, by its sensor's own rhythm: 2 and 3 expected intervals (operator-ux.md line 11). */
export function freshnessOf(ageMs: number, expectedIntervalS: number): Freshness {
  const intervals = ageMs / (expectedIntervalS * 1000);
  if (intervals >= 3) return 'no-data';
  return intervals >= 2 ? 'too-old' : 'fresh';
}

declare const utcMilliseconds: unique symbol;
/** A point in time: whole milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly [utcMilliseconds]: true };

export const instant = (utcMs: number): Instant => utcMs as Instant;

/** The instant `by` milliseconds later, or earlier when negative. */
export const shifted = (at: Instant, by: number): Instant => (at + by) as Instant;

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** ISO 8601 in UTC with milliseconds, as every JSON answer carries it. */
export const isoOf = (at: Instant): string => new Date(at).toISOString();

/**
 * Reads ISO 8601 **with an offset or Z**; a local time without one is ambiguous and gives undefined, as does anything
 * else that is not a real calendar time.
 */
export function instantFromIso(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  if (!isOnCalendar(text)) return undefined;
  const utcMs = Date.parse(text);
  return Number.isNaN(utcMs) ? undefined : instant(utcMs);
}

/** The engine takes the thirtieth of February for the second of March. */
function isOnCalendar(text: string): boolean {
  const date = Number(text.slice(8, 10));
  return date <= 28 || date <= new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
}

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
  return inPlainUtc(text) ?? inAnyForm(text);
}

function inAnyForm(text: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  if (!isOnCalendar(text)) return undefined;
  const utcMs = Date.parse(text);
  return Number.isNaN(utcMs) ? undefined : instant(utcMs);
}

const HYPHEN = 45;
const POINT = 46;
const ZERO = 48;
const COLON = 58;
const LETTER_T = 84;
const LETTER_Z = 90;

/**
 * `2026-08-26T12:20:00Z`, with `.000` if need be, as nearly all times are written: in a quarter of the time, and a day of a town has
 * a million of them. Undefined for whatever needs a closer look.
 */
function inPlainUtc(text: string): Instant | undefined {
  const { length } = text;
  if ((length !== 20 && length !== 24) || text.charCodeAt(length - 1) !== LETTER_Z || text.charCodeAt(10) !== LETTER_T) return undefined;
  if (text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined;
  const year = number(text, 0, 4);
  const month = number(text, 5, 7);
  const date = number(text, 8, 10);
  const hour = number(text, 11, 13);
  const minute = number(text, 14, 16);
  const second = number(text, 17, 19);
  const fraction = length === 20 ? 0 : text.charCodeAt(19) === POINT ? number(text, 20, 23) : NaN;
  // Years of two digits are others to `Date.UTC`, and months differ after the 28th.
  const isPlain = year >= 100 && month >= 1 && month <= 12 && date >= 1 && date <= 28 && hour < 24 && minute < 60 && second < 60 && fraction >= 0;
  return isPlain ? instant(Date.UTC(year, month - 1, date) + hour * HOUR + minute * MINUTE + second * SECOND + fraction) : undefined;
}

/** The digits of `text` from one place to before another; NaN where one of them is none. */
function number(text: string, from: number, to: number): number {
  let read = 0;
  for (let place = from; place < to; place += 1) {
    const digit = text.charCodeAt(place) - ZERO;
    read = digit >= 0 && digit <= 9 ? read * 10 + digit : NaN;
  }
  return read;
}

/** The engine takes the thirtieth of February for the second of March. */
function isOnCalendar(text: string): boolean {
  const date = Number(text.slice(8, 10));
  return date <= 28 || date <= new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0)).getUTCDate();
}

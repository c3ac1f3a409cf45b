import { HOUR, instant, type Instant, instantFromIso, MINUTE, SECOND, shifted } from '@voldgrav/hydrology';

const EARLIEST_MS = 100_000_000_000;
/** What most recordings write, a day of them in a row. */
const PLAIN = /^\d{4}-\d\d-\d\dT[01]\d:[0-5]\d:[0-5]\dZ$|^\d{4}-\d\d-\d\dT2[0-3]:[0-5]\d:[0-5]\dZ$/;

/** ISO 8601; without an offset it is UTC, as recordings are written. Or the seconds or milliseconds since 1970. */
export function stampOf(text: string): Instant | undefined {
  if (PLAIN.test(text)) return plainStamp(text);
  if (/^\d{9,13}$/.test(text)) return instant(Number(text) < EARLIEST_MS ? Number(text) * 1000 : Number(text));
  const iso = text.replace(' ', 'T');
  return instantFromIso(/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
}

/** The day that was read last: a record of years asks for each of its days a thousand times. */
let day = '';
let midnight: Instant | undefined;

function plainStamp(text: string): Instant | undefined {
  if (!text.startsWith(day) || day === '') {
    day = text.slice(0, 10);
    midnight = instantFromIso(`${day}T00:00:00Z`);
  }
  if (midnight === undefined) return undefined;
  const two = (from: number): number => 10 * text.charCodeAt(from) + text.charCodeAt(from + 1) - ZEROS;
  return shifted(midnight, two(11) * HOUR + two(14) * MINUTE + two(17) * SECOND);
}

/** Twice the code of "0", once as tens. */
const ZEROS = 11 * 48;

import { type Instant, instant, instantFromIso } from '@voldgrav/hydrology';

const EARLIEST_MS = 100_000_000_000;

/** ISO 8601, with a space for the T if need be; without an offset it is UTC, as recordings are written. Or s or ms since 1970. */
export function recordedTime(text: string): Instant | undefined {
  return instantFromIso(text) ?? otherwiseWritten(text);
}

function otherwiseWritten(text: string): Instant | undefined {
  if (/^\d{9,13}$/.test(text)) return instant(Number(text) < EARLIEST_MS ? Number(text) * 1000 : Number(text));
  const iso = text.replace(' ', 'T');
  return instantFromIso(/T.*(Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
}

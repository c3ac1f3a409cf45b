import { type Instant, instant, instantFromIso } from '@voldgrav/hydrology';

/** Epoch numbers below this are seconds: as milliseconds they would lie before March 1973. */
const SMALLEST_EPOCH_MS = 100_000_000_000;
/** What JavaScript can hold as a date; beyond it no calendar can be written. */
const LARGEST_EPOCH_MS = 8_640_000_000_000_000;

/** ISO 8601 with an offset, or epoch s or ms; undefined for anything else. Finer than a millisecond is cut off. */
export function timeOf(time: unknown): Instant | undefined {
  return typeof time === 'number' ? timeFromEpoch(time) : typeof time === 'string' ? instantFromIso(time) : undefined;
}

/** Epoch s or ms, told apart by their size. */
export const timeFromEpoch = (time: number): Instant | undefined => timeFromUtcMs(time < SMALLEST_EPOCH_MS ? time * 1000 : time);

/** Milliseconds since 1970, rounded; undefined before that, and beyond what a calendar can hold. */
export function timeFromUtcMs(time: number): Instant | undefined {
  const utcMs = Math.round(time);
  return time > 0 && utcMs <= LARGEST_EPOCH_MS ? instant(utcMs) : undefined;
}

import { HOUR, MINUTE, SECOND } from '@voldgrav/hydrology';
import { stampOf } from './stamp-of.ts';

/** What cannot be read here, since it is written otherwise than most: it has to be read as text. */
export const NOT_PLAIN = -1;
/** Nothing stands in the cell. */
export const EMPTY = -2;

const ZERO = 48;
const [COMMA, DOT, COLON, DASH, LETTER_T, LETTER_Z, SPACE] = [44, 46, 58, 45, 84, 90, 32];

/** Where the cell that begins at `begin` ends: at a comma, or with the line. */
export function cellEnd(bytes: Uint8Array, begin: number, lineEnd: number): number {
  let end = begin;
  while (end < lineEnd && bytes[end] !== COMMA) end += 1;
  return end;
}

/** Reads times that are written as most recordings write them, `2026-08-26T12:20:00Z`: a day of them in a row, so each day once. */
export class PlainStamps {
  private day = NOT_PLAIN;
  private midnight = 0;

  /** UTC ms; `NOT_PLAIN` for what is written otherwise, or is no time. Without the Z it is UTC too, and a space is as good as the T. */
  at(bytes: Uint8Array, begin: number, end: number): number {
    const length = end - begin;
    if (length !== 19 && (length !== 20 || bytes[end - 1] !== LETTER_Z)) return NOT_PLAIN;
    const between = bytes[begin + 10];
    if (bytes[begin + 4] !== DASH || bytes[begin + 7] !== DASH || bytes[begin + 13] !== COLON || bytes[begin + 16] !== COLON || (between !== LETTER_T && between !== SPACE)) return NOT_PLAIN;
    const [hours, minutes, seconds] = [two(bytes, begin + 11), two(bytes, begin + 14), two(bytes, begin + 17)];
    if (hours === NOT_PLAIN || minutes === NOT_PLAIN || seconds === NOT_PLAIN || hours > 23 || minutes > 59 || seconds > 59) return NOT_PLAIN;
    const [century, year, month, date] = [two(bytes, begin), two(bytes, begin + 2), two(bytes, begin + 5), two(bytes, begin + 8)];
    if (century === NOT_PLAIN || year === NOT_PLAIN || month === NOT_PLAIN || date === NOT_PLAIN) return NOT_PLAIN;
    const day = ((century * 100 + year) * 100 + month) * 100 + date;
    if (day !== this.day && !this.turnTo(day, bytes, begin)) return NOT_PLAIN;
    return this.midnight + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  }

  private turnTo(day: number, bytes: Uint8Array, begin: number): boolean {
    const midnight = stampOf(`${String.fromCharCode(...bytes.subarray(begin, begin + 10))}T00:00:00Z`);
    if (midnight === undefined) return false;
    [this.day, this.midnight] = [day, midnight];
    return true;
  }
}

function two(bytes: Uint8Array, begin: number): number {
  const [tens, ones] = [(bytes[begin] ?? 0) - ZERO, (bytes[begin + 1] ?? 0) - ZERO];
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NOT_PLAIN : 10 * tens + ones;
}

/** The most µm that a column holds. */
export const MOST_DEPTH = 2 ** 31 - 1;
/** So many digits fit into a whole number of µm with room to spare. */
const MOST_DIGITS = 9;
const SCALE = [1000, 100, 10, 1] as const;

/** A depth that is written in mm with no more than three decimals, in µm; `EMPTY`, or `NOT_PLAIN` for what is written otherwise. */
export function plainDepth(bytes: Uint8Array, begin: number, end: number): number {
  if (begin === end) return EMPTY;
  let value = 0;
  let digits = 0;
  let decimals = NOT_PLAIN;
  for (let at = begin; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === DOT && decimals === NOT_PLAIN) {
      decimals = 0;
      continue;
    }
    if (byte < ZERO || byte > ZERO + 9) return NOT_PLAIN;
    value = 10 * value + byte - ZERO;
    digits += 1;
    if (decimals !== NOT_PLAIN) decimals += 1;
  }
  const scale = SCALE[Math.max(0, decimals)];
  return scale === undefined || digits === 0 || digits > MOST_DIGITS || value * scale > MOST_DEPTH ? NOT_PLAIN : value * scale;
}

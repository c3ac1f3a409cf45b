import { cellEnd, EMPTY, NOT_PLAIN, plainDepth, PlainStamps } from '../csv/plain-cells.ts';
import type { RainColumn } from './rain-column.ts';

interface NamedColumn {
  readonly name: Uint8Array;
  readonly column: RainColumn;
}

/** To look through more names than this takes longer than to make a text of one. */
const MOST_NAMED = 64;

/**
 * Reads the rows of a table of rain straight from their bytes: a record of thirty years has three million, and making texts of them
 * takes longer than all that is reckoned from them. A row that is written otherwise in any cell is left whole to whoever reads texts.
 */
export class PlainRows {
  private readonly stamps = new PlainStamps();
  private readonly columnOf: ((sensor: string) => RainColumn) | undefined;
  /** Of a wide table: its columns, and what the row at hand says in each. */
  private readonly wide: readonly RainColumn[];
  private readonly row: Float64Array;
  /** Of a long table: the sensors that were named, in the order in which they first were; mostly they come in it again. */
  private readonly named: NamedColumn[] = [];
  private place = 0;

  private constructor(columnOf: ((sensor: string) => RainColumn) | undefined, wide: readonly RainColumn[]) {
    this.columnOf = columnOf;
    this.wide = wide;
    this.row = new Float64Array(wide.length);
  }

  /** Rows of `time,sensor,value`. */
  static long = (columnOf: (sensor: string) => RainColumn): PlainRows => new PlainRows(columnOf, []);

  /** Rows of a time and a value for each of these. */
  static wide = (columns: readonly RainColumn[]): PlainRows => new PlainRows(undefined, columns);

  /** Takes the row, or leaves it: false, and nothing is taken. */
  takes(bytes: Uint8Array, begin: number, end: number): boolean {
    const timeEnd = cellEnd(bytes, begin, end);
    const stamp = this.stamps.at(bytes, begin, timeEnd);
    if (stamp === NOT_PLAIN || timeEnd === end) return false;
    return this.columnOf === undefined ? this.takesWide(bytes, timeEnd + 1, end, stamp) : this.takesLong(bytes, timeEnd + 1, end, stamp);
  }

  private takesLong(bytes: Uint8Array, begin: number, end: number, stamp: number): boolean {
    const nameEnd = cellEnd(bytes, begin, end);
    if (nameEnd === end) return false;
    const depth = plainDepth(bytes, nameEnd + 1, end);
    const column = depth === NOT_PLAIN ? undefined : this.columnNamed(bytes, begin, nameEnd);
    if (column === undefined) return false;
    put(column, stamp, depth);
    return true;
  }

  private takesWide(bytes: Uint8Array, begin: number, end: number, stamp: number): boolean {
    let from = begin;
    for (let index = 0; index < this.wide.length; index += 1) {
      const to = cellEnd(bytes, from, end);
      if (from > end) return false;
      const depth = plainDepth(bytes, from, to);
      if (depth === NOT_PLAIN) return false;
      this.row[index] = depth;
      from = to + 1;
    }
    if (from <= end) return false;
    for (let index = 0; index < this.wide.length; index += 1) put(this.wide[index] as RainColumn, stamp, this.row[index] as number);
    return true;
  }

  private columnNamed(bytes: Uint8Array, begin: number, end: number): RainColumn | undefined {
    for (let tried = 0; tried < 2 && this.named.length > 0; tried += 1) {
      const here = (this.place + tried) % this.named.length;
      const { name, column } = this.named[here] as NamedColumn;
      if (!isAt(bytes, begin, end, name)) continue;
      this.place = here;
      return column;
    }
    return this.foundNamed(bytes, begin, end);
  }

  private foundNamed(bytes: Uint8Array, begin: number, end: number): RainColumn | undefined {
    const found = this.named.findIndex(({ name }) => isAt(bytes, begin, end, name));
    if (found >= 0) {
      this.place = found;
      return this.named[found]?.column;
    }
    const name = bytes.slice(begin, end);
    const text = new TextDecoder().decode(name).trim();
    if (text === '' || text.includes('"') || this.columnOf === undefined) return undefined;
    const column = this.columnOf(text);
    if (this.named.length === MOST_NAMED) return column;
    this.place = this.named.length;
    this.named.push({ name, column });
    return column;
  }
}

function put(column: RainColumn, stamp: number, depth: number): void {
  column.asks(stamp);
  if (depth !== EMPTY) column.add(stamp, depth);
}

function isAt(bytes: Uint8Array, begin: number, end: number, name: Uint8Array): boolean {
  if (end - begin !== name.length) return false;
  for (let at = 0; at < name.length; at += 1) if (bytes[begin + at] !== name[at]) return false;
  return true;
}

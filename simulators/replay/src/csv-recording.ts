import { type Instant, isoOf } from '@voldgrav/hydrology';
import { encodeJson } from '@voldgrav/wire';
import { fault } from './bad-recording.ts';
import { cellsOf, type Column, columnOf, type CsvHead, csvHead, type CsvReading } from './csv-head.ts';
import type { FileLine } from './file-lines.ts';
import { recordedMessage, type Recorded } from './recorded.ts';
import { recordedTime } from './recorded-time.ts';
import { TextMessage } from './text-message.ts';

/** Cells that say that there was no value. Anything else that is no number is a broken line. */
const MISSING: ReadonlySet<string> = new Set(['', 'nan']);
/** What Number() reads beside decimal numbers, and no logger means. */
const OTHER_BASE = /^0[xbo]/i;

/**
 * A CSV's values as the messages that its sensors would have sent, each received at the very time it is of. One reader reads
 * one file, from its first line to its last.
 */
export class CsvReader {
  private readonly reading: CsvReading;
  private head: CsvHead | undefined;
  private newest: Instant | undefined;
  /** Who has spoken at `newest`. */
  private readonly heard = new Set<string>();
  private readonly columns = new Map<string, Column | undefined>();

  constructor(reading: CsvReading) {
    this.reading = reading;
  }

  /** What the lines hold. They stand in the order of time, where they are mended as `linesInOrder` gives them. */
  read(lines: readonly FileLine[]): readonly Recorded[] {
    return lines.flatMap((line) => {
      if (this.head !== undefined) return this.wholeOrTold(line, this.readLine(line, this.head));
      this.head = csvHead(line, this.reading);
      return [];
    });
  }

  /** The time that a line is of; undefined for the head, and for one that has none or is not whole. */
  timeOf(line: FileLine): Instant | undefined {
    const { head } = this;
    if (head === undefined) {
      this.head = csvHead(line, this.reading);
      return undefined;
    }
    const cells = cellsOf(line.text);
    return cells.length === head.cells ? recordedTime(timeIn(cells, head)) : undefined;
  }

  /** Half a number is a number: nobody can say whether the last value of a file without a last line break is all of it. */
  private wholeOrTold(line: FileLine, read: readonly Recorded[]): readonly Recorded[] {
    const { file, onMended } = this.reading;
    if (line.isOpen === true && read.length > 0) onMended(`${file}:${line.number}: the file ends here without a line break, as one does that was cut off. The line was taken as it stands.`);
    return read;
  }

  private readLine(line: FileLine, head: CsvHead): readonly Recorded[] {
    const cells = cellsOf(line.text);
    if (cells.length !== head.cells) return this.bad(line, `half a line: ${cells.length} of ${head.cells} columns.`);
    const time = timeIn(cells, head);
    const at = recordedTime(time);
    if (at === undefined) return this.bad(line, `"${time}" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.`);
    if (line.isAstray === true) return this.bad(line, `${isoOf(at)} is a day and more after every line that stands in order: a clock was wrong.`);
    this.keepOrder(line, at);
    if (head.form === 'wide') return head.columns.flatMap(({ cell, column }) => this.value(line, at, column, cells[cell] ?? ''));
    const column = this.column(cells[head.sensor] ?? '', head.quantity === undefined ? undefined : cells[head.quantity], line);
    return column === undefined ? [] : this.value(line, at, column, cells[head.value] ?? '');
  }

  private value(line: FileLine, at: Instant, column: Column, text: string): readonly Recorded[] {
    if (MISSING.has(text.toLowerCase())) return [];
    const value = OTHER_BASE.test(text) ? NaN : Number(text);
    if (!Number.isFinite(value)) return this.bad(line, `"${text}" is not a number.`);
    const key = `${column.sensor} ${column.quantity}`;
    if (this.heard.has(key)) return this.bad(line, `${column.sensor} has a ${column.quantity} of ${isoOf(at)} already.`);
    this.heard.add(key);
    return [recordedMessage(new TextMessage(`sensors/${column.sensor}/json`, encodeJson({ time: at, values: { [column.quantity]: value } }), at))];
  }

  private keepOrder({ number, after: later, before }: FileLine, at: Instant): void {
    if (before !== undefined) fault(this.reading, this.reading.file, number, `${isoOf(at)} stands before ${isoOf(before)}: the lines are not in the order of time.`, 'It was sorted in.');
    const after = later ?? (this.newest !== undefined && at < this.newest ? this.newest : undefined);
    if (after !== undefined) fault(this.reading, this.reading.file, number, `${isoOf(at)} stands after ${isoOf(after)}: the lines are not in the order of time.`, 'It was sorted in.');
    if (at !== this.newest) this.heard.clear();
    this.newest = at;
  }

  private column(name: string, quantity: string | undefined, line: FileLine): Column | undefined {
    const key = `${name},${quantity ?? ''}`;
    if (!this.columns.has(key)) this.columns.set(key, columnOf(name, quantity, line.number, this.reading));
    return this.columns.get(key);
  }

  private bad(line: FileLine, sentence: string): readonly Recorded[] {
    fault(this.reading, this.reading.file, line.number, sentence, 'It was left out.');
    return [];
  }
}

const timeIn = (cells: readonly string[], head: CsvHead): string => cells[head.form === 'wide' ? 0 : head.time] ?? '';

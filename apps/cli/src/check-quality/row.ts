import type { Instant } from '@voldgrav/hydrology';
import { type CheckResult, GOOD, readValue } from '@voldgrav/quality';
import { BadInput } from '../csv/bad-input.ts';
import { assertNoMoreThan, csvCells, type CsvLine } from '../csv/csv-lines.ts';
import { stampOf } from '../csv/stamp-of.ts';

/** One line of the input on its way through the checks. Those that are still to speak hold it back. */
export interface Row {
  readonly text: string;
  readonly at: Instant;
  readonly sensor: string;
  /** Undefined when it is missing or could not be read. */
  readonly value: number | undefined;
  readonly results: CheckResult[];
  waitsFor: number;
}

/** Where the three columns stand. Further columns are let be. */
export interface Columns {
  readonly time: number;
  readonly sensor: number;
  readonly value: number;
  /** How many columns there are. */
  readonly width: number;
}

export function columnsOf(header: CsvLine): Columns {
  const names = csvCells(header.text.replace(/^\uFEFF/, '')).map((name) => name.trim().toLowerCase());
  const column = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw new BadInput(`Line ${header.number}: the header has no column "${name}"; expected time,sensor,value.`);
    return index;
  };
  return { time: column('time'), sensor: column('sensor'), value: column('value'), width: names.length };
}

/** Reads a line. A value that cannot be parsed is flagged; a line that is no record of the table is the end of it. */
export function rowOf(line: CsvLine, columns: Columns): Row {
  const cells = csvCells(line.text);
  assertNoMoreThan(columns.width, cells, line);
  const cell = (index: number, name: string): string => {
    const text = cells[index];
    if (text === undefined) throw new BadInput(`Line ${line.number}: there is no ${name}, only ${cells.length} of the header's columns.`);
    return text.trim();
  };
  const at = stampOf(cell(columns.time, 'time'));
  if (at === undefined) {
    throw new BadInput(`Line ${line.number}: "${cell(columns.time, 'time')}" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.`);
  }
  const sensor = cell(columns.sensor, 'sensor');
  if (sensor === '') throw new BadInput(`Line ${line.number}: the sensor is empty.`);
  const { value, result } = readValue(cell(columns.value, 'value'));
  // That it can be read makes no value good: a spike that could not be evaluated stays 2.
  return { text: line.text, at, sensor, value, results: result.flag === GOOD ? [] : [result], waitsFor: 0 };
}

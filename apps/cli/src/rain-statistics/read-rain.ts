import { instant, isoOf, micrometresFrom } from '@voldgrav/hydrology';
import { readValue } from '@voldgrav/quality';
import { wetAfterGaps } from '@voldgrav/rollup';
import { BadInput } from '../csv/bad-input.ts';
import { eachByteLine } from '../csv/byte-lines.ts';
import { assertNoMoreThan, csvCells, type CsvLine } from '../csv/csv-lines.ts';
import { stampOf } from '../csv/stamp-of.ts';
import { PlainRows } from './plain-rows.ts';
import { MOST_DEPTH } from '../csv/plain-cells.ts';
import { type GaugeRead, RainColumn } from './rain-column.ts';

/** The rain of every sensor in a file, in the order in which they first appear. */
export interface RainRead {
  readonly gauges: ReadonlyMap<string, GaugeRead>;
  /** Values that stand there and are no depth: text, less than nothing, or two kilometres of rain. An empty cell is none of them. */
  readonly unread: { readonly count: number; readonly firstLine: number };
  /** What of it a person should look at, in sentences. */
  readonly remarks?: readonly string[];
}

/** More than stands in a whole number of µm. */
const MOST_MM = MOST_DEPTH / 1000;

/** Hands over the cells of a line that hold values: of a long table one, named in the line; of a wide one all but the first. */
type Layout = (cells: readonly string[], line: CsvLine, take: (sensor: string, value: string) => void) => void;

interface Table {
  readonly time: number;
  /** How many columns it has. */
  readonly width: number;
  readonly values: Layout;
  /** Takes the lines of a table that are written as most are. */
  readonly plain: PlainRows | undefined;
}

/** Reads long CSV (`time,sensor,value`) or wide CSV (first column time, one column a sensor). Throws `BadInput`. */
export async function readRain(input: AsyncIterable<string | Uint8Array>): Promise<RainRead> {
  const columns = new Map<string, RainColumn>();
  const columnOf = (sensor: string): RainColumn => columns.get(sensor) ?? begun(columns, sensor);
  const unread = { count: 0, firstLine: 0 };
  const decoder = new TextDecoder();
  let table: Table | undefined;
  const read = (line: CsvLine): void => {
    const cells = csvCells(line.text);
    if (table === undefined) {
      table = tableOf(cells.map((cell) => cell.trim()), line, columnOf);
      table.values([], line, columnOf);
      return;
    }
    assertNoMoreThan(table.width, cells, line);
    const time = (cells[table.time] ?? '').trim();
    const stamp = stampOf(time);
    if (stamp === undefined) throw new BadInput(`Line ${line.number}: "${time}" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.`);
    table.values(cells, line, (sensor, text) => {
      const column = columnOf(sensor);
      column.asks(stamp);
      if (text === '') return;
      const depth = readValue(text).value ?? NaN;
      if (depth >= 0 && depth <= MOST_MM) column.add(stamp, micrometresFrom(depth));
      else {
        unread.count += 1;
        if (unread.count === 1) unread.firstLine = line.number;
      }
    });
  };
  await eachByteLine(input, (bytes, begin, end, number) => {
    if (table?.plain?.takes(bytes, begin, end) === true) return;
    const text = decoder.decode(bytes.subarray(begin, end));
    if (text.trim() !== '') read({ number, text });
  });
  if (table === undefined) throw new BadInput('Line 1: the input is empty; expected a header time,sensor,value, or time and one column a sensor.');
  const gauges = new Map([...columns].map(([sensor, column]) => [sensor, column.gauge()]));
  return { gauges, unread, remarks: [...gauges].flatMap(([sensor, gauge]) => remarksOn(sensor, gauge)) };
}

function remarksOn(sensor: string, { told, series }: GaugeRead): readonly string[] {
  const after = wetAfterGaps(series);
  return [
    ...(told === 0 ? [] : [`${sensor} has another value for a time that it had already, ${told === 1 ? 'once' : `${told} times`}: the first one counts.`]),
    ...(after === undefined ? [] : [`${sensor} has ${after.count === 1 ? 'a value of rain' : `${after.count} values of rain`} after four of its ${series.interval} min and more without any, ${after.count === 1 ? 'at' : 'the first at'} ${isoOf(instant(after.first))}: each counts as what fell in ${series.interval} min, and may be the sum of the time before it.`]),
  ];
}

function tableOf(header: readonly string[], line: CsvLine, columnOf: (sensor: string) => RainColumn): Table {
  const names = header.map((name) => name.replace(/^\uFEFF/, ''));
  const lower = names.map((name) => name.toLowerCase());
  const [time, sensor, value] = ['time', 'sensor', 'value'].map((name) => lower.indexOf(name)) as [number, number, number];
  if (time >= 0 && sensor >= 0 && value >= 0) {
    const isUsual = names.length === 3 && time === 0 && sensor === 1;
    return { time, width: names.length, values: longLayout(sensor, value), plain: isUsual ? PlainRows.long(columnOf) : undefined };
  }
  if (stampOf(names[0] ?? '') !== undefined) throw new BadInput(`Line ${line.number}: there is no header; expected time,sensor,value, or time and one column a sensor.`);
  const sensors = names.slice(1);
  if (sensors.length === 0 || sensors.includes('')) throw new BadInput(`Line ${line.number}: the header names no sensors; expected time,sensor,value, or time and one column a sensor.`);
  const twice = sensors.find((name, index) => sensors.indexOf(name) !== index);
  if (twice !== undefined) throw new BadInput(`Line ${line.number}: two columns are called ${twice}.`);
  return { time: 0, width: names.length, values: wideLayout(sensors), plain: PlainRows.wide(sensors.map(columnOf)) };
}

const longLayout =
  (sensor: number, value: number): Layout =>
  (cells, line, take) => {
    if (cells.length === 0) return;
    const name = (cells[sensor] ?? '').trim();
    if (name === '') throw new BadInput(`Line ${line.number}: the sensor is empty.`);
    take(name, (cells[value] ?? '').trim());
  };

const wideLayout =
  (sensors: readonly string[]): Layout =>
  (cells, _, take) => {
    for (let index = 0; index < sensors.length; index += 1) take(sensors[index] ?? '', (cells[index + 1] ?? '').trim());
  };

function begun(columns: Map<string, RainColumn>, sensor: string): RainColumn {
  const column = new RainColumn();
  columns.set(sensor, column);
  return column;
}

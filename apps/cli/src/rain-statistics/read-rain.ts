import { micrometresFrom } from '@voldgrav/hydrology';
import { BadInput } from '../csv/bad-input.ts';
import { csvCells, type CsvLine, csvLineBatches } from '../csv/csv-lines.ts';
import { stampOf } from '../csv/stamp-of.ts';
import { type Column, emptyColumn, gaugeOf, type GaugeRead } from './rain-column.ts';

/** The rain of every sensor in a file, in the order in which they first appear. */
export interface RainRead {
  readonly gauges: ReadonlyMap<string, GaugeRead>;
  /** Values that stand there and are no depth: text, or less than nothing. An empty cell is none of them. */
  readonly unread: { readonly count: number; readonly firstLine: number };
  /** What of it a person should look at, in sentences. */
  readonly remarks?: readonly string[];
}

/** Hands over the cells of a line that hold values: of a long table one, named in the line; of a wide one all but the first. */
type Layout = (cells: readonly string[], line: CsvLine, take: (sensor: string, value: string) => void) => void;

/** Reads long CSV (`time,sensor,value`) or wide CSV (first column time, one column a sensor). Throws `BadInput`. */
export async function readRain(input: AsyncIterable<string | Uint8Array>): Promise<RainRead> {
  const columns = new Map<string, Column>();
  const unread = { count: 0, firstLine: 0 };
  let table: { readonly time: number; readonly values: Layout } | undefined;
  let stamp = 0;
  let number = 0;
  const take = (sensor: string, text: string): void => {
    const column = columnOf(columns, sensor);
    column.first = Math.min(column.first, stamp);
    column.last = Math.max(column.last, stamp);
    if (text === '') return;
    const depth = Number(text);
    if (Number.isFinite(depth) && depth >= 0) {
      column.stamps.push(stamp);
      column.depths.push(micrometresFrom(depth));
    } else {
      unread.count += 1;
      if (unread.count === 1) unread.firstLine = number;
    }
  };
  for await (const lines of csvLineBatches(input)) {
    for (const line of lines) {
      const cells = csvCells(line.text);
      if (table === undefined) {
        table = tableOf(cells.map((cell) => cell.trim()), line);
        table.values([], line, (sensor) => columnOf(columns, sensor));
        continue;
      }
      const time = (cells[table.time] ?? '').trim();
      const at = stampOf(time);
      if (at === undefined) throw new BadInput(`Line ${line.number}: "${time}" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.`);
      [stamp, number] = [at, line.number];
      table.values(cells, line, take);
    }
  }
  if (table === undefined) throw new BadInput('Line 1: the input is empty; expected a header time,sensor,value, or time and one column a sensor.');
  return { gauges: new Map([...columns].map(([sensor, column]) => [sensor, gaugeOf(column)])), unread };
}

function tableOf(header: readonly string[], line: CsvLine): { readonly time: number; readonly values: Layout } {
  const names = header.map((name) => name.replace(/^\uFEFF/, ''));
  const lower = names.map((name) => name.toLowerCase());
  const [time, sensor, value] = ['time', 'sensor', 'value'].map((name) => lower.indexOf(name)) as [number, number, number];
  if (time >= 0 && sensor >= 0 && value >= 0) return { time, values: longLayout(sensor, value) };
  if (stampOf(names[0] ?? '') !== undefined) throw new BadInput(`Line ${line.number}: there is no header; expected time,sensor,value, or time and one column a sensor.`);
  const sensors = names.slice(1);
  if (sensors.length === 0 || sensors.includes('')) throw new BadInput(`Line ${line.number}: the header names no sensors; expected time,sensor,value, or time and one column a sensor.`);
  const twice = sensors.find((name, index) => sensors.indexOf(name) !== index);
  if (twice !== undefined) throw new BadInput(`Line ${line.number}: two columns are called ${twice}.`);
  return { time: 0, values: wideLayout(sensors) };
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

function columnOf(columns: Map<string, Column>, sensor: string): Column {
  const known = columns.get(sensor);
  if (known !== undefined) return known;
  const column = emptyColumn();
  columns.set(sensor, column);
  return column;
}

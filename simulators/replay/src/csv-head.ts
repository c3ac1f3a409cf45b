import { isQuantity, type Quantity } from '@voldgrav/reading';
import type { TownIndex } from '@voldgrav/pipeline';
import { fault, BadRecording, type Mending } from './bad-recording.ts';
import type { FileLine } from './file-lines.ts';
import type { Renaming } from './renaming.ts';

/** Who a value of a CSV belongs to. */
export interface Column {
  readonly sensor: string;
  readonly quantity: Quantity;
}

/** How a CSV's lines are read: each cell is a column's, or a line has one value and says whose it is. */
export type CsvHead =
  | { readonly form: 'wide'; readonly cells: number; readonly columns: readonly { readonly cell: number; readonly column: Column }[] }
  | { readonly form: 'long'; readonly cells: number; readonly time: number; readonly sensor: number; readonly quantity: number | undefined; readonly value: number };

export interface CsvReading extends Mending {
  readonly file: string;
  readonly index: TownIndex;
  /** What a sensor of the recording is called in this town. */
  readonly renaming: Renaming;
}

const cellsOf = (text: string): readonly string[] => text.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));

/** `time,sensor,quantity,value` in any order is long, with or without the quantity; else the first column is the time and every other one a sensor. */
export function csvHead(line: FileLine, reading: CsvReading): CsvHead {
  const names = cellsOf(line.text);
  const place = (name: string): number => names.findIndex((each) => each.toLowerCase() === name);
  const [time, sensor, value, quantity] = [place('time'), place('sensor'), place('value'), place('quantity')];
  if (sensor >= 0 || value >= 0) {
    if (time < 0 || sensor < 0 || value < 0) throw new BadRecording(reading.file, line.number, `the header is ${line.text}, but a long recording has the columns time,sensor,quantity,value.`);
    return { form: 'long', cells: names.length, time, sensor, value, quantity: quantity < 0 ? undefined : quantity };
  }
  if (names.length < 2) throw new BadRecording(reading.file, line.number, 'this is no recording: expected a CSV with a header (time,sensor,quantity,value, or time and one column a sensor), JSON lines of messages, or a journal.');
  const columns = names.slice(1).flatMap((name, index) => {
    const column = columnOf(name, undefined, line.number, reading);
    return column === undefined ? [] : [{ cell: index + 1, column }];
  });
  return { form: 'wide', cells: names.length, columns };
}

/** Undefined when the town does not know the sensor, or nobody the quantity, and lines are mended. Without a quantity the sensor's own is meant. */
export function columnOf(name: string, quantity: string | undefined, line: number, reading: CsvReading): Column | undefined {
  const id = reading.renaming.of(name);
  const sensor = reading.index.sensor(id);
  if (sensor === undefined) {
    fault(reading, reading.file, line, `the town has no sensor "${id}".`, 'It was left out.');
    return undefined;
  }
  if (quantity === undefined) return { sensor: id, quantity: sensor.quantity };
  if (isQuantity(quantity)) return { sensor: id, quantity };
  fault(reading, reading.file, line, `there is no quantity "${quantity}".`, 'It was left out.');
  return undefined;
}

export { cellsOf };

import { createReadStream } from 'node:fs';
import type { Position } from '@voldgrav/hydrology';
import { BadInput } from '../csv/bad-input.ts';
import { csvCells, csvLines } from '../csv/csv-lines.ts';

const NAMES = { sensor: ['sensor', 'id', 'station', 'gauge'], longitude: ['longitude', 'lon'], latitude: ['latitude', 'lat'] };

/** Reads where the sensors stand: a CSV with their id, longitude and latitude in degrees. */
export async function readPositions(file: string): Promise<ReadonlyMap<string, Position>> {
  const positions = new Map<string, Position>();
  let columns: { sensor: number; longitude: number; latitude: number } | undefined;
  for await (const line of csvLines(openFile(file))) {
    const cells = csvCells(line.text).map((cell) => cell.trim());
    if (columns === undefined) {
      const names = cells.map((name) => name.toLowerCase());
      const column = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
      columns = { sensor: column(NAMES.sensor), longitude: column(NAMES.longitude), latitude: column(NAMES.latitude) };
      if (Object.values(columns).includes(-1)) throw new BadInput(`${file}:${line.number}: the header has to name sensor, longitude and latitude.`);
      continue;
    }
    const [longitude, latitude] = [Number(cells[columns.longitude] || NaN), Number(cells[columns.latitude] || NaN)];
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) throw new BadInput(`${file}:${line.number}: longitude and latitude in degrees expected.`);
    positions.set(cells[columns.sensor] ?? '', [longitude, latitude]);
  }
  return positions;
}

async function* openFile(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk as Uint8Array;
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${(error as Error).message}.`, { cause: error });
  }
}

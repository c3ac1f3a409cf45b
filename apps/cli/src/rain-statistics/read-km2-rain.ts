import { type Km2Conventions, readKm2 } from '@voldgrav/wire';
import { BadInput } from '../csv/bad-input.ts';
import { RainColumn } from './rain-column.ts';
import type { RainRead } from './read-rain.ts';

/** Reads a KM2 file whole: the rain of every station in it. Throws `BadInput`. */
export async function readKm2Rain(input: AsyncIterable<string | Uint8Array>, conventions: Km2Conventions): Promise<RainRead> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of input) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
  const read = readKm2(text, conventions);
  if (!read.ok) throw new BadInput(`Line ${read.line}: expected ${read.expected}.`);
  const columns = new Map<string, RainColumn>();
  for (const { station, minutes } of read.events) {
    const column = columns.get(station) ?? new RainColumn();
    columns.set(station, column);
    for (const { at, depth } of minutes) {
      column.asks(at);
      column.add(at, depth);
    }
  }
  return { gauges: new Map([...columns].map(([station, column]) => [station, column.gauge()])), unread: { count: 0, firstLine: 0 } };
}

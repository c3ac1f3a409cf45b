import { isoOf, millimetresFrom, type Micrometres } from '@voldgrav/hydrology';
import { type Km2Conventions, type Km2Event, readKm2 } from '@voldgrav/wire';
import { BadInput } from '../csv/bad-input.ts';
import { RainColumn } from './rain-column.ts';
import type { RainRead } from './read-rain.ts';

/** A header gives its event's depth to a tenth of a mm, and each minute is rounded on its way into the file. */
const ROUNDING = { mm: 0.1, share: 0.01 };

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
  return { gauges: new Map([...columns].map(([station, column]) => [station, column.gauge()])), unread: { count: 0, firstLine: 0 }, remarks: remarksOn(read.events) };
}

/** Events whose minutes do not come to what their header says, and those with a flag that meant "rejected" once: both count. */
function remarksOn(events: readonly Km2Event[]): readonly string[] {
  const remarks = events.flatMap(({ station, minutes, depthMm }) => {
    const [first] = minutes;
    const sum = millimetresFrom(minutes.reduce((whole, { depth }) => whole + depth, 0) as Micrometres);
    if (first === undefined || Math.abs(sum - depthMm) <= ROUNDING.mm + ROUNDING.share * depthMm) return [];
    return [`The event of ${station} that begins about ${isoOf(first.at)}: its minutes come to ${Number(sum.toFixed(1))} mm, and its header says ${depthMm} mm. The minutes count.`];
  });
  const rejected = events.filter(({ flag }) => flag === '2').length;
  return rejected === 0 ? remarks : [...remarks, `${rejected} of ${events.length} events have the flag 2, which meant "rejected" once; they count.`];
}

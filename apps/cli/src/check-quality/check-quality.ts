import type { Position } from '@voldgrav/hydrology';
import { isQuantity, QUANTITIES } from '@voldgrav/reading';
import { DONE, type ExitCode, WRONG_USE } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { BadInput } from '../csv/bad-input.ts';
import { csvLines } from '../csv/csv-lines.ts';
import { NeighbourDesk } from './neighbour-desk.ts';
import { readPositions } from './positions-file.ts';
import { type QualityConfig, readQualityConfig, usualConfig } from './quality-config.ts';
import { type Columns, columnsOf, rowOf } from './row.ts';
import { RowQueue } from './row-queue.ts';
import { SeriesDesk } from './series-desk.ts';

export interface CheckQualityOptions {
  readonly quantity: string;
  readonly config?: string | undefined;
  readonly reasons: boolean;
}

type Input = AsyncIterable<string | Uint8Array>;

/**
 * Judges a CSV of `time,sensor,value` and answers with the same lines plus `flag,checks`: QARTOD's flag, and the names of
 * the checks that spoke against the value. Lines go out as soon as they are judged, so a file may be longer than memory.
 */
export async function checkQuality(options: CheckQualityOptions, input: Input, terminal: Terminal): Promise<ExitCode> {
  try {
    await judged(options, input, terminal);
    return DONE;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    terminal.complain(error.message);
    return WRONG_USE;
  }
}

async function judged(options: CheckQualityOptions, input: Input, terminal: Terminal): Promise<void> {
  const { quantity } = options;
  if (!isQuantity(quantity)) throw new BadInput(`There is no quantity ${quantity}; there are ${Object.keys(QUANTITIES).join(', ')}.`);
  const config = options.config === undefined ? usualConfig(quantity) : await readQualityConfig(options.config, quantity);
  const positions = config.positionsFile === undefined ? undefined : await readPositions(config.positionsFile);
  const queue = new RowQueue({ withReasons: options.reasons }, terminal.answer);
  try {
    const withoutPosition = await judgeLines({ input, config, positions, queue, header: (text) => terminal.answer(`${text},flag,checks${options.reasons ? ',reasons' : ''}`) });
    if (withoutPosition.length > 0) terminal.complain(`Not compared with neighbours, for want of a position: ${withoutPosition.join(', ')}.`);
  } finally {
    // What was judged before a bad line is the answer up to there.
    queue.flush();
  }
}

interface Judging {
  readonly input: Input;
  readonly config: QualityConfig;
  readonly positions: ReadonlyMap<string, Position> | undefined;
  readonly queue: RowQueue;
  readonly header: (text: string) => void;
}

async function judgeLines({ input, config, positions, queue, header }: Judging): Promise<readonly string[]> {
  const desks = new Map<string, SeriesDesk>();
  const neighbours = positions === undefined ? undefined : new NeighbourDesk(positions);
  let columns: Columns | undefined;
  for await (const line of csvLines(input)) {
    if (columns === undefined) {
      columns = columnsOf(line);
      header(line.text);
      continue;
    }
    const row = rowOf(line, columns);
    queue.push(row);
    deskOf(desks, row.sensor, config).enter(row);
    neighbours?.enter(row);
    queue.settle();
  }
  if (columns === undefined) throw new BadInput('Line 1: the input is empty; expected a header time,sensor,value.');
  for (const desk of desks.values()) desk.end();
  neighbours?.end();
  queue.settle();
  return neighbours?.withoutPosition ?? [];
}

function deskOf(desks: Map<string, SeriesDesk>, sensor: string, config: QualityConfig): SeriesDesk {
  const known = desks.get(sensor);
  if (known !== undefined) return known;
  const desk = new SeriesDesk(config);
  desks.set(sensor, desk);
  return desk;
}

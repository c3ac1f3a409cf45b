import { readFile } from 'node:fs/promises';
import { type Idf, indicativeIdf, type Minutes, minutes } from '@voldgrav/hydrology';
import { type Km2Conventions, readIdf } from '@voldgrav/wire';
import { BadInput } from '../csv/bad-input.ts';
import { DONE, type ExitCode, WRONG_USE } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { readKm2Rain } from './read-km2-rain.ts';
import { readRain } from './read-rain.ts';
import { statisticsOf } from './statistics-of.ts';

export interface RainStatisticsOptions {
  readonly idf?: string;
  readonly durations: string;
  readonly annual: boolean;
  readonly km2?: string;
  readonly utcOffset: string;
}

export const USUAL_DURATIONS = '10,30,60,120,180,360,720,1440';

/**
 * Reads a CSV of rain (mm, stamps at the intervals' ends) and answers with one JSON object: for each sensor the greatest depths
 * with their return periods, what they are called, and the annual maxima when asked for (contract.md §6).
 */
export async function rainStatistics(options: RainStatisticsOptions, input: AsyncIterable<string | Uint8Array>, terminal: Terminal): Promise<ExitCode> {
  try {
    const durations = durationsIn(options.durations);
    const idf = options.idf === undefined ? indicativeIdf : await idfIn(options.idf);
    const { gauges, unread, remarks = [] } = options.km2 === undefined ? await readRain(input) : await readKm2Rain(input, conventionsIn(options.km2, options.utcOffset));
    const sensors = [...gauges].map(([id, gauge]) => statisticsOf(id, gauge, { idf, durations, annual: options.annual }));
    terminal.answer(JSON.stringify({ sensors, idf: { source: idf.source } }));
    if (unread.count > 0) terminal.complain(unread.count === 1 ? `The value on line ${unread.firstLine} is no depth of rain and counts as missing.` : `${unread.count} values are no depth of rain and count as missing; the first is on line ${unread.firstLine}.`);
    for (const remark of remarks) terminal.complain(remark);
    return DONE;
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    terminal.complain(error.message);
    return WRONG_USE;
  }
}

function durationsIn(text: string): readonly Minutes[] {
  const durations = text.split(',').map(Number);
  if (durations.some((duration) => !Number.isInteger(duration) || duration < 1)) {
    throw new BadInput(`--durations must be whole minutes with commas between them, such as 10,30,60, not ${text}.`);
  }
  return durations.map(minutes);
}

function conventionsIn(first: string, offset: string): Km2Conventions {
  if (first !== 'begins' && first !== 'ends') throw new BadInput(`--km2 must be begins or ends, not ${first}.`);
  if (!/^-?\d{1,3}$/.test(offset)) throw new BadInput(`--utc-offset must be whole minutes, such as 60, not ${offset}.`);
  return { firstMinute: first, utcOffset: minutes(Number(offset)) };
}

async function idfIn(file: string): Promise<Idf> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new BadInput(`${file} cannot be read: ${cause.message}.`, { cause });
  });
  const read = readIdf(file, text);
  if (!read.ok) throw new BadInput(read.faults.map(({ line, message }) => `${file}:${line}: ${message}`).join('\n'));
  return read.idf;
}

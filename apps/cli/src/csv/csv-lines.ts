import { BadInput } from './bad-input.ts';

/** One line of a CSV with its number, counted from 1 as an editor does. */
export interface CsvLine {
  readonly number: number;
  readonly text: string;
}

/** Lines as they come, without their ends and without empty ones; only the unfinished last one is held. */
export async function* csvLines(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<CsvLine> {
  for await (const lines of csvLineBatches(input)) yield* lines;
}

/** The same as many at a time as a piece of the input holds: to wait for each of millions of lines costs more than to read it. */
export async function* csvLineBatches(input: AsyncIterable<string | Uint8Array>): AsyncGenerator<readonly CsvLine[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  const line = (text: string): CsvLine => ({ number, text: text.endsWith('\r') ? text.slice(0, -1) : text });
  for await (const chunk of input) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = lines.pop() ?? '';
    const batch: CsvLine[] = [];
    for (const text of lines) {
      number += 1;
      if (text.trim() !== '') batch.push(line(text));
    }
    yield batch;
  }
  number += 1;
  if (rest.trim() !== '') yield [line(rest)];
}

/** The cells of a line, RFC 4180: quoted cells may hold commas, and two quotes stand for one. */
export function csvCells(text: string): readonly string[] {
  if (!text.includes('"')) return text.split(',');
  const cells: string[] = [];
  for (const match of text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  return cells;
}

/** Throws `BadInput` for a line of more cells than the header has: a decimal comma would otherwise be read as another number. */
export function assertNoMoreThan(columns: number, cells: readonly string[], line: CsvLine): void {
  if (cells.length <= columns) return;
  throw new BadInput(`Line ${line.number}: it has ${cells.length} cells, and the header has ${columns}; decimals are written with a point, such as 0.2.`);
}

/** A cell as it is written: quoted when it has to be. */
export const csvCell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { instant, type Instant, micrometresFrom } from '@voldgrav/hydrology';
import type { Sample } from '@voldgrav/rollup';

const SHARED = process.env['VOLDGRAV_SHARED'] ?? fileURLToPath(new URL('../../../shared', import.meta.url));

/** Why a test that needs a recording was not run, for `context.skip`; `npm test` prints how many. */
export const DATA_ABSENT = 'data absent';

/** Where a recording lies; undefined where the recordings are not. */
export function recording(path: string): string | undefined {
  const file = `${SHARED}/data/${path}`;
  return existsSync(file) ? file : undefined;
}

/** One gauge's column of a wide CSV of rain in mm, each stamp the end of its interval, in UTC. */
export function rainColumn(file: string, gauge: string): readonly Sample[] {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const column = head.trim().split(',').indexOf(gauge);
  if (column < 1) throw new Error(`${file} has no gauge ${gauge}`);
  return lines.map((line) => {
    const cells = line.trim().split(',');
    return { at: timeOf(cells[0] ?? ''), value: micrometresFrom(Number(cells[column])) };
  });
}

const timeOf = (stamp: string): Instant => instant(Date.parse(`${stamp.replace(' ', 'T')}Z`));

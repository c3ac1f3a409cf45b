import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { writeWhole } from './write-whole.ts';

const folder = mkdtempSync(join(tmpdir(), 'voldgrav-whole-'));
afterAll(() => rmSync(folder, { recursive: true }));

function* cutOff(): Generator<string> {
  yield 'half\n';
  throw new Error('cut off');
}

it('leaves what stood there, and no half of what is new, when it is cut off', async () => {
  const file = join(folder, 'report.json');
  writeFileSync(file, 'before\n');
  await expect(writeWhole(file, cutOff())).rejects.toThrow('cut off');
  await expect(writeWhole(join(folder, 'new.json'), cutOff())).rejects.toThrow('cut off');
  expect(readdirSync(folder)).toEqual(['report.json']);
  expect(readFileSync(file, 'utf8')).toBe('before\n');
  await writeWhole(file, ['all\n', 'of it\n']);
  expect(readFileSync(file, 'utf8')).toBe('all\nof it\n');
});

it('is written by two at once, and is of one of them', async () => {
  const file = join(folder, 'both.json');
  // Both are open before either goes on.
  let meet = (): void => undefined;
  const met = new Promise<void>((resolve) => (meet = resolve));
  let here = 0;
  async function* of(letter: string): AsyncGenerator<string> {
    for (let line = 0; line < 3; line += 1) {
      yield `${letter.repeat(100_000)}\n`;
      if (line === 0 && (here += 1) === 2) meet();
      await met;
    }
  }
  await Promise.all([writeWhole(file, of('a')), writeWhole(file, of('b'))]);
  expect(new Set(readFileSync(file, 'utf8').replaceAll('\n', '')).size).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('both'))).toEqual(['both.json']);
});

it('takes away what one that was killed has left, and leaves what another is writing', async () => {
  const gone = spawnSync(process.execPath, ['--version']).pid;
  for (const pid of [gone, process.ppid]) writeFileSync(join(folder, `left.json.unfinished-${pid}-0a0b0c0d`), 'half');
  await writeWhole(join(folder, 'left.json'), ['whole\n']);
  expect(readdirSync(folder).filter((name) => name.startsWith('left'))).toEqual(['left.json', `left.json.unfinished-${process.ppid}-0a0b0c0d`]);
});

it('packs by the name, and writes to what is no file as it is', async () => {
  await writeWhole(join(folder, 'a.csv.gz'), ['time\n']);
  expect(gunzipSync(readFileSync(join(folder, 'a.csv.gz'))).toString()).toBe('time\n');
  await writeWhole('/dev/null', ['gone\n']);
  expect(readdirSync('/dev').filter((name) => name.startsWith('null'))).toEqual(['null']);
});

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

it('packs by the name, and writes to what is no file as it is', async () => {
  await writeWhole(join(folder, 'a.csv.gz'), ['time\n']);
  expect(gunzipSync(readFileSync(join(folder, 'a.csv.gz'))).toString()).toBe('time\n');
  await writeWhole('/dev/null', ['gone\n']);
  expect(readdirSync('/dev').filter((name) => name.startsWith('null'))).toEqual(['null']);
});

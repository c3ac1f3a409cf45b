import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../program.ts';

const folder = mkdtempSync(join(tmpdir(), 'voldgrav-restore-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('voldgrav restore', () => {
  writeFileSync(join(folder, 'letter.txt'), 'Dear town');

  it.each([
    ['what is not there', 'absent', /^There is no file .*absent\.$/],
    ['a folder', '.', / is a folder; a backup is one file, as "voldgrav backup FILE" wrote it\.$/],
    ['a device', '/dev/null', /^\/dev\/null is no ordinary file; /],
    ['another file', 'letter.txt', /^Nothing was restored: .*letter\.txt cannot be restored: it is no backup of Voldgrav\.$/],
  ])('refuses %s in a sentence, and makes nothing', async (_, name, sentence) => {
    const said: string[] = [];
    const file = name.startsWith('/') ? name : `${folder}/${name}`;
    const code = await run(['restore', file], { answer: (line) => said.push(line), complain: (line) => said.push(line) }, { environment: { DATA_DIR: join(folder, 'data') } });
    expect(code).toBe(2);
    expect(said).toEqual([expect.stringMatching(sentence)]);
    expect(readdirSync(folder)).toEqual(['letter.txt']);
  });
});

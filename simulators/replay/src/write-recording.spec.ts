import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeRecording } from './write-recording.ts';

const empty = {
  async *parts() {
    yield [];
  },
};

describe('a recording on the disk', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-recording-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is written where a link leads, and the link stays', async () => {
    writeFileSync(join(folder, 'target.jsonl'), 'before');
    symlinkSync(join(folder, 'target.jsonl'), join(folder, 'link.jsonl'));
    await writeRecording(join(folder, 'link.jsonl'), empty);
    expect(lstatSync(join(folder, 'link.jsonl')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, 'target.jsonl'), 'utf8')).toBe('');
  });

  it('takes the place of nothing that is no ordinary file', async () => {
    mkdirSync(join(folder, 'a-folder'));
    await expect(writeRecording(join(folder, 'a-folder'), empty)).rejects.toThrow('no ordinary file');
    expect(lstatSync(join(folder, 'a-folder')).isDirectory()).toBe(true);
  });
});

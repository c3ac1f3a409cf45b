import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openJournal } from '@voldgrav/journal';
import { expect, it } from 'vitest';

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Starts a writer, kills it with SIGKILL after `lines` acknowledgements, and gives all that it had printed. */
async function killedAfter(lines: number, file: string): Promise<readonly string[]> {
  const writer = spawn(process.execPath, [beside('run-typescript.mjs'), beside('append-until-killed.ts'), file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  let count = 0;
  writer.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
    count += chunk.split('\n').length - 1;
    if (count >= lines) writer.kill('SIGKILL');
  });
  const [, signal] = (await once(writer, 'close')) as [number | null, NodeJS.Signals | null];
  expect(signal).toBe('SIGKILL');
  return printed.split('\n').slice(0, -1);
}

it('a journal whose process is killed holds every entry that it had acknowledged', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-killed-'));
  const file = join(folder, 'journal.sqlite');
  const acknowledged: string[] = [];
  for (const lines of [1, 300, 1_000]) acknowledged.push(...(await killedAfter(lines, file)));

  const journal = openJournal({ file });
  const kept = new Set(
    journal.entriesAfter(0, 1_000_000).map((row) => (row.damaged || row.kind !== 'message' ? `${row.seq} damaged` : `${row.seq} ${Buffer.from(row.payload).toString()}`)),
  );
  journal.close();
  rmSync(folder, { recursive: true });
  expect(acknowledged.length).toBeGreaterThanOrEqual(1_301);
  expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
}, 60_000);

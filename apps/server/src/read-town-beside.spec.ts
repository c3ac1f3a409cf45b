import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readTown } from '@voldgrav/installation';
import { expect, it, onTestFinished } from 'vitest';
import { readTownBeside } from './read-town-beside.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));

/** A folder with a town's files in it, which nobody reads here, and a thread that says what it was told. */
function place(bytes: number, script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-town-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'sensors.yaml'), `#${' '.repeat(bytes)}\n`);
  writeFileSync(join(folder, 'thread.mjs'), `import { parentPort, workerData } from 'node:worker_threads';\n${script}\n`);
  return { folder, thread: pathToFileURL(join(folder, 'thread.mjs')) };
}

it('a town says the same after it went from one thread to another', async () => {
  const read = await readTown(SAMPLE_TOWN);
  expect(structuredClone(read)).toStrictEqual(read);
});

it('only a large town is read in a thread, and what the thread says is taken', async () => {
  const large = place(200_000, 'parentPort.postMessage({ ok: false, faults: [], texts: new Map([["read in", workerData]]) });');
  expect((await readTownBeside(large.folder, large.thread)).texts).toEqual(new Map([['read in', large.folder]]));
  const small = place(10, 'process.exit(1);');
  expect((await readTownBeside(small.folder, small.thread)).ok).toBe(false);
});

it('a thread that ends without a word is a fault', async () => {
  const { folder, thread } = place(200_000, 'process.exit(3);');
  await expect(readTownBeside(folder, thread)).rejects.toThrow('ended with 3');
});

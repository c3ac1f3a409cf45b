import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ReadTown, readTown } from '@voldgrav/installation';

/** Lies beside the built server; run from its sources, where no thread can start, there is none. */
const THREAD = new URL('./town-thread.js', import.meta.url);
/** Trees of YAML live for the reading of one piece. With room for them they would only die later, and the peak be higher. */
const YOUNG_MB = 4;
/** Bytes of YAML, some hundreds of sensors: reading fewer leaves little behind, and a thread takes a while to start. */
const LARGE = 131_072;

/** `readTown`, a large one in a thread that ends: reading ten thousand sensors leaves 100 MB that their server would hold on to. */
export async function readTownBeside(folder: string, thread = THREAD): Promise<ReadTown> {
  if (!existsSync(thread) || (await bytesOfYaml(folder)) < LARGE) return readTown(folder);
  const worker = new Worker(thread, { workerData: folder, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread that reads the town ended with ${code}.`)));
  });
}

/** 0 where the folder cannot be read: who reads the town tells why. */
async function bytesOfYaml(folder: string): Promise<number> {
  try {
    const names = (await readdir(folder)).filter((name) => /\.ya?ml$/i.test(name));
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return 0;
  }
}

import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const UNFINISHED = '.unfinished-';

/**
 * Writes a file that appears under its name when all of it is on the disk, packed when the name ends in ".gz": one that is cut off, by a full disk or an
 * end of the process, leaves no half. Of two that write it at once each does so whole, and who ends last has the name. A link stays, and what it leads to is written; a device or pipe is written to as it is. Rejects with Node's error
 * when it cannot be written, and with what `pieces` throws.
 */
export async function writeWhole(file: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  const target = found?.isFile() === true ? await realpath(file) : file;
  if (found !== undefined && !found.isFile()) return written(file, file, pieces);
  await tidy(target);
  const unfinished = `${target}${UNFINISHED}${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await written(file, unfinished, pieces);
    await rename(unfinished, target);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

async function written(name: string, file: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const out = createWriteStream(file, { flush: file !== name, flags: file === name ? 'w' : 'wx' });
  await (name.endsWith('.gz') ? pipeline(Readable.from(pieces), createGzip(), out) : pipeline(Readable.from(pieces), out));
}

/** Takes away what killed processes have left of the file. */
async function tidy(target: string): Promise<void> {
  const begins = `${basename(target)}${UNFINISHED}`;
  // A folder that may be written but not read keeps what lies there.
  for (const name of await readdir(dirname(target)).catch(() => [])) {
    const pid = name.startsWith(begins) ? Number.parseInt(name.slice(begins.length), 10) : NaN;
    if (pid > 0 && !isRunning(pid)) await rm(join(dirname(target), name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    // Somebody else's process may not be asked, but is there.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

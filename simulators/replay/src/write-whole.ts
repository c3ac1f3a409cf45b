import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * Writes a file that appears under its name when all of it is on the disk, packed when the name ends in ".gz": one that is cut off, by a full disk or an
 * end of the process, leaves no half. A link stays, and what it leads to is written; a device or pipe is written to as it is. Rejects with Node's error
 * when it cannot be written, and with what `pieces` throws.
 */
export async function writeWhole(file: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  const target = found?.isFile() === true ? await realpath(file) : file;
  if (found !== undefined && !found.isFile()) return written(file, file, pieces);
  const unfinished = `${target}.unfinished`;
  try {
    await written(file, unfinished, pieces);
    await rename(unfinished, target);
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

async function written(name: string, file: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const out = createWriteStream(file, { flush: file !== name });
  await (name.endsWith('.gz') ? pipeline(Readable.from(pieces), createGzip(), out) : pipeline(Readable.from(pieces), out));
}

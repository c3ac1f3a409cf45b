import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Instant } from '@voldgrav/hydrology';

/** A line with its number, counted from 1 as an editor does. */
export interface FileLine {
  readonly number: number;
  readonly text: string;
  /** No line break stands after it: the file may have been cut off within it. */
  readonly isOpen?: true;
  /** It stood after a line of this time, which is later than its own, and has been put where it belongs. */
  readonly after?: Instant;
  /** It stood before lines that go on from this time, far earlier than its own, and has been put where it belongs. */
  readonly before?: Instant;
  /** It is a day and more later than all that stands where it should. */
  readonly isAstray?: true;
}

/**
 * The lines of a file that are not empty, a chunk of the file at a time; unpacked on the way when the name ends in ".gz".
 * `onRead` hears how many bytes of it have been read.
 * Rejects with Node's error when it cannot be read.
 */
export async function* fileLines(file: string, onRead: (bytes: number) => void = () => undefined): AsyncGenerator<readonly FileLine[]> {
  const source = createReadStream(file);
  const bytes = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  source.on('error', (cause) => bytes.destroy(cause));
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  const lineOf = (text: string): FileLine => ({ number: (number += 1), text: text.endsWith('\r') ? text.slice(0, -1) : text });
  const filled = ({ text }: FileLine): boolean => text.trim() !== '';
  for await (const chunk of bytes as AsyncIterable<Uint8Array>) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (number === 0 && lines[0] !== undefined) lines[0] = lines[0].replace(/^\uFEFF/, '');
    onRead(source.bytesRead);
    yield lines.map(lineOf).filter(filled);
  }
  yield [{ ...lineOf(rest), isOpen: true } as const].filter(filled);
}

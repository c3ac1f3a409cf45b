import { open, stat } from 'node:fs/promises';
import type { TownIndex } from '@voldgrav/pipeline';
import type { Sandbox } from '@voldgrav/wire';
import { BadRecording, fault, type Mending } from './bad-recording.ts';
import { CsvReader } from './csv-recording.ts';
import { fileLines } from './file-lines.ts';
import { inOrder } from './in-order.ts';
import { journalRecording } from './journal-recording.ts';
import { JsonReader } from './json-recording.ts';
import type { Recorded, Recording } from './recorded.ts';

export interface OpenRecordingOptions extends Mending {
  readonly index: TownIndex;
  /** What a sensor of a CSV is called in this town, where its name is another. */
  readonly rename: ReadonlyMap<string, string>;
  /** For a town with device codecs of its own. */
  readonly sandbox?: Sandbox | undefined;
}

const SQLITE = 'SQLite format 3\0';

/**
 * Opens files as one recording, in the order of arrival: a journal, JSON lines, or CSV long or wide; packed by gzip when the
 * name ends in ".gz". Rejects with a `BadRecording` when there is no such file; what is wrong inside shows as it is played.
 */
export async function openRecording(files: readonly string[], options: OpenRecordingOptions): Promise<Recording> {
  const recordings = await Promise.all(files.map(async (file) => ((await isJournal(file)) ? journalRecording(file, options.onMended) : textRecording(file, options))));
  const [only] = recordings;
  return recordings.length === 1 && only !== undefined ? only : inOrder(recordings);
}

async function isJournal(file: string): Promise<boolean> {
  const handle = await open(file).catch((cause: NodeJS.ErrnoException) => {
    throw new BadRecording(file, 1, cause.code === 'ENOENT' ? 'there is no such file.' : `it cannot be read: ${cause.message}.`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
    return buffer.subarray(0, bytesRead).toString('latin1') === SQLITE;
  } catch (cause) {
    throw new BadRecording(file, 1, `it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`);
  } finally {
    await handle.close();
  }
}

async function textRecording(file: string, options: OpenRecordingOptions): Promise<Recording> {
  const { size } = await stat(file);
  let read = 0;
  const onRead = (bytes: number): void => void (read = bytes);
  return {
    parts: () => (options.badLines === 'refuse' ? asRead(file, options, onRead) : sorted(file, options, onRead)),
    share: () => read / Math.max(1, size),
  };
}

/** JSON lines begin with a brace; a CSV's header does not. */
async function* asRead(file: string, options: OpenRecordingOptions, onRead: (bytes: number) => void): AsyncGenerator<readonly Recorded[]> {
  let reader: CsvReader | JsonReader | undefined;
  let read = 0;
  try {
    for await (const lines of fileLines(file, onRead)) {
      const [first] = lines;
      if (first === undefined) continue;
      reader ??= first.text.startsWith('{') ? new JsonReader({ ...options, file }) : new CsvReader({ ...options, file });
      yield reader.read(lines);
      read = lines.at(-1)?.number ?? read;
    }
  } catch (cause) {
    if (cause instanceof BadRecording) throw cause;
    // A packed file that was cut off: nobody can say what stood there.
    const sentence = `from here on it cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`;
    if (reader === undefined) throw new BadRecording(file, 1, sentence);
    fault(options, file, read + 1, sentence, 'It was left out.');
  }
  if (reader === undefined) throw new BadRecording(file, 1, 'the recording is empty.');
}

/** The whole of it in memory, since a late line may belong to the very start. */
async function* sorted(file: string, options: OpenRecordingOptions, onRead: (bytes: number) => void): AsyncGenerator<readonly Recorded[]> {
  const all: Recorded[] = [];
  for await (const part of asRead(file, options, onRead)) for (const each of part) all.push(each);
  yield all.sort((one, other) => one.receivedAt - other.receivedAt);
}

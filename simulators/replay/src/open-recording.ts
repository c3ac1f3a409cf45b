import { open, stat } from 'node:fs/promises';
import type { Instant } from '@voldgrav/hydrology';
import type { TownIndex } from '@voldgrav/pipeline';
import type { Sandbox } from '@voldgrav/wire';
import { BadRecording, fault, type Mending } from './bad-recording.ts';
import { CsvReader } from './csv-recording.ts';
import { type FileLine, fileLines } from './file-lines.ts';
import { inOrder } from './in-order.ts';
import { journalRecording } from './journal-recording.ts';
import { JsonReader } from './json-recording.ts';
import { lateLines, linesInOrder } from './lines-in-order.ts';
import { recordedMessage, type Recorded, type Recording } from './recorded.ts';
import { Renaming } from './renaming.ts';

export interface OpenRecordingOptions extends Mending {
  readonly index: TownIndex;
  /** What a sensor of a CSV, or a level of a message's topic, is called in this town, where its name is another. */
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
  const recordings = await Promise.all(files.map(async (file) => ((await isJournal(file)) ? withTopics(journalRecording(file, options.onMended), renamingIn(file, options)) : textRecording(file, options))));
  const [only] = recordings;
  return recordings.length === 1 && only !== undefined ? only : inOrder(recordings);
}

const renamingIn = (file: string, { rename, onMended }: OpenRecordingOptions): Renaming => new Renaming(rename, (sentence) => onMended(`${file}: ${sentence}`));

const withTopics = (recording: Recording, renaming: Renaming): Recording => ({
  async *parts() {
    for await (const part of recording.parts()) yield part.map((each) => (each.kind === 'message' ? withTopic(each, renaming.ofTopic(each.message.topic)) : each));
  },
});

const withTopic = (each: Extract<Recorded, { readonly kind: 'message' }>, topic: string): Recorded => (topic === each.message.topic ? each : recordedMessage({ topic, payload: each.message.payload, receivedAt: each.receivedAt }));

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
  const inAll = Math.max(1, size) * (options.badLines === 'mend' ? 2 : 1);
  let read = 0;
  const onRead = (bytes: number): void => void (read = bytes);
  return {
    parts: () => (options.badLines === 'mend' ? mended(file, options, { onLookedAt: onRead, onRead: (bytes) => onRead(size + bytes) }) : asRead(file, options, fileLines(file, onRead))),
    share: () => read / inAll,
  };
}

interface Reader {
  readonly read: (lines: readonly FileLine[]) => readonly Recorded[];
  readonly timeOf: (line: FileLine) => Instant | undefined;
}

/** JSON lines begin with a brace; a CSV's header does not. */
const readerFrom = (first: FileLine, file: string, options: OpenRecordingOptions): Reader => {
  const reading = { ...options, file, renaming: renamingIn(file, options) };
  return first.text.startsWith('{') ? new JsonReader(reading) : new CsvReader(reading);
};

async function* asRead(file: string, options: OpenRecordingOptions, parts: AsyncIterable<readonly FileLine[]>): AsyncGenerator<readonly Recorded[]> {
  let reader: Reader | undefined;
  let read = 0;
  try {
    for await (const lines of parts) {
      const [first] = lines;
      if (first === undefined) continue;
      reader ??= readerFrom(first, file, options);
      yield reader.read(lines);
      read = lines.reduce((last, { number }) => Math.max(last, number), read);
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

/** Gone through twice, since a late line may belong to the very start: only the late ones are held. */
async function* mended(file: string, options: OpenRecordingOptions, { onLookedAt, onRead }: { readonly onLookedAt: (bytes: number) => void; readonly onRead: (bytes: number) => void }): AsyncGenerator<readonly Recorded[]> {
  let reader: Reader | undefined;
  // What is wrong is told the second time.
  const timeOf = (line: FileLine): Instant | undefined => (reader ??= readerFrom(line, file, { ...options, onMended: () => undefined })).timeOf(line);
  const late = await lateLines(fileLines(file, onLookedAt), timeOf);
  yield* asRead(file, options, linesInOrder(fileLines(file, onRead), late, timeOf));
}

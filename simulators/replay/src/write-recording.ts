import { stat } from 'node:fs/promises';
import type { Instant } from '@voldgrav/hydrology';
import type { Recorded, Recording } from './recorded.ts';
import { recordingLine } from './recording-line.ts';
import { writeWhole } from './write-whole.ts';

export interface WrittenRecording {
  readonly messages: number;
  readonly acts: number;
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
}

/**
 * Writes a recording as JSON lines, packed when the name ends in ".gz". The file appears when all of it is on the disk: one
 * that is cut off, by a full disk or an end of the process, leaves no half of a recording under its name. A link stays, and what it leads
 * to is written. Rejects with Node's error when it cannot be written, and what is no ordinary file, such as a device, before anything is.
 */
export async function writeRecording(file: string, recording: Recording, onProgress: (at: Instant) => void = () => undefined): Promise<WrittenRecording> {
  const counted = { messages: 0, acts: 0, from: undefined as Instant | undefined, to: undefined as Instant | undefined };
  async function* lines(): AsyncGenerator<string> {
    for await (const part of recording.parts()) {
      const last = part.at(-1);
      if (last === undefined) continue;
      for (const each of part) count(each);
      onProgress(last.receivedAt);
      yield part.map((each) => `${recordingLine(each)}\n`).join('');
    }
  }
  function count({ kind, receivedAt }: Recorded): void {
    if (kind === 'message') counted.messages += 1;
    if (kind === 'act') counted.acts += 1;
    counted.from ??= receivedAt;
    if (counted.to === undefined || receivedAt > counted.to) counted.to = receivedAt;
  }
  await beOrdinary(file);
  await writeWhole(file, lines());
  return counted;
}

/** Rejects for what is there and is no ordinary file. */
async function beOrdinary(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() === false) throw new Error(`${file} is no ordinary file: a recording is written beside it first, and would take its place`);
}

import type { Instant } from '@voldgrav/hydrology';
import { BadRecording } from './bad-recording.ts';
import type { FileLine } from './file-lines.ts';

/** A line that stands after one of a later time, and the time that it is of itself. */
export interface LateLine {
  readonly at: Instant;
  readonly line: FileLine;
}

/** The lines of a file that stand after one of a later time, by their own time; of the same time in the file's order. Where the file cannot be read on it ends. */
export async function lateLines(parts: AsyncIterable<readonly FileLine[]>, timeOf: (line: FileLine) => Instant | undefined): Promise<readonly LateLine[]> {
  const late: LateLine[] = [];
  let newest: Instant | undefined;
  const look = (line: FileLine): void => {
    const at = timeOf(line);
    if (at === undefined) return;
    if (newest !== undefined && at < newest) late.push({ at, line: { ...line, after: newest } });
    else newest = at;
  };
  try {
    for await (const lines of parts) lines.forEach(look);
  } catch (cause) {
    if (cause instanceof BadRecording) throw cause;
    // Whoever reads the file comes to the same place and tells it.
  }
  return late.sort((one, other) => one.at - other.at);
}

/**
 * The file's lines by time, with its late ones put in behind those of their own time; a line without a time stays where it stands.
 * Only the late lines are held in memory, however long the file is.
 */
export async function* linesInOrder(parts: AsyncIterable<readonly FileLine[]>, late: readonly LateLine[], timeOf: (line: FileLine) => Instant | undefined): AsyncGenerator<readonly FileLine[]> {
  const numbers = new Set(late.map(({ line }) => line.number));
  let next = 0;
  for await (const lines of parts) {
    const ordered: FileLine[] = [];
    for (const line of lines) {
      if (numbers.has(line.number)) continue;
      const at = next < late.length ? timeOf(line) : undefined;
      if (at !== undefined) for (let first = late[next]; first !== undefined && first.at < at; first = late[next]) {
        ordered.push(first.line);
        next += 1;
      }
      ordered.push(line);
    }
    yield ordered;
  }
}

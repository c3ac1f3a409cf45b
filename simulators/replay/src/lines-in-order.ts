import { DAY, type Instant } from '@voldgrav/hydrology';
import { BadRecording } from './bad-recording.ts';
import type { FileLine } from './file-lines.ts';

/** A line that stands after one of a later time, or far ahead of those after it, and the time that it is of itself. */
export interface LateLine {
  readonly at: Instant;
  readonly line: FileLine;
}

/** So far ahead of the line before it a line is not believed until more of its kind follow: a clock may be wrong. */
const LEAP = DAY;
/** So many of them are a recording that was interrupted. */
const FOLLOW = 1_000;

/**
 * The lines of a file that stand after one of a later time, by their own time; of the same time in the file's order. A line a day and more ahead of those before it, after which the file goes
 * on as before, is the one that stands wrong, and not all that come after it; it `isAstray` where no other comes near it. Where the file cannot be read on it ends.
 */
export async function lateLines(parts: AsyncIterable<readonly FileLine[]>, timeOf: (line: FileLine) => Instant | undefined): Promise<readonly LateLine[]> {
  const late: LateLine[] = [];
  let newest: Instant | undefined;
  let first: LateLine | undefined;
  let ahead: LateLine[] = [];
  const take = ({ at, line }: LateLine): void => {
    if (newest !== undefined && at < newest) late.push({ at, line: { ...line, after: newest } });
    else newest = at;
  };
  const settle = (before?: Instant): void => {
    if (before === undefined) ahead.forEach(take);
    else late.push(...ahead.map(({ at, line }) => ({ at, line: { ...line, before } })));
    ahead = [];
  };
  const look = (line: FileLine): void => {
    const at = timeOf(line);
    if (at === undefined) return;
    if (newest === undefined) {
      first = { at, line };
      newest = at;
      return;
    }
    if (at - newest > LEAP) {
      ahead.push({ at, line });
      if (ahead.length === FOLLOW) settle();
      return;
    }
    if (first !== undefined && newest - at > LEAP && ahead.length === 0) {
      late.push({ at: first.at, line: { ...first.line, before: at } });
      newest = at;
    } else {
      if (ahead.length > 0 && at >= newest) settle(at);
      take({ at, line });
    }
    first = undefined;
  };
  try {
    for await (const lines of parts) lines.forEach(look);
    settle();
  } catch (cause) {
    if (cause instanceof BadRecording) throw cause;
    // Whoever reads the file comes to the same place and tells it.
  }
  const end = newest ?? -Infinity;
  return late.map(({ at, line }) => ({ at, line: line.before === undefined || at - end <= LEAP ? line : { ...line, isAstray: true as const } })).sort((one, other) => one.at - other.at);
}

/**
 * The file's lines by time, with those that stand wrong put in behind those of their own time; a line without a time stays where it stands.
 * Only they are held in memory, however long the file is.
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
  if (next < late.length) yield late.slice(next).map(({ line }) => line);
}

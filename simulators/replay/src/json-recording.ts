import { type Instant, isoOf } from '@voldgrav/hydrology';
import { z } from 'zod';
import { fault, type Mending } from './bad-recording.ts';
import type { FileLine } from './file-lines.ts';
import { type Recorded, recordedMessage } from './recorded.ts';
import { recordedTime } from './recorded-time.ts';

const time = z.union([z.string(), z.number()]);
const line = z.union([
  z.object({ topic: z.string(), payloadBase64: z.base64(), receivedAt: time }),
  z.object({ topic: z.string(), payload: z.unknown().refine((value) => value !== undefined), receivedAt: time }),
  z.object({ act: z.string(), by: z.string(), body: z.unknown(), receivedAt: time }),
  z.object({ forecast: z.string(), by: z.string(), body: z.unknown(), receivedAt: time }),
  z.object({ clock: time }),
]);
type Line = z.output<typeof line>;

const EXPECTED = 'expected {"topic", "payload" or "payloadBase64", "receivedAt"}, {"act", "by", "body", "receivedAt"}, {"forecast", "by", "body", "receivedAt"} or {"clock"}';

/** Reads JSON lines of messages, of what people did, of forecasts and of the clock, as `voldgrav record` writes them and `decode` takes them. */
export class JsonReader {
  private readonly file: string;
  private readonly mending: Mending;
  private newest: Instant | undefined;

  constructor(file: string, mending: Mending) {
    this.file = file;
    this.mending = mending;
  }

  /** What the lines hold, in their order; a mended recording is yet to be sorted. */
  read(lines: readonly FileLine[]): readonly Recorded[] {
    return lines.flatMap((each) => this.readLine(each));
  }

  private readLine({ text, number }: FileLine): readonly Recorded[] {
    const parsed = parsedLine(text);
    if (parsed === undefined) return this.bad(number, `this line is none of a recording: ${EXPECTED}.`);
    const said = 'clock' in parsed ? parsed.clock : parsed.receivedAt;
    const receivedAt = recordedTime(String(said));
    if (receivedAt === undefined) return this.bad(number, `"${said}" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.`);
    if (this.newest !== undefined && receivedAt < this.newest) {
      fault(this.mending, this.file, number, `${isoOf(receivedAt)} stands after ${isoOf(this.newest)}: the lines are not in the order of their arrival.`, 'It was sorted in.');
    } else this.newest = receivedAt;
    return [recordedOf(parsed, receivedAt)];
  }

  private bad(number: number, sentence: string): readonly Recorded[] {
    fault(this.mending, this.file, number, sentence, 'It was left out.');
    return [];
  }
}

function parsedLine(text: string): Line | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    // Half a line, or none of JSON at all: the caller says so.
    return undefined;
  }
}

function recordedOf(parsed: Line, receivedAt: Instant): Recorded {
  if ('clock' in parsed) return { kind: 'clock', receivedAt };
  if ('act' in parsed) return { kind: 'act', name: parsed.act, by: parsed.by, body: parsed.body === null ? '' : JSON.stringify(parsed.body), receivedAt };
  if ('forecast' in parsed) return { kind: 'forecast', name: parsed.forecast, by: parsed.by, body: JSON.stringify(parsed.body), receivedAt };
  const payload = 'payloadBase64' in parsed ? Buffer.from(parsed.payloadBase64, 'base64') : bytesOf(parsed.payload);
  return recordedMessage({ topic: parsed.topic, payload, receivedAt });
}

const bytesOf = (payload: unknown): Uint8Array => new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload));

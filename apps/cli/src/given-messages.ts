import { type Instant, instantFromIso } from '@voldgrav/hydrology';
import type { SensorMessage } from '@voldgrav/reading';
import { z } from 'zod';
import { WrongUse } from './wrong-use.ts';

export type GivenMessage = SensorMessage;

const givenLine = z.object({
  topic: z.string(),
  payload: z.unknown().optional(),
  payloadBase64: z.base64().optional(),
  receivedAt: z.union([z.string(), z.number()]).optional(),
});
type GivenLine = z.output<typeof givenLine>;

/**
 * The messages on standard input: JSON lines of `{topic, payload | payloadBase64, receivedAt}` when the first line is one,
 * and otherwise a single payload as it stands, received `now` on the given topic. Throws `WrongUse`.
 */
export function givenMessages(input: Uint8Array, now: Instant, topic: string | undefined): readonly GivenMessage[] {
  const lines = new TextDecoder().decode(input).split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 })).filter(({ line }) => line !== '');
  const first = lines[0] && lineOf(lines[0].line);
  if (first !== undefined) return lines.map(({ line, number }) => messageOf(lineOf(line), number, now));
  if (topic === undefined) throw new WrongUse('decode needs --topic here, or JSON lines that carry their topics: the topic says who speaks.');
  return [{ topic, payload: input, receivedAt: now }];
}

function lineOf(line: string): GivenLine | undefined {
  try {
    const parsed = givenLine.safeParse(JSON.parse(line));
    return parsed.success && (parsed.data.payload !== undefined || parsed.data.payloadBase64 !== undefined) ? parsed.data : undefined;
  } catch {
    // No JSON, and so a payload of some other kind.
    return undefined;
  }
}

function messageOf(line: GivenLine | undefined, number: number, now: Instant): GivenMessage {
  if (line === undefined) throw new WrongUse(`Line ${number} is no message: expected {"topic", "payload" or "payloadBase64", "receivedAt"}.`);
  const receivedAt = line.receivedAt === undefined ? now : momentOf(line.receivedAt);
  if (receivedAt === undefined) throw new WrongUse(`receivedAt on line ${number} is no time: expected ISO 8601 with an offset, or epoch milliseconds.`);
  return { topic: line.topic, payload: bytesOf(line), receivedAt };
}

const momentOf = (time: string | number): Instant | undefined =>
  typeof time === 'string' ? instantFromIso(time) : Number.isSafeInteger(time) ? (time as Instant) : undefined;

function bytesOf({ payload, payloadBase64 }: GivenLine): Uint8Array {
  if (payloadBase64 !== undefined) return Buffer.from(payloadBase64, 'base64');
  return new TextEncoder().encode(typeof payload === 'string' ? payload : JSON.stringify(payload));
}

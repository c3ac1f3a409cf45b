import { type Instant, isoOf } from '@voldgrav/hydrology';
import type { TownIndex } from '@voldgrav/pipeline';
import type { UndecodableReason } from '@voldgrav/reading';
import { comingGivenIn, type MessageReader, readerFor, type Sandbox } from '@voldgrav/wire';
import { actFault } from './apply-act.ts';
import { fault, type Mending } from './bad-recording.ts';
import type { FileLine } from './file-lines.ts';
import { type JsonLine, jsonLine } from './json-line.ts';
import { type Recorded, recordedMessage } from './recorded.ts';
import { recordedTime } from './recorded-time.ts';
import type { Renaming } from './renaming.ts';
import { TextMessage } from './text-message.ts';

const EXPECTED = 'expected {"topic", "payload" or "payloadBase64", "receivedAt"}, {"act", "by", "body", "receivedAt"}, {"forecast", "by", "body", "receivedAt"} or {"clock"}';

/** Why a message is nobody's of this town. What else is wrong with one is what its sensor said, and is counted as such. */
const STRANGERS: Partial<Record<UndecodableReason, (detail: string) => string>> = {
  'unknown-sensor': (id) => `the town has no sensor "${id}".`,
  'unknown-device': (names) => `the town's sources.yaml knows no device ${names}.`,
  'unknown-format': (topic) => `nothing in the town's sources.yaml reads the topic "${topic}".`,
};

export interface JsonReading extends Mending {
  readonly file: string;
  readonly index: TownIndex;
  /** What a level of a topic is called in this town, where that is another name. */
  readonly renaming: Renaming;
  /** For a town with device codecs of its own. */
  readonly sandbox?: Sandbox | undefined;
}

/** Reads JSON lines of messages, of what people did, of forecasts and of the clock, as `voldgrav record` writes them and `decode` takes them. */
export class JsonReader {
  private readonly reading: JsonReading;
  /** Asked about topics only that alone do not tell whose they are. */
  private readonly reader: MessageReader;
  private newest: Instant | undefined;
  private said: string | number | undefined;
  private saidAt: Instant | undefined;
  /** The lines at `newest` by topic. */
  private readonly heard = new Map<string, string | Set<string>>();
  private readonly owned = new Set<string>();

  constructor(reading: JsonReading) {
    this.reading = reading;
    this.reader = readerFor(reading.index.town, reading.sandbox);
  }

  /** What the lines hold. They stand in the order of their arrival, where they are mended as `linesInOrder` gives them. */
  read(lines: readonly FileLine[]): readonly Recorded[] {
    const read: Recorded[] = [];
    for (const each of lines) {
      const recorded = this.readLine(each);
      if (recorded !== undefined) read.push(recorded);
    }
    return read;
  }

  /** When what a line says arrived; undefined for one that says nothing of use. */
  timeOf({ text }: FileLine): Instant | undefined {
    const said = this.understood(text);
    return typeof said === 'string' ? undefined : said.receivedAt;
  }

  private readLine({ text, number, after: later, before, isAstray }: FileLine): Recorded | undefined {
    const recorded = this.understood(text);
    if (typeof recorded === 'string') return this.bad(number, recorded);
    const { receivedAt } = recorded;
    if (isAstray === true) return this.bad(number, `${isoOf(receivedAt)} is a day and more after every line that stands in order: a clock was wrong.`);
    const isKnown = this.isKnown(receivedAt, recorded.kind === 'message' ? recorded.message.topic : recorded.kind, text);
    if (isKnown && recorded.kind !== 'clock') return this.bad(number, 'the same line stands before it already.');
    if (before !== undefined) fault(this.reading, this.reading.file, number, `${isoOf(receivedAt)} stands before ${isoOf(before)}: the lines are not in the order of their arrival.`, 'It was sorted in.');
    const after = later ?? (this.newest !== undefined && receivedAt < this.newest ? this.newest : undefined);
    if (after !== undefined) fault(this.reading, this.reading.file, number, `${isoOf(receivedAt)} stands after ${isoOf(after)}: the lines are not in the order of their arrival.`, 'It was sorted in.');
    this.newest = receivedAt;
    return recorded;
  }

  /** What the line says, or in a sentence why that is nothing. */
  private understood(text: string): Recorded | string {
    const parsed = jsonLine(text);
    if (parsed === undefined) return `this line is none of a recording: ${EXPECTED}.`;
    const said = 'clock' in parsed ? parsed.clock : parsed.receivedAt;
    const receivedAt = this.timeOfText(said);
    if (receivedAt === undefined) return `"${said}" is not a time; expected ISO 8601, such as 2026-08-26T12:20:00Z.`;
    const recorded = recordedOf(parsed, receivedAt, this.reading.renaming);
    return this.faultIn(recorded) ?? recorded;
  }

  /** Most lines are of the same moment as the one before. */
  private timeOfText(said: string | number): Instant | undefined {
    if (said !== this.said) {
      this.said = said;
      this.saidAt = recordedTime(String(said));
    }
    return this.saidAt;
  }

  /** Whether the very line has been read before; it is from now on. Lines of one topic alone are compared, which is seldom more than one. */
  private isKnown(receivedAt: Instant, topic: string, text: string): boolean {
    if (receivedAt !== this.newest) this.heard.clear();
    const before = this.heard.get(topic);
    if (before === undefined) this.heard.set(topic, text);
    else if (typeof before !== 'string') return before.size === before.add(text).size;
    else if (before === text) return true;
    else this.heard.set(topic, new Set([before, text]));
    return false;
  }

  private faultIn(recorded: Recorded): string | undefined {
    if (recorded.kind === 'message') return this.strangerIn(recorded);
    if (recorded.kind === 'forecast') return comingGivenIn(recorded.body) === undefined ? 'its forecast cannot be taken again: expected a "body" with the forecast as it was given.' : undefined;
    const fault = recorded.kind === 'act' ? actFault(recorded) : undefined;
    return fault === undefined ? undefined : `its act cannot be done again: ${fault}.`;
  }

  /** Why a message is of nobody in the town; undefined when it is of somebody. */
  private strangerIn({ message }: Extract<Recorded, { readonly kind: 'message' }>): string | undefined {
    if (this.owned.has(message.topic)) return undefined;
    if (this.reader.sensorOf(message.topic) !== undefined) {
      this.owned.add(message.topic);
      return undefined;
    }
    for (const { reason, detail } of this.reader.read(message).undecodable) {
      const sentence = STRANGERS[reason]?.(detail);
      if (sentence !== undefined) return sentence;
    }
    return undefined;
  }

  private bad(number: number, sentence: string): undefined {
    fault(this.reading, this.reading.file, number, sentence, 'It was left out.');
    return undefined;
  }
}

function recordedOf(parsed: JsonLine, receivedAt: Instant, renaming: Renaming): Recorded {
  if ('clock' in parsed) return { kind: 'clock', receivedAt };
  if ('act' in parsed) return { kind: 'act', name: parsed.act, by: parsed.by, body: (parsed.body ?? null) === null ? '' : JSON.stringify(parsed.body), receivedAt };
  if ('forecast' in parsed) return { kind: 'forecast', name: parsed.forecast, by: parsed.by, body: JSON.stringify(parsed.body ?? null), receivedAt };
  if ('payloadBase64' in parsed) return recordedMessage({ topic: renaming.ofTopic(parsed.topic), payload: Buffer.from(parsed.payloadBase64, 'base64'), receivedAt });
  return recordedMessage(new TextMessage(renaming.ofTopic(parsed.topic), typeof parsed.payload === 'string' ? parsed.payload : JSON.stringify(parsed.payload), receivedAt));
}

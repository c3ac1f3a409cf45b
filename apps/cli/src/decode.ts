import { readTown } from '@voldgrav/installation';
import { isoOf, type Instant } from '@voldgrav/hydrology';
import { unitOf } from '@voldgrav/reading';
import {
  CODEC_NAMES, type CodecName, CODECS, type DeviceLookup, devicesByName, FORMAT_NAMES, type FormatName, FORMATS, isCodecName,
  isFormatName, MessageReader, openSandbox, runsScripts, type Source, type Town,
} from '@voldgrav/wire';
import { type GivenMessage, givenMessages } from './given-messages.ts';
import { DONE, type ExitCode, WRONG_USE } from './exit-code.ts';
import type { Terminal } from './terminal.ts';
import { uplinkOf } from './uplink-of.ts';
import { WrongUse } from './wrong-use.ts';

export interface DecodeOptions {
  readonly format?: string;
  readonly topic?: string;
  readonly town?: string;
  readonly codec?: string;
  readonly settings?: string;
  readonly port: string;
}

const KNOWN = `one of ${FORMAT_NAMES.join(', ')}, or of the device codecs ${CODEC_NAMES.join(', ')}`;

/** Reads what a sensor sent and tells its readings, one a line. What cannot be read is an answer too, and its detail a complaint. */
export async function decode(options: DecodeOptions, { input, now, terminal }: { readonly input: Uint8Array; readonly now: Instant; readonly terminal: Terminal }): Promise<ExitCode> {
  try {
    const asked = await questionOf(options);
    const messages = givenMessages(input, now, asked.defaultTopic).map(asked.wrapped);
    const reader = new MessageReader(asked.sources, asked.lookUp);
    for (const message of messages) {
      const { readings, undecodable } = reader.read(message);
      for (const { sensor, quantity, value, phenomenonTime, receivedAt } of readings) {
        terminal.answer(JSON.stringify({ sensor, quantity, value, unit: unitOf(quantity), phenomenonTime: isoOf(phenomenonTime), receivedAt: isoOf(receivedAt) }));
      }
      for (const { reason, detail } of undecodable) {
        terminal.answer(JSON.stringify({ undecodable: reason }));
        terminal.complain(`${message.topic}: ${reason}, ${detail}`);
      }
    }
    return DONE;
  } catch (fault) {
    if (!(fault instanceof WrongUse)) throw fault;
    terminal.complain(fault.message);
    return WRONG_USE;
  }
}

interface Question {
  readonly sources: readonly Source[];
  readonly lookUp: DeviceLookup;
  /** The topic of a payload that came without one; undefined where none can be made up. */
  readonly defaultTopic: string | undefined;
  /** What stands around bytes that a codec alone reads. */
  readonly wrapped: (message: GivenMessage) => GivenMessage;
}

async function questionOf({ format, topic, town: folder, codec, settings, port }: DecodeOptions): Promise<Question> {
  const town = folder === undefined ? undefined : await townIn(folder);
  if (format === undefined && town === undefined) throw new WrongUse(`decode needs --format: ${KNOWN}.`);
  if (format !== undefined && !isFormatName(format) && !isCodecName(format)) throw new WrongUse(`There is no format "${format}": expected ${KNOWN}.`);
  const codecName = codec ?? (format !== undefined && isCodecName(format) ? format : undefined);
  const lookUp = await lookUpIn(town, codecName === undefined ? undefined : boundCodec(codecName, settings));
  const spoken: FormatName | undefined = format === undefined || isFormatName(format) ? format : 'chirpstack';
  const sources = spoken === undefined ? (town?.sources ?? []) : sourcesFor(spoken, town);
  const defaultTopic = topic ?? (spoken === undefined ? undefined : madeUpTopic(spoken));
  const portNumber = Number(port);
  if (!Number.isInteger(portNumber) || portNumber < 0 || portNumber > 255) throw new WrongUse('--port must be a whole number from 0 to 255.');
  const alone = format !== undefined && isCodecName(format);
  return { sources, lookUp, defaultTopic, wrapped: (message) => (alone ? uplinkOf(message, portNumber) : message) };
}

async function townIn(folder: string): Promise<Town> {
  const read = await readTown(folder);
  if (!read.ok) throw new WrongUse(`${folder} is no valid town: ${read.faults.length} faults, see voldgrav check-town ${folder}.`);
  return read.town;
}

type Codec = ReturnType<(typeof CODECS)[CodecName]['bind']>;

/** In a town its devices; without one, every sender is a sensor of its own name, with the codec that was asked for. */
async function lookUpIn(town: Town | undefined, codec: Codec | undefined): Promise<DeviceLookup> {
  if (town !== undefined) return devicesByName(town, runsScripts(town) ? await openSandbox() : undefined);
  return (...names) => names.slice(0, 1).map((name) => ({ sensor: name, ...(codec === undefined ? {} : { codec }) }))[0];
}

function boundCodec(name: string, settings: string | undefined): Codec {
  if (!isCodecName(name)) throw new WrongUse(`There is no codec "${name}": expected one of ${CODEC_NAMES.join(', ')}.`);
  const codec = CODECS[name];
  const given = codec.settings.safeParse(parsedSettings(settings));
  if (given.success) return codec.bind(given.data);
  const faults = given.error.issues.map(({ path, message }) => [path.join('.'), message].filter((part) => part !== '').join(': '));
  throw new WrongUse(`${name} needs --settings as JSON with ${faults.join('; ')}.`);
}

function parsedSettings(settings: string | undefined): unknown {
  try {
    return settings === undefined ? {} : JSON.parse(settings);
  } catch {
    throw new WrongUse(`--settings must be JSON such as '{"resolution_mm":0.1}', not ${settings}.`);
  }
}

/** The format's topics in the town, its usual ones, and at last any: whoever names a format means it. */
const sourcesFor = (format: FormatName, town: Town | undefined): readonly Source[] => [
  ...(town?.sources ?? []).filter((source) => source.format === format),
  ...[...FORMATS[format].topics, ...ANY[FORMATS[format].sender]].map((topic) => ({ topic, format })),
];

/** Where the topic names the sender, it does so in its second level under "sensors", and else in its first. */
const ANY = { 'in-topic': ['sensors/+/#', '+/#'], 'in-payload': ['#'] };

/** Sparkplug's topics say what a message is; nobody can make that up. */
const madeUpTopic = (format: FormatName): string | undefined => {
  const [topic] = FORMATS[format].topics;
  return topic === undefined || topic.includes('#') ? undefined : topic.replaceAll('+', 'unnamed');
};

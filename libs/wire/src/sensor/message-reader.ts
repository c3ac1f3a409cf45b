import type { SensorMessage } from '@voldgrav/reading';
import { matchesTopic } from '../topic/matches-topic.ts';
import type { Sandbox } from './codec/javascript/sandbox.ts';
import { type Decoded, refused } from './decoded.ts';
import type { DeviceLookup } from './device.ts';
import type { Source } from './device-source.ts';
import { devicesByName, type Senders } from './devices-by-name.ts';
import type { Decoder } from './format.ts';
import { type FormatName, FORMATS } from './formats.ts';

/** What of a town tells how its messages are read. */
export interface Languages extends Senders {
  readonly sources: readonly Source[];
}

/**
 * Reads a town's messages in the order in which they came. It remembers what later messages refer to, such as the births
 * of Sparkplug, so each way through the journal needs one of its own.
 */
export class MessageReader {
  private readonly sources: readonly Source[];
  private readonly lookUp: DeviceLookup;
  private readonly decoders: Map<FormatName, Decoder>;

  /** The first source that takes in a topic decides its format. What the reader `after` remembers, this one does too. */
  constructor(sources: readonly Source[], lookUp: DeviceLookup, after?: MessageReader) {
    this.sources = sources;
    this.lookUp = lookUp;
    this.decoders = new Map(after?.decoders);
  }

  /**
   * The readings of a message, and what in it could not be read. A format that no source has and a sender that the town
   * does not know are reasons like any other, and so is a decoder that fails: what one message does to it must stop
   * neither the intake nor the store nor the next start. The message stays in the journal and can be read again.
   */
  read(message: SensorMessage): Decoded {
    const source = this.sourceOf(message.topic);
    if (source === undefined) return refused(message, { reason: 'unknown-format', detail: message.topic });
    const named = FORMATS[source.format].sender === 'in-topic' ? nameIn(source.topic, message.topic) : undefined;
    const device = named === undefined ? undefined : this.lookUp(named);
    if (named !== undefined && device === undefined) return refused(message, { reason: 'unknown-sensor', detail: named });
    const decoder = this.decoders.get(source.format) ?? FORMATS[source.format].decoder;
    try {
      const { decoded, next } = decoder.decode(message, { device, lookUp: this.lookUp });
      if (next !== decoder) this.decoders.set(source.format, next);
      return decoded;
    } catch (fault) {
      return refused(message, { reason: 'decoder-fault', detail: fault instanceof Error ? fault.message : String(fault) });
    }
  }

  /** Whether messages on a topic are understood only after those before them. */
  remembers(topic: string): boolean {
    const source = this.sourceOf(topic);
    return source !== undefined && FORMATS[source.format].remembers;
  }

  /** The sensor that a topic leads to, as far as the topic alone tells: what a payload says of it may lead elsewhere. */
  sensorOf(topic: string): string | undefined {
    const source = this.sourceOf(topic);
    if (source === undefined) return undefined;
    const names = FORMATS[source.format].sender === 'in-topic' ? [nameIn(source.topic, topic)] : namesIn(topic);
    return this.lookUp(...names)?.sensor;
  }

  private sourceOf(topic: string): Source | undefined {
    return this.sources.find((source) => matchesTopic(source.topic, topic));
  }
}

/**
 * A reader of a town's messages, which goes on where the reader `after` was. Throws when the town runs codecs of its own and
 * no sandbox is given; see `runsScripts`.
 */
export const readerFor = (town: Languages, sandbox?: Sandbox, after?: MessageReader): MessageReader =>
  new MessageReader(town.sources, devicesByName(town, sandbox), after);

/** Whether a town has formats whose messages are understood only after those before them. */
export const hasMemory = ({ sources }: Pick<Languages, 'sources'>): boolean => sources.some(({ format }) => FORMATS[format].remembers);

/** Whether a town has codecs of its own, for which a sandbox must be opened. */
export const runsScripts = ({ devices }: Pick<Senders, 'devices'>): boolean => devices.some(({ script }) => script !== undefined);

/** What networks write into their topics: a device's number or name, an application before it, Sparkplug's group and edge node. */
function namesIn(topic: string): readonly string[] {
  const levels = topic.split('/');
  const [, first = '', , third = '', fourth = ''] = levels;
  const application = first.split('@')[0] ?? '';
  return [`${first}/${third}/${fourth}`, `${first}/${third}`, `${application}/${third}`, ...levels];
}

/** The level of the topic that the filter's `+` stands for. */
const nameIn = (filter: string, topic: string): string => topic.split('/')[filter.split('/').indexOf('+')] ?? '';

import type { SensorMessage } from '@voldgrav/reading';
import { matchesTopic } from '../topic/matches-topic.ts';
import type { Sandbox } from './codec/javascript/sandbox.ts';
import { type Decoded, refused } from './decoded.ts';
import type { Device, DeviceLookup } from './device.ts';
import type { Source } from './device-source.ts';
import { devicesByName, type Senders } from './devices-by-name.ts';
import type { Decoder } from './format.ts';
import { type FormatName, FORMATS } from './formats.ts';

/** What of a town tells how its messages are read. */
export interface Languages extends Senders {
  readonly sources: readonly Source[];
}

/** What a topic alone tells of a message. */
interface Way {
  readonly source: Source | undefined;
  /** The name in the topic, where the format has it there, and whose it is. */
  readonly named: string | undefined;
  readonly device: Device | undefined;
}

/** Topics whose way is remembered at most: more than a town has, and what a stranger makes up is forgotten again. */
const WAYS_KEPT = 20_000;

/**
 * Reads a town's messages in the order in which they came. It remembers what later messages refer to, such as the births
 * of Sparkplug, so each way through the journal needs one of its own.
 */
export class MessageReader {
  private readonly sources: readonly Source[];
  private readonly lookUp: DeviceLookup;
  private readonly decoders: Map<FormatName, Decoder>;
  private readonly ways = new Map<string, Way>();

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
    const { source, named, device } = this.wayOf(message.topic);
    if (source === undefined) return refused(message, { reason: 'unknown-format', detail: message.topic });
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
    const { source } = this.wayOf(topic);
    return source !== undefined && FORMATS[source.format].remembers;
  }

  /** The sensor that a topic leads to, as far as the topic alone tells: what a payload says of it may lead elsewhere. */
  sensorOf(topic: string): string | undefined {
    const { source, device } = this.wayOf(topic);
    if (source === undefined) return undefined;
    return FORMATS[source.format].sender === 'in-topic' ? device?.sensor : this.lookUp(...namesIn(topic))?.sensor;
  }

  /** Sensors speak on few topics and often, so each is looked up once. */
  private wayOf(topic: string): Way {
    const known = this.ways.get(topic);
    if (known !== undefined) return known;
    const source = this.sources.find((each) => matchesTopic(each.topic, topic));
    const named = source !== undefined && FORMATS[source.format].sender === 'in-topic' ? nameIn(source.topic, topic) : undefined;
    const way = { source, named, device: named === undefined ? undefined : this.lookUp(named) };
    if (this.ways.size === WAYS_KEPT) this.ways.clear();
    this.ways.set(topic, way);
    return way;
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

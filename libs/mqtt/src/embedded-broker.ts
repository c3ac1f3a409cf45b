import { createServer, type Socket } from 'node:net';
import { Aedes, type Client, type PublishPacket } from 'aedes';
import { matchesTopic } from '@voldgrav/wire';
import { packetLengthGuard } from './packet-length-guard.ts';

/** What a client sent, as it came. `clientId` is the broker's name for the sender. */
export interface PublishedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly clientId: string;
}

/** Why the broker closed a client's connection instead of taking its message. */
export interface Refusal {
  readonly reason: 'too-long' | 'topic-too-deep' | 'topic-not-allowed' | 'not-committed' | 'protocol-error';
  readonly clientId: string;
  /** What was found, short enough to show. */
  readonly detail: string;
}

export interface EmbeddedBrokerOptions {
  /** Anyone who reaches this address may publish and subscribe: the caller keeps it to loopback. */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Topic filters of what sensors send. */
  readonly sources: readonly string[];
  /** Called for every message under `sources`, whatever its QoS; resolves once the message is safe, rejects when it is not. */
  readonly onPublish: (message: PublishedMessage) => Promise<void>;
  readonly onRefused: (refusal: Refusal) => void;
}

export interface EmbeddedBroker {
  readonly port: number;
  /** Drops every client and frees the port. */
  close(): Promise<void>;
}

const LONGEST_PAYLOAD = 1_048_576;
/** Beside its payload a PUBLISH holds a topic of at most 65,535 bytes and two numbers of two bytes. */
const LONGEST_PACKET = LONGEST_PAYLOAD + 65_535 + 4;
const DEEPEST_TOPIC = 8;
/** Without a limit one subscriber that stops reading holds up delivery to all (operations.md F10). */
const DRAIN_TIMEOUT = 15_000;

/** How aedes 1.2.0 names what is nobody's fault: the network, or a client that went quiet. */
const NO_REFUSAL = new Set(['keep alive timeout', 'drain timeout', 'connection closed', 'connect did not arrive in time']);

/**
 * Starts an MQTT 3.1.1 broker in this process, so that one command runs everything (design.md D4). Rejects with the socket's
 * error, `code` EADDRINUSE among them, when the port cannot be had.
 *
 * It keeps the promise that aedes alone does not (operations.md F8): a sensor's message is acknowledged after `onPublish` has
 * it safe. aedes writes PUBACK before it routes or keeps anything, and asks `authorizePublish` before that, so the
 * message is made safe there. aedes asks for a whole read chunk at once, which lets a group commit serve them together.
 * When `onPublish` rejects, there is no PUBACK and the connection is closed; the sender will send again.
 * Retained messages and sessions live in memory only. Topics that are no source pass through, and may overtake a waiting
 * message of the same sender.
 */
export async function startEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  const { host, port, sources, onPublish, onRefused } = options;
  const isSource = (topic: string): boolean => sources.some((filter) => matchesTopic(filter, topic));
  /** An async function, so that an exception thrown at once is a rejection too. */
  const makeSafe = async (message: PublishedMessage): Promise<void> => onPublish(message);

  const broker = await Aedes.createBroker({
    drainTimeout: DRAIN_TIMEOUT,
    maxTopicLevels: DEEPEST_TOPIC,
    authorizePublish(client, packet, answer) {
      const clientId = client?.id ?? '';
      const refuse = (reason: Refusal['reason'], detail: string): void => {
        onRefused({ reason, clientId, detail });
        answer(new Refused(detail));
      };
      const payload = bytesOf(packet.payload);
      if (payload.length > LONGEST_PAYLOAD) return refuse('too-long', `${payload.length} bytes on ${packet.topic}`);
      // Both would be cut short or mistaken further in; MQTT 3.1.1 §1.5.3 and §4.7.2 forbid the one and advise against the other.
      if (packet.topic.includes('\0') || packet.topic.startsWith('$')) return refuse('topic-not-allowed', packet.topic);
      if (!isSource(packet.topic)) return answer(null);
      makeSafe({ topic: packet.topic, payload, clientId }).then(
        () => answer(null),
        (cause: unknown) => refuse('not-committed', cause instanceof Error ? cause.message : String(cause)),
      );
    },
    preConnect(client, packet, answer) {
      // A client id becomes a message's origin in the journal, which cannot hold U+0000.
      if (!packet.clientId.includes('\0')) return answer(null, true);
      answer(new Error('client id with U+0000'), false);
    },
  });

  const tellRefused = (client: Client, error: Error): void => {
    if (error instanceof Refused || NO_REFUSAL.has(error.message) || 'code' in error) return;
    const reason = error.message === 'topic has too many levels' ? 'topic-too-deep' : 'protocol-error';
    onRefused({ reason, clientId: client.id ?? '', detail: error.message });
  };
  broker.on('clientError', tellRefused);
  broker.on('connectionError', tellRefused);

  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    guardLength(socket, () => onRefused({ reason: 'too-long', clientId: client.id ?? '', detail: `a packet of more than ${LONGEST_PACKET} bytes` }));
    const client = broker.handle(socket);
  });

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    await new Promise<void>((resolve) => broker.close(resolve));
    throw error;
  }

  return {
    port: (server.address() as { port: number }).port,
    async close() {
      const freed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => broker.close(resolve));
      // aedes knows only clients that have said CONNECT.
      for (const socket of sockets) socket.destroy();
      await freed;
    },
  };
}

/** Marks what has been told already, because aedes tells it again as the client's error. */
class Refused extends Error {}

/** Looks at each chunk in the moment that aedes reads it, and hands on none of a packet that is too long. */
function guardLength(socket: Socket, onTooLong: () => void): void {
  const fits = packetLengthGuard(LONGEST_PACKET);
  const read = socket.read.bind(socket);
  socket.read = (size?: number): Buffer | null => {
    const chunk = read(size) as Buffer | null;
    if (chunk === null || fits(chunk)) return chunk;
    onTooLong();
    socket.destroy();
    return null;
  };
}

const bytesOf = (payload: PublishPacket['payload']): Uint8Array => (typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload);

import { createServer, type Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import { matchesTopic } from '@voldgrav/wire';
import { type BrokerDoor, type Guest, openDoor } from './broker-door.ts';
import { forgetNumbers } from './forget-numbers.ts';
import { packetLengthGuard } from './packet-length-guard.ts';

/** What a client sent, as it came. `clientId` is the broker's name for the sender. */
export interface PublishedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly clientId: string;
}

/** Why the broker closed a client's connection instead of taking its message. */
export interface Refusal {
  readonly reason: 'too-long' | 'topic-too-deep' | 'topic-not-allowed' | 'not-committed' | 'protocol-error' | 'not-let-in';
  readonly clientId: string;
  /** What was found, short enough to show. */
  readonly detail: string;
}

export interface EmbeddedBrokerOptions {
  /** Passwords travel in the clear: the caller keeps it to loopback. */
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Who comes in and what for; without it anyone may do anything. */
  readonly door?: BrokerDoor;
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
/** Characters, of who speaks MQTT 3.1: the 23 that it allows, behind a device's name of 64 at most and a slash. */
const LONGEST_OLD_ID = 64 + 1 + 23;
/** Without a limit one subscriber that stops reading holds up delivery to all (operations.md F10). */
const DRAIN_TIMEOUT = 15_000;
/** How often it is asked of everyone connected whether they may stay. */
const LOOK_MS = 1_000;
/** CONNACK: bad user name or password (MQTT 3.1.1 §3.2.2.3). */
const BAD_CREDENTIALS = 4;

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
 * A guest's client ids are its own, so that nobody takes over another's session by its name; what it wants retained is not, since that
 * would outlive its account. When it may not stay any more, its connection, will and session go within a second.
 * Retained messages and sessions live in memory only. Topics that are no source pass through, and may overtake a waiting
 * message of the same sender.
 */
export async function startEmbeddedBroker(options: EmbeddedBrokerOptions): Promise<EmbeddedBroker> {
  forgetNumbers();
  const { host, port, sources, onPublish, onRefused, door = openDoor } = options;
  const guests = new WeakMap<Client, Guest>();
  /** Who had each session that lasts, by client id: it must not outlive the account, nor come to the next one of the same name. */
  const owners = new Map<string, Guest>();
  const isSource = (topic: string): boolean => sources.some((filter) => matchesTopic(filter, topic));
  /** An async function, so that an exception thrown at once is a rejection too. */
  const makeSafe = async (message: PublishedMessage): Promise<void> => onPublish(message);

  const broker = await Aedes.createBroker({
    drainTimeout: DRAIN_TIMEOUT,
    maxTopicLevels: DEEPEST_TOPIC,
    maxClientsIdLength: LONGEST_OLD_ID,
    authorizePublish(client, packet, answer) {
      const clientId = client?.id ?? '';
      const refuse = (reason: Refusal['reason'], detail: string): void => {
        onRefused({ reason, clientId, detail });
        answer(new Refused(detail));
      };
      const guest = client === null ? undefined : guests.get(client);
      if (guest !== undefined && !door.mayStay(guest)) return answer(new Refused('may not stay'));
      const payload = bytesOf(packet.payload);
      if (payload.length > LONGEST_PAYLOAD) return refuse('too-long', `${payload.length} bytes on ${packet.topic}`);
      // Both would be cut short or mistaken further in; MQTT 3.1.1 §1.5.3 and §4.7.2 forbid the one and advise against the other.
      if (packet.topic.includes('\0') || packet.topic.startsWith('$')) return refuse('topic-not-allowed', packet.topic);
      if (guest?.mayPublish(packet.topic) === false) return refuse('topic-not-allowed', `${packet.topic}, which is not a topic of ${guest.name}`);
      if (guest?.mayRetain === false) packet.retain = false;
      if (!isSource(packet.topic)) return answer(null);
      makeSafe({ topic: packet.topic, payload, clientId }).then(
        () => answer(null),
        (cause: unknown) => refuse('not-committed', cause instanceof Error ? cause.message : String(cause)),
      );
    },
    preConnect(client, packet, answer) {
      // A client id becomes a message's origin in the journal, which cannot hold U+0000.
      if (packet.clientId.includes('\0') || packet.username?.includes('\0') === true) return answer(new Error('client id with U+0000'), false);
      if (packet.username !== undefined && packet.clientId !== '') packet.clientId = `${packet.username}/${packet.clientId}`;
      answer(null, true);
    },
    authenticate(client, name, password, answer) {
      const shutOut = (): void => {
        onRefused({ reason: 'not-let-in', clientId: client.id, detail: name === undefined ? 'no user name' : `user ${name}` });
        answer(refusedWith(BAD_CREDENTIALS), false);
      };
      const letIn = async (): Promise<void> => {
        const guest = await door.letIn(name, password);
        if (guest === undefined) return shutOut();
        const owner = owners.get(client.id);
        if (owner !== undefined && !door.mayStay(owner)) await forgetSession(broker, client.id);
        if (client.clean) owners.delete(client.id);
        else owners.set(client.id, guest);
        guests.set(client, guest);
        answer(null, true);
      };
      letIn().catch(shutOut);
    },
    authorizeSubscribe(client, subscription, answer) {
      const may = client === null || guests.get(client)?.maySubscribe(subscription.topic) !== false;
      answer(null, may ? subscription : null);
    },
  });

  const tellRefused = (client: Client, error: Error): void => {
    if (error instanceof Refused || NO_REFUSAL.has(error.message) || 'code' in error) return;
    const reason = error.message === 'topic has too many levels' ? 'topic-too-deep' : 'protocol-error';
    onRefused({ reason, clientId: client.id ?? '', detail: error.message });
  };
  broker.on('clientError', tellRefused);
  broker.on('connectionError', tellRefused);

  const present = new Set<Client>();
  broker.on('client', (client) => present.add(client));
  broker.on('clientDisconnect', (client) => present.delete(client));
  const look = setInterval(() => {
    for (const client of present) {
      const guest = guests.get(client);
      if (guest === undefined || door.mayStay(guest)) continue;
      present.delete(client);
      client.close();
    }
    for (const [id, owner] of owners) {
      if (door.mayStay(owner)) continue;
      owners.delete(id);
      forgetSession(broker, id).catch(() => undefined);
    }
  }, LOOK_MS);

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
    clearInterval(look);
    await new Promise<void>((resolve) => broker.close(resolve));
    throw error;
  }

  return {
    port: (server.address() as { port: number }).port,
    async close() {
      clearInterval(look);
      const freed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => broker.close(resolve));
      // aedes knows only clients that have said CONNECT.
      for (const socket of sockets) socket.destroy();
      await freed;
    },
  };
}

const refusedWith = (returnCode: number): AuthenticateError => Object.assign(new Refused('not let in'), { returnCode });

/** What the typings of aedes 1.2.0 do not tell. */
interface Sessions {
  cleanSubscriptions(client: { readonly id: string }): Promise<unknown>;
  outgoingStream(client: { readonly id: string }): AsyncIterable<object>;
  outgoingClearMessageId(client: { readonly id: string }, packet: object): Promise<unknown>;
}

/** Its subscriptions, and what waits in it. */
async function forgetSession(broker: Aedes, id: string): Promise<void> {
  const { persistence } = broker as unknown as { readonly persistence: Sessions };
  await persistence.cleanSubscriptions({ id });
  for await (const packet of persistence.outgoingStream({ id })) await persistence.outgoingClearMessageId({ id }, packet);
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

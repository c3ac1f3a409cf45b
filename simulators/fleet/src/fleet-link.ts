import { generate, type IConnackPacket, type IConnectPacket, parser } from 'mqtt-packet';
import { type BrokerAddress, openSocket } from './broker-address.ts';

/** One connection that carries the whole fleet's messages. */
export interface FleetLink {
  /** Messages without their PUBACK, and how many there may be. */
  readonly onTheWay: () => number;
  /** Takes a message into the next `flush`; `dueMs` comes back with its acknowledgement. Not when `limit` are on the way. */
  publish(topic: string, payload: string | Uint8Array, dueMs: number): void;
  /** Puts what was taken into the socket, all in one write. */
  flush(): void;
  /** Rejects with the reason when the connection ends before `close`. */
  readonly ended: Promise<never>;
  close(): void;
}

export interface FleetLinkOptions {
  readonly address: BrokerAddress;
  readonly clientId: string;
  readonly qos: 0 | 1;
  /** At most 65,535, which is how many numbers MQTT has for messages on the way. */
  readonly limit: number;
  readonly onAcknowledged: (dueMs: number) => void;
}

const MESSAGE_IDS = 65_536;
const CONNECT_TIMEOUT_MS = 10_000;

/**
 * Connects a lean MQTT 3.1.1 publisher: packets by mqtt-packet, many in one write, and nothing kept of a message but its
 * number. MQTT.js keeps each until it is acknowledged, in a store and a map, and so costs more than what it is to measure.
 * Rejects with one sentence when there is no broker to be had.
 */
export async function connectFleet(options: FleetLinkOptions): Promise<FleetLink> {
  const { address, clientId, qos, limit, onAcknowledged } = options;
  const socket = openSocket(address);
  const packets = parser({ protocolVersion: 4 });
  const dueOf = new Float64Array(MESSAGE_IDS).fill(Number.NaN);
  let taken: Buffer[] = [];
  let onTheWay = 0;
  let nextId = 1;
  let fail: (cause: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (fail = reject));
  // Whoever does not wait for the end does not have to catch it.
  ended.catch(() => undefined);

  socket.on('error', (cause) => fail(new Error(`${nameOf(address)} cannot be reached: ${cause.message || ('code' in cause ? String(cause.code) : 'no reason given')}`)));
  socket.on('close', () => fail(new Error(`${nameOf(address)} closed the connection`)));
  socket.on('data', (chunk: Buffer) => packets.parse(chunk));
  packets.on('error', (cause: Error) => fail(new Error(`${nameOf(address)} does not speak MQTT: ${cause.message}`)));
  packets.on('packet', (packet) => {
    if (packet.cmd !== 'puback' || packet.messageId === undefined) return;
    const due = dueOf[packet.messageId] ?? Number.NaN;
    if (Number.isNaN(due)) return;
    dueOf[packet.messageId] = Number.NaN;
    onTheWay -= 1;
    onAcknowledged(due);
  });

  function freeId(): number {
    while (!Number.isNaN(dueOf[nextId])) nextId = nextId % (MESSAGE_IDS - 1) + 1;
    const id = nextId;
    nextId = nextId % (MESSAGE_IDS - 1) + 1;
    return id;
  }

  await Promise.race([greeted(), ended]).catch((cause: unknown) => {
    socket.destroy();
    throw cause;
  });

  async function greeted(): Promise<void> {
    const greeting: IConnectPacket = {
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId,
      keepalive: 0,
      ...(address.username === undefined ? {} : { username: address.username }),
      ...(address.password === undefined ? {} : { password: Buffer.from(address.password, 'utf8') }),
    };
    socket.write(generate(greeting));
    const { returnCode } = await new Promise<IConnackPacket>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${nameOf(address)} does not answer`)), CONNECT_TIMEOUT_MS);
      ended.catch(() => clearTimeout(timer));
      packets.on('packet', (packet) => {
        if (packet.cmd !== 'connack') return;
        clearTimeout(timer);
        resolve(packet);
      });
    });
    if (returnCode !== 0) throw new Error(`${nameOf(address)} ${REFUSED[returnCode ?? 0] ?? `refuses the fleet with code ${returnCode}`}`);
  }

  return {
    onTheWay: () => onTheWay,
    publish(topic, said, dueMs) {
      const payload = typeof said === 'string' ? said : Buffer.from(said.buffer, said.byteOffset, said.byteLength);
      if (onTheWay >= limit) throw new Error(`The fleet has ${limit} messages on the way already`);
      if (qos === 0) {
        taken.push(generate({ cmd: 'publish', topic, payload, qos, dup: false, retain: false }));
        return;
      }
      const messageId = freeId();
      dueOf[messageId] = dueMs;
      onTheWay += 1;
      taken.push(generate({ cmd: 'publish', topic, payload, qos, messageId, dup: false, retain: false }));
    },
    flush() {
      if (taken.length === 0) return;
      socket.write(taken.length === 1 ? (taken[0] as Buffer) : Buffer.concat(taken));
      taken = [];
    },
    ended,
    close() {
      socket.removeAllListeners('close');
      socket.end(generate({ cmd: 'disconnect' }));
    },
  };
}

/** What the codes of a CONNACK mean that somebody can do something about (MQTT 3.1.1 §3.2.2.3). */
const REFUSED: Readonly<Record<number, string>> = {
  4: 'does not know the name and password: give them as mqtt://name:password@host',
  5: 'does not let this account in: give name and password as mqtt://name:password@host',
};

const nameOf = ({ host, port }: BrokerAddress): string => `The broker at ${host}:${port}`;

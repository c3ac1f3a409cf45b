import type { IPublishPacket, MqttClient } from 'mqtt';

/** What a subscription brings. */
export interface SubscribedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
}

export interface DeferredAcknowledgement {
  /** Takes no more messages, and resolves when those taken are acknowledged or have failed. */
  finish(): Promise<void>;
}

export interface DeferredAcknowledgementOptions {
  /** Messages on the way, at which reading pauses when one more has come. */
  readonly limit: number;
  /** Milliseconds for which it pauses at most: less than half the keep-alive, since a ping is given up after that. */
  readonly patience: number;
  readonly onMessage: (message: SubscribedMessage) => Promise<void>;
  readonly onFailed: (cause: unknown) => void;
}

interface Taken {
  /** Undefined for QoS 0, which nobody waits to have acknowledged. */
  readonly messageId: number | undefined;
  readonly bytes: number;
  safe: boolean;
}

/** What may be on the way at most, in bytes. */
const MOST_BYTES = 67_108_864;
/** What a message takes beside its topic and payload on its way to the journal, roughly. */
const MESSAGE_BYTES = 500;

/**
 * Given to MQTT.js for every message: an error makes it leave out its own PUBACK, and it reads on
 * (mqtt 5.16.0, build/lib/handlers/publish.js; the version is pinned and tests/contracts hold it to this).
 */
const ACKNOWLEDGED_LATER = new Error('acknowledged after the commit');

/**
 * Makes a client acknowledge each message when `onMessage` has resolved for it, in the order they came [MQTT-4.6.0-2], with
 * many on the way at once: one at a time behind a 2 ms commit would be 465 messages a second (operations.md M2).
 *
 * A broker that keeps to a window of at most `limit` leaves the socket to pings when the window is full, however long that
 * lasts. Where one sends more, it stops reading until half are through: that is for a journal that is slow, and spares memory.
 * But the broker's answer to a ping waits behind the messages, so after `patience` ms it reads on and takes in up to
 * `MOST_BYTES`; beyond them it fails.
 *
 * When `onMessage` rejects, nothing more is acknowledged and `onFailed` is told, once; the caller drops the connection, since
 * a broker sends again only on a new one.
 */
export function deferAcknowledgement(client: MqttClient, { limit, patience, onMessage, onFailed }: DeferredAcknowledgementOptions): DeferredAcknowledgement {
  let taken: Taken[] = [];
  let first = 0;
  let bytes = 0;
  let failed = false;
  let finished: (() => void) | undefined;
  /** Set while nothing is read. */
  let readOn: (() => void) | undefined;
  let patienceTimer: NodeJS.Timeout | undefined;
  let patienceIsOver = false;

  const onTheWay = (): number => taken.length - first;
  const makeSafe = async ({ topic, payload }: IPublishPacket): Promise<void> => onMessage({ topic, payload: bytesOf(payload) });

  function acknowledgeInOrder(): void {
    for (let message = taken[first]; !failed && message?.safe === true; message = taken[++first]) {
      bytes -= message.bytes;
      sendPuback(client, message.messageId);
    }
    if (first > 1_000 && first * 2 > taken.length) {
      taken = taken.slice(first);
      first = 0;
    }
    if (onTheWay() === 0) finished?.();
    else if (onTheWay() > limit / 2) return;
    patienceIsOver = false;
    resume();
  }

  function pause(proceed: () => void): void {
    readOn = proceed;
    patienceTimer = setTimeout(() => {
      patienceIsOver = true;
      if (bytes >= MOST_BYTES) fail(tooMuch(onTheWay(), bytes));
      else resume();
    }, patience);
  }

  function resume(): void {
    clearTimeout(patienceTimer);
    const proceed = readOn;
    readOn = undefined;
    if (!failed && finished === undefined && client.connected) proceed?.();
  }

  function fail(cause: unknown): void {
    if (failed) return;
    failed = true;
    clearTimeout(patienceTimer);
    finished?.();
    onFailed(cause);
  }

  function take(packet: IPublishPacket): void {
    const message: Taken = { messageId: packet.qos === 0 ? undefined : packet.messageId, bytes: MESSAGE_BYTES + packet.topic.length + packet.payload.length, safe: false };
    taken.push(message);
    bytes += message.bytes;
    makeSafe(packet).then(() => {
      message.safe = true;
      acknowledgeInOrder();
    }, fail);
  }

  client.handleMessage = (packet, callback) => {
    if (failed || finished !== undefined) return;
    const proceed = (): void => {
      take(packet);
      callback(ACKNOWLEDGED_LATER);
    };
    const fits = bytes < MOST_BYTES;
    if (fits && (patienceIsOver || onTheWay() < limit)) proceed();
    else if (!patienceIsOver) pause(proceed);
    else fail(tooMuch(onTheWay(), bytes));
  };

  return {
    finish: () =>
      new Promise((resolve) => {
        clearTimeout(patienceTimer);
        finished = resolve;
        if (failed || onTheWay() === 0) resolve();
      }),
  };
}

/** On the connection the message came by, or not at all: message numbers mean nothing on another. */
function sendPuback(client: MqttClient, messageId: number | undefined): void {
  if (messageId === undefined || !client.connected) return;
  const sender = client as unknown as { _sendPacket(packet: { readonly cmd: 'puback'; readonly messageId: number; readonly reasonCode: 0 }): void };
  sender._sendPacket({ cmd: 'puback', messageId, reasonCode: 0 });
}

const tooMuch = (messages: number, bytes: number): Error => new Error(`${messages} messages (${Math.round(bytes / 1_048_576)} MiB) wait, and more would not fit in memory`);

const bytesOf = (payload: string | Buffer): Uint8Array => (typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload);

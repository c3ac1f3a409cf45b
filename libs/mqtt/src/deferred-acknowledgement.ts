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

interface Taken {
  /** Undefined for QoS 0, which nobody waits to have acknowledged. */
  readonly messageId: number | undefined;
  safe: boolean;
}

/**
 * Given to MQTT.js for every message: an error makes it leave out its own PUBACK, and it reads on
 * (mqtt 5.16.0, build/lib/handlers/publish.js; the version is pinned and tests/contracts hold it to this).
 */
const ACKNOWLEDGED_LATER = new Error('acknowledged after the commit');

/**
 * Makes a client acknowledge each message when `onMessage` has resolved for it, in the order they came [MQTT-4.6.0-2], with
 * many on the way at once: one at a time behind a 2 ms commit would be 465 messages a second (operations.md M2).
 *
 * At `limit` messages on the way it stops reading the socket until half are through. That is for a journal that is slow: pings
 * wait behind the messages, so a journal that stands still ends in a keepalive timeout and a new connection.
 *
 * When `onMessage` rejects, nothing more is acknowledged and `onFailed` is told, once; the caller drops the connection, since
 * a broker sends again only on a new one.
 */
export function deferAcknowledgement(
  client: MqttClient,
  { limit, onMessage, onFailed }: { readonly limit: number; readonly onMessage: (message: SubscribedMessage) => Promise<void>; readonly onFailed: (cause: unknown) => void },
): DeferredAcknowledgement {
  let taken: Taken[] = [];
  let first = 0;
  let failed = false;
  let finished: (() => void) | undefined;
  let readOn: (() => void) | undefined;

  const onTheWay = (): number => taken.length - first;
  const makeSafe = async ({ topic, payload }: IPublishPacket): Promise<void> => onMessage({ topic, payload: bytesOf(payload) });

  function acknowledgeInOrder(): void {
    while (!failed && taken[first]?.safe === true) sendPuback(client, taken[first++]?.messageId);
    if (first > 1_000 && first * 2 > taken.length) {
      taken = taken.slice(first);
      first = 0;
    }
    if (onTheWay() === 0) finished?.();
    else if (onTheWay() > limit / 2) return;
    const resume = readOn;
    readOn = undefined;
    if (finished === undefined) resume?.();
  }

  function fail(cause: unknown): void {
    if (failed) return;
    failed = true;
    finished?.();
    onFailed(cause);
  }

  client.handleMessage = (packet, callback) => {
    if (failed || finished !== undefined) return;
    const message: Taken = { messageId: packet.qos === 0 ? undefined : packet.messageId, safe: false };
    taken.push(message);
    makeSafe(packet).then(() => {
      message.safe = true;
      acknowledgeInOrder();
    }, fail);
    const proceed = (): void => callback(ACKNOWLEDGED_LATER);
    if (onTheWay() < limit) proceed();
    else readOn = proceed;
  };

  return {
    finish: () =>
      new Promise((resolve) => {
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

const bytesOf = (payload: string | Buffer): Uint8Array => (typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload);

import { connect, type IConnackPacket, type MqttClient, ReasonCodes } from 'mqtt';
import { deferAcknowledgement, type SubscribedMessage } from './deferred-acknowledgement.ts';
import { forgetNumbers } from './forget-numbers.ts';
import { fullJitter } from './full-jitter.ts';

/** What there is to know about the connection, as it changes. */
export type SubscriberState =
  /** The broker is listening to us and we to it. */
  | { readonly state: 'connected'; readonly sessionPresent: boolean }
  /** The broker forgot us: what it held for us while we were away is gone. We have subscribed anew. */
  | { readonly state: 'session-lost' }
  /** `contested`: as far as can be told, another client of our id has taken the session, and with it what we then miss. */
  | { readonly state: 'disconnected'; readonly reason: string; readonly retryInMs: number; readonly contested: boolean };

export interface SubscriberOptions {
  /** `mqtt://` or `mqtts://`, with name and password in it where the broker asks for them. */
  readonly url: string;
  /** MQTT 3.1.1 when absent, which every broker speaks. */
  readonly version?: '3.1.1' | '5';
  /** The broker keeps our session under this name: the same at every start, and ours alone. */
  readonly clientId: string;
  readonly filters: readonly string[];
  /** The broker has had a session for us before this start: when it has none any more, that is a loss too. */
  readonly hadSession?: boolean;
  /** Resolves once the message is safe, and only then it is acknowledged; rejects when it is not. */
  readonly onMessage: (message: SubscribedMessage) => Promise<void>;
  readonly onState: (state: SubscriberState) => void;
  /** In [0, 1): it spreads the waits before connecting again. */
  readonly random: () => number;
  /**
   * Messages on the way that we ask a broker of MQTT 5 to keep to, and above which we spare our memory. Ours, because brokers
   * overrun theirs (operations.md decision 6).
   */
  readonly inFlight?: number;
  /** Seconds of silence after which we ask the broker whether it is there. */
  readonly keepalive?: number;
  readonly signal?: AbortSignal;
}

export interface Subscriber {
  /** Lets messages on the way become safe, for a second at most, and says goodbye. The session stays with the broker. */
  close(): Promise<void>;
}

const IN_FLIGHT = 10_000;
const CONNECT_TIMEOUT = 10_000;
const KEEPALIVE_SECONDS = 30;
/** MQTT.js gives a ping half the keep-alive to be answered; half of that is left for reading what came before the answer. */
const PATIENCE_SHARE = 0.25;
/** MQTT 5 §3.1.2.11.2: how long the broker keeps our session while we are away; a week, as long as late data is taken for history. */
const SESSION_SECONDS = 604_800;
/** MQTT 5 §3.1.2.11.3: the largest window there is. */
const LARGEST_RECEIVE_MAXIMUM = 65_535;
/** A connection that held this long counts as a success: the next wait is short again. */
const STEADY_AFTER = 30_000;
const GOODBYE_TIMEOUT = 1_000;
/** MQTT 5 §3.14.2.1: another client came with our id. */
const SESSION_TAKEN_OVER = 142;
/** MQTT 3.1.1 has no word for it, and Mosquitto 2.0.11 has none in MQTT 5: two of one id close each other's connections, time after time. */
const CONTESTED_AFTER = 3;

/**
 * Subscribes at QoS 1 with a session that the broker keeps while we are away, and stays subscribed: after every loss it
 * connects again with a fresh client (operations.md F2), after a wait of its own (F6), and subscribes again when the broker
 * has lost the session (F1). A message is acknowledged when `onMessage` has resolved for it. When `onMessage` rejects, the
 * connection is dropped, and the broker sends that message again on the next. So a message can come twice, and is never
 * lost while the broker keeps its word.
 *
 * While nothing becomes safe, pings go on: MQTT 5 lets us name the window at which the broker holds back, and a broker of MQTT
 * 3.1.1 has one of its own (Mosquitto's `max_inflight_messages`). One without a window fills 64 MiB of our memory; then the
 * connection is dropped on purpose, and the session stays.
 */
export function connectSubscriber(options: SubscriberOptions): Subscriber {
  forgetNumbers();
  const { url, version = '3.1.1', clientId, filters, onMessage, onState, random, inFlight = IN_FLIGHT, keepalive = KEEPALIVE_SECONDS, signal } = options;
  let failures = 0;
  /** Connections in a row that the broker took, and then closed before long without giving a reason. */
  let closedAtOnce = 0;
  let hadSession = options.hadSession ?? false;
  let subscribed = false;
  let closing: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let goodbye: () => Promise<void>;

  function open(): void {
    const client = connect(url, {
      clientId,
      clean: false,
      ...(version === '5'
        ? { protocolVersion: 5, properties: { sessionExpiryInterval: SESSION_SECONDS, receiveMaximum: Math.min(inFlight, LARGEST_RECEIVE_MAXIMUM) } }
        : { protocolVersion: 4 }),
      keepalive,
      connectTimeout: CONNECT_TIMEOUT,
      reconnectPeriod: 0,
      resubscribe: false,
      queueQoSZero: false,
    });
    const openedAt = performance.now();
    let reason: string | undefined;
    let greeted = false;
    let takenOver = false;
    const drop = (why: string): void => {
      reason = why;
      client.end(true);
    };
    const acknowledgement = deferAcknowledgement(client, {
      limit: inFlight,
      patience: keepalive * 1_000 * PATIENCE_SHARE,
      onMessage,
      onFailed: (cause) => drop(`a message could not be made safe: ${reasonOf(cause)}`),
    });
    goodbye = async () => {
      await within(GOODBYE_TIMEOUT, acknowledgement.finish());
      await end(client);
    };
    client.on('error', (error) => {
      reason = reasonOf(error);
    });
    client.on('disconnect', ({ reasonCode = 0 }) => {
      takenOver = reasonCode === SESSION_TAKEN_OVER;
      reason = `the broker closed the connection: ${ReasonCodes[reasonCode as keyof typeof ReasonCodes] || 'it does not say why'} (MQTT 5 reason code ${reasonCode})`;
    });
    client.once('connect', () => (greeted = true));
    client.on('connect', (connack) => void greet(client, connack).catch((cause: unknown) => drop(`could not subscribe: ${reasonOf(cause)}`)));
    client.once('close', () => {
      if (closing !== undefined) return;
      const wasSteady = performance.now() - openedAt > STEADY_AFTER;
      if (wasSteady) failures = 0;
      closedAtOnce = greeted && !wasSteady && reason === undefined ? closedAtOnce + 1 : 0;
      const retryInMs = fullJitter(failures++, random);
      onState({ state: 'disconnected', reason: reason ?? 'the broker closed the connection', retryInMs, contested: takenOver || closedAtOnce >= CONTESTED_AFTER });
      retry = setTimeout(open, retryInMs);
    });
  }

  /** Subscribes at the first greeting whatever the session holds, because the filters may have changed since it was made. */
  async function greet(client: MqttClient, { sessionPresent }: IConnackPacket): Promise<void> {
    const lost = hadSession && !sessionPresent;
    if (!subscribed || !sessionPresent) await client.subscribeAsync([...filters], { qos: 1 });
    subscribed = true;
    hadSession = true;
    if (lost) onState({ state: 'session-lost' });
    onState({ state: 'connected', sessionPresent });
  }

  function close(): Promise<void> {
    clearTimeout(retry);
    closing ??= goodbye();
    return closing;
  }

  open();
  if (signal?.aborted === true) void close();
  signal?.addEventListener('abort', () => void close(), { once: true });
  return { close };
}

/** With DISCONNECT where there is someone to hear it, so that acknowledgements still in the socket go out first. */
async function end(client: MqttClient): Promise<void> {
  if (!client.connected) return client.endAsync(true);
  await within(GOODBYE_TIMEOUT, client.endAsync());
  client.stream.destroy();
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

import { setTimeout as pause } from 'node:timers/promises';
import { type Instant, shifted } from '@voldgrav/hydrology';
import { connectPublisher, type Publisher } from '@voldgrav/mqtt';
import type { StormMessage } from './storm-messages.ts';

export interface PlayOptions {
  /** In time order; may be endless. */
  readonly messages: Iterable<StormMessage>;
  /** The broker that the sensors of this town send to. */
  readonly mqttUrl: string;
  readonly clock: () => Instant;
  /** Clock milliseconds that pass in one real one. */
  readonly speed: number;
  readonly signal: AbortSignal;
  /** Hears which moment is being played: at each message, and each second while none is due. */
  readonly onProgress?: (at: Instant) => void;
}

/** Messages on the way at most: a backlog of thousands must not lie in memory all at once. */
const IN_FLIGHT = 200;
/** A pause is cut into pieces no longer than this, so that a clock that jumps is noticed. */
const LONGEST_PAUSE_MS = 1_000;

/**
 * Plays messages through an MQTT client of its own: what is due already as fast as the broker acknowledges, then each
 * message when the clock says so. QoS 1: while the broker is away messages wait and go out when it is back. Resolves
 * with how many were acknowledged, after the last one or once `signal` is aborted; rejects when the broker cannot be reached
 * at the start or a message cannot be sent at all.
 */
export async function playMessages({ messages, mqttUrl, clock, speed, signal, onProgress = () => undefined }: PlayOptions): Promise<number> {
  const publisher = await connectPublisher({ url: mqttUrl, clientId: 'storm-simulator' });
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const underWay = new Set<Promise<void>>();
  let fault: Error | undefined;
  let acknowledged = 0;
  try {
    for (const message of messages) {
      await until(message.at, { clock, speed, aborted, signal, onProgress });
      onProgress(message.at);
      // A broker that is away for long acknowledges nothing, and that must not keep the demo from ending.
      if (underWay.size >= IN_FLIGHT) await Promise.race([...underWay, aborted]);
      if (fault !== undefined) throw fault;
      if (signal.aborted) return acknowledged;
      const sent: Promise<void> = publisher
        .publish(message.topic, message.payload, { qos: 1, retain: false })
        .then(() => {
          acknowledged += 1;
        })
        .catch((cause: unknown) => {
          fault = new Error(`Could not send ${message.topic}`, { cause });
        })
        .finally(() => underWay.delete(sent));
      underWay.add(sent);
    }
    await Promise.race([Promise.all(underWay), aborted]);
    if (fault !== undefined) throw fault;
    return acknowledged;
  } finally {
    await farewell(publisher);
  }
}

type Waiting = Pick<PlayOptions, 'clock' | 'speed' | 'signal'> & { readonly aborted: Promise<void>; readonly onProgress: (at: Instant) => void };

async function until(at: Instant, { clock, speed, aborted, signal, onProgress }: Waiting): Promise<void> {
  for (let wait = at - clock(); wait > 0 && !signal.aborted; wait = at - clock()) {
    onProgress(shifted(at, -wait));
    await Promise.race([pause(Math.min(LONGEST_PAUSE_MS, Math.max(1, wait / speed))), aborted]);
  }
}

/** Waits for what is still under way, but not for a broker that is gone: at the end both leave together. */
async function farewell(publisher: Publisher): Promise<void> {
  await Promise.race([publisher.close().catch(() => undefined), pause(LONGEST_PAUSE_MS)]);
}

import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '@voldgrav/hydrology';
import { connectPublisher, type Publisher } from '@voldgrav/mqtt';
import { demoStorm } from './demo-storm.ts';
import type { SimulatedTown } from './simulated-town.ts';

export interface StormRunOptions {
  readonly town: SimulatedTown;
  readonly seed: number;
  /** The broker that the sensors of this town send to. */
  readonly mqttUrl: string;
  readonly clock: () => Instant;
  /** Clock milliseconds that pass in one real one. */
  readonly speed: number;
  readonly signal: AbortSignal;
}

/** Messages on the way at most: a backlog of thousands must not lie in memory all at once. */
const IN_FLIGHT = 200;
/** A pause is cut into pieces no longer than this, so that a clock that jumps is noticed. */
const LONGEST_PAUSE_MS = 1_000;

/**
 * Plays the demo storm through an MQTT client of its own: the backlog as fast as the broker acknowledges, then each
 * message when the clock says so, until `signal` is aborted. QoS 1: while the broker is away messages wait and go out
 * when it is back. Rejects when the broker cannot be reached at the start.
 */
export async function runStorm({ town, seed, mqttUrl, clock, speed, signal }: StormRunOptions): Promise<void> {
  const publisher = await connectPublisher({ url: mqttUrl, clientId: 'storm-simulator' });
  const underWay = new Set<Promise<void>>();
  try {
    for (const message of demoStorm({ town, seed, now: clock() }).messages()) {
      await until(message.at, clock, speed, signal);
      if (signal.aborted) return;
      if (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
      const sent = publisher.publish(message.topic, message.payload, { qos: 1, retain: false }).finally(() => underWay.delete(sent));
      underWay.add(sent);
    }
  } catch (fault) {
    // Ending in the middle of a pause or a delivery is how a demo ends.
    if (!signal.aborted) throw fault;
  } finally {
    await farewell(publisher, underWay);
  }
}

async function until(at: Instant, clock: () => Instant, speed: number, signal: AbortSignal): Promise<void> {
  for (let wait = at - clock(); wait > 0; wait = at - clock()) {
    await pause(Math.min(LONGEST_PAUSE_MS, Math.max(1, wait / speed)), undefined, { signal });
  }
}

/** What is still under way may fail with the connection that carries it; nobody waits for it any more. */
async function farewell(publisher: Publisher, underWay: ReadonlySet<Promise<void>>): Promise<void> {
  const settled = Promise.allSettled(underWay);
  await Promise.race([publisher.close().catch(() => undefined), pause(LONGEST_PAUSE_MS)]);
  await Promise.race([settled, pause(LONGEST_PAUSE_MS)]);
}

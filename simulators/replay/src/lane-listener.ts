import { connectAsync, type IPublishPacket } from 'mqtt';
import { decodeLaneClock, laneClockTopic, laneTopic, topicInLane } from '@voldgrav/wire';
import { recordedMessage } from './recorded.ts';
import type { Stage } from './stage.ts';

export interface LaneListenerOptions {
  readonly url: string;
  readonly lane: string;
  /** The playing that is listened to; what another one left on the broker is passed over. */
  readonly run: string;
  readonly stage: Stage;
}

export interface LaneListener {
  /** Resolves when the lane's clock has said that nothing more comes; rejects when the broker goes before. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Listens to a lane and plays what it hears on a stage of its own, each message at the time that the lane's clock said last.
 * Rejects when the broker cannot be reached.
 */
export async function listenToLane({ url, lane, run, stage }: LaneListenerOptions): Promise<LaneListener> {
  const client = await connectAsync(url, { clientId: `replay-listener-${lane}-${process.pid}`, clean: true, protocolVersion: 4, reconnectPeriod: 0 }, false);
  let at: Parameters<Stage['clock']>[0] | undefined;
  let settle: { readonly done: () => void; readonly fail: (cause: Error) => void } | undefined;
  const ended = new Promise<void>((done, fail) => (settle = { done, fail }));
  // Whoever does not wait for the end does not have to catch it.
  ended.catch(() => undefined);

  async function hear(topic: string, payload: Uint8Array): Promise<void> {
    if (topic === laneClockTopic(lane)) {
      const clock = decodeLaneClock(payload);
      if (clock?.run !== run) return;
      at = clock.at;
      await (clock.ended ? stage.end(at) : stage.clock(at));
      if (clock.ended) settle?.done();
      return;
    }
    const inner = topicInLane(lane, topic);
    if (inner !== undefined && at !== undefined) await stage.take(recordedMessage({ topic: inner, payload, receivedAt: at }));
  }

  let heard = Promise.resolve();
  client.on('message', (topic: string, payload: Buffer, _packet: IPublishPacket) => {
    heard = heard.then(() => hear(topic, payload)).catch((cause: unknown) => settle?.fail(cause instanceof Error ? cause : new Error(String(cause))));
  });
  client.on('error', (cause) => settle?.fail(cause));
  client.on('close', () => settle?.fail(new Error(`The broker at ${new URL(url).host} closed the connection`)));
  await client.subscribeAsync(laneTopic(lane, '#'), { qos: 1 });
  return {
    ended,
    close: async () => {
      client.removeAllListeners('close');
      await client.endAsync();
    },
  };
}

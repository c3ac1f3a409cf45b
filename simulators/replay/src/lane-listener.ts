import type { Instant } from '@voldgrav/hydrology';
import type { IPublishPacket } from 'mqtt';
import { decodeLaneClock, laneClockTopic, laneTopic, topicInLane } from '@voldgrav/wire';
import { recordedMessage } from './recorded.ts';
import type { Stage } from './stage.ts';

export interface LaneListener {
  /**
   * Plays on `stage` what it hears of the playing called `run`, once that one begins. Resolves when its clock has said that nothing
   * more comes.
   */
  readonly follow: (run: string, stage: Stage) => Promise<void>;
  /**
   * Never resolves; rejects when nothing has been heard for so many ms from now on. A broker whose access list forbids a lane says so to nobody:
   * it acknowledges what it drops (MQTT 3.1.1 §3.3.5), and grants a subscription that brings nothing.
   */
  readonly silence: (ms: number) => Promise<never>;
  /** Never resolves; rejects when the broker goes, or a stage fails. */
  readonly gone: Promise<never>;
  readonly close: () => Promise<void>;
}

interface Followed {
  readonly stage: Stage;
  /** What the lane's clock said last; undefined before its first word. */
  at: Instant | undefined;
  readonly onEnd: () => void;
}

/**
 * Listens to a lane and plays what it hears on a stage, each message at the time that the lane's clock said last; what another
 * playing left on the broker is passed over. Rejects when the broker cannot be reached, or does not grant the lane's topics.
 */
export async function listenToLane({ url, lane }: { readonly url: string; readonly lane: string }): Promise<LaneListener> {
  // As in `connectPublisher`: a replay in this process needs none.
  const { connectAsync } = await import('mqtt');
  const client = await connectAsync(url, { clientId: `replay-listener-${lane}-${process.pid}`, clean: true, protocolVersion: 4, reconnectPeriod: 0 }, false);
  /** In the order in which they begin: the last messages of one may still be on the way when the next is begun. */
  const followed = new Map<string, Followed>();
  let current: Followed | undefined;

  async function hear(topic: string, payload: Uint8Array): Promise<void> {
    if (topic === laneClockTopic(lane)) {
      const clock = decodeLaneClock(payload);
      if (clock === undefined) return;
      current = begun(followed, clock.run);
      if (current === undefined) return;
      current.at = clock.at;
      await (clock.ended ? current.stage.end(clock.at) : current.stage.clock(clock.at));
      if (clock.ended) current.onEnd();
      return;
    }
    const inner = topicInLane(lane, topic);
    if (inner !== undefined && current?.at !== undefined) await current.stage.take(recordedMessage({ topic: inner, payload, receivedAt: current.at }));
  }

  let fail: (cause: unknown) => void = () => undefined;
  const gone = new Promise<never>((_, reject) => (fail = reject));
  // Whoever does not wait for it does not have to catch it.
  gone.catch(() => undefined);
  let heard = Promise.resolve();
  let heardAt = performance.now();
  client.on('message', (topic: string, payload: Buffer, _packet: IPublishPacket) => {
    heard = heard
      .then(() => hear(topic, payload))
      .then(() => void (heardAt = performance.now()))
      .catch(fail);
  });
  client.on('error', fail);
  client.on('close', () => fail(new Error(`The broker at ${new URL(url).host} closed the connection`)));
  const close = async (): Promise<void> => {
    clearInterval(listening);
    client.removeAllListeners('close');
    await client.endAsync();
  };
  let listening: ReturnType<typeof setInterval> | undefined;
  const topics = laneTopic(lane, '#');
  try {
    await client.subscribeAsync(topics, { qos: 1 });
  } catch (cause) {
    await close();
    throw new Error(`this account may not hear ${topics}`, { cause });
  }
  return {
    follow: (run, stage) => new Promise((onEnd) => followed.set(run, { stage, at: undefined, onEnd })),
    gone,
    silence: (ms) =>
      new Promise((_, reject) => {
        const since = performance.now();
        clearInterval(listening);
        listening = setInterval(() => {
          if (performance.now() - Math.max(since, heardAt) < ms) return;
          clearInterval(listening);
          reject(new Error(`The broker at ${new URL(url).host} took the lane's messages and handed none on for ${ms / 1000} s: may this account write and read ${topics}?`));
        }, Math.min(ms, 1_000));
      }),
    close,
  };
}

/** The one that the clock names; those before it are over, and forgotten. */
function begun(followed: Map<string, Followed>, run: string): Followed | undefined {
  const named = followed.get(run);
  if (named === undefined) return undefined;
  for (const [name] of followed) {
    if (name === run) break;
    followed.delete(name);
  }
  return named;
}

import { type Instant, instant } from '@voldgrav/hydrology';
import { type EmbeddedBroker, type PublishedMessage, startEmbeddedBroker } from '@voldgrav/mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { demoStorm } from './demo-storm.ts';
import { runStorm } from './run-storm.ts';
import { smallTown } from './small-town.ts';

const begin = instant(Date.UTC(2026, 7, 26, 12, 0));
/** Two minutes of the storm in each real second. */
const SPEED = 120;

const brokers: EmbeddedBroker[] = [];
afterEach(async () => {
  for (const broker of brokers.splice(0)) await broker.close();
});

async function startBroker(port: number, heard: (message: PublishedMessage) => void): Promise<EmbeddedBroker> {
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port, sources: ['sensors/+/json'], onPublish: async (message) => heard(message), onRefused: () => undefined });
  brokers.push(broker);
  return broker;
}

/** Starts when it is first looked at: that is when the demo decides its times. */
function clockFrom(start: Instant): () => Instant {
  let began: number | undefined;
  return () => {
    began ??= performance.now();
    return instant(start + (performance.now() - began) * SPEED);
  };
}

const expected = (until: number): readonly string[] => {
  const lines: string[] = [];
  for (const { at, topic, payload } of demoStorm({ town: smallTown, seed: 5, now: begin }).messages()) {
    if (at > until) break;
    lines.push(`${topic} ${payload}`);
  }
  return lines;
};
const lineOf = ({ topic, payload }: PublishedMessage): string => `${topic} ${new TextDecoder().decode(payload)}`;

async function eventually(isSo: () => boolean): Promise<void> {
  for (const until = performance.now() + 15_000; !isSo(); ) {
    if (performance.now() > until) throw new Error('it did not come true within 15 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('the storm over MQTT', () => {
  it('sends its backlog in order and at once, then each message no earlier than its time', async () => {
    const heard: { line: string; at: Instant; client: string }[] = [];
    const clock = clockFrom(begin);
    const broker = await startBroker(0, (message) => heard.push({ line: lineOf(message), at: clock(), client: message.clientId }));
    const stop = new AbortController();
    const ended = runStorm({ town: smallTown, seed: 5, mqttUrl: `mqtt://127.0.0.1:${broker.port}`, clock, speed: SPEED, signal: stop.signal });
    const backlog = expected(begin);
    await eventually(() => heard.length >= backlog.length + 8);
    stop.abort();
    await ended;
    const all = expected(begin + 3 * 3_600_000);
    expect(heard.map(({ line }) => line)).toEqual(all.slice(0, heard.length));
    const early = heard.filter(({ line, at }) => at < Date.parse(/"time":"([^"]+)"/.exec(line)?.[1] ?? ''));
    expect(early).toEqual([]);
    expect(new Set(heard.map(({ client }) => client))).toEqual(new Set(['storm-simulator']));
  });

  it('loses nothing when the broker goes away in the middle and comes back', async () => {
    const heard: string[] = [];
    const first = await startBroker(0, (message) => heard.push(lineOf(message)));
    const stop = new AbortController();
    const ended = runStorm({ town: smallTown, seed: 5, mqttUrl: `mqtt://127.0.0.1:${first.port}`, clock: clockFrom(begin), speed: SPEED, signal: stop.signal });
    const backlog = expected(begin);
    await eventually(() => heard.length > 100);
    await first.close();
    const heardBefore = heard.length;
    expect(heardBefore).toBeLessThan(backlog.length);
    await startBroker(first.port, (message) => heard.push(lineOf(message)));
    await eventually(() => new Set(heard).size >= backlog.length + 4);
    stop.abort();
    await ended;
    const missing = backlog.filter((line) => !heard.includes(line));
    expect(missing).toEqual([]);
  });

  it('ends when told to, also while no broker answers', async () => {
    let heard = 0;
    const broker = await startBroker(0, () => (heard += 1));
    const stop = new AbortController();
    const ended = runStorm({ town: smallTown, seed: 5, mqttUrl: `mqtt://127.0.0.1:${broker.port}`, clock: clockFrom(begin), speed: SPEED, signal: stop.signal });
    await eventually(() => heard > 50);
    await broker.close();
    stop.abort();
    await expect(ended).resolves.toBeUndefined();
  });

  it('says so when there is no broker at the start', async () => {
    const broker = await startBroker(0, () => undefined);
    await broker.close();
    const run = runStorm({ town: smallTown, seed: 5, mqttUrl: `mqtt://127.0.0.1:${broker.port}`, clock: clockFrom(begin), speed: SPEED, signal: new AbortController().signal });
    await expect(run).rejects.toThrow('Could not connect to the broker at 127.0.0.1');
  });
});

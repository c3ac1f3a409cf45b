import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startMosquitto } from '@voldgrav/test-contracts/mosquitto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report, ROUNDS } from './fault-report.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, untilStored } from './stored-observations.ts';

const PER_SECOND = 500;
const TIMES = Math.max(2, Math.round(ROUNDS / 15));
/** Ends Mosquitto again and again under load, with its state on disk; the server stays. */
async function endBrokerAgainAndAgain(signal: 'SIGTERM' | 'SIGKILL', saving: readonly string[]): Promise<void> {
  const began = performance.now();
  const place = await scratch('broker');
  onTestFinished(place.discard);
  const state = join(place.dataDir, 'mosquitto');
  mkdirSync(state);
  const start = () => startMosquitto(place.mqttPort, ['user root', 'persistence true', `persistence_location ${state}/`, 'max_queued_messages 0', 'max_inflight_messages 1000', ...saving]);
  let broker = await start();
  onTestFinished(() => broker.stop());
  const server = await startServer({ ...place, environment: { MQTT_URL: place.mqttUrl } });
  await until('the server has reached the broker', async () => (await server.health()).status === 'ready');
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  /** What Mosquitto had acknowledged in the moments before it was killed, and may not have saved: that is its promise, not ours. */
  const brokersOwn = new Set<string>();
  const ours = (): ReadonlySet<string> => new Set([...sensors.acknowledged].filter((key) => !brokersOwn.has(key)));
  for (let round = 0; round < TIMES; round++) {
    const stopSending = sensors.pump(PER_SECOND);
    await wait(700);
    const safe = ours();
    if (signal === 'SIGKILL') await untilStored(server, place.dataDir, safe);
    await wait(300);
    await broker.end(signal);
    if (signal === 'SIGKILL') for (const key of sensors.acknowledged) if (!safe.has(key)) brokersOwn.add(key);
    broker = await start();
    await until('the server is back', async () => (await server.health()).broker === 'connected');
    await stopSending();
    await sensors.untilAllAcknowledged();
  }
  await untilStored(server, place.dataDir, ours());
  expect(await server.stop()).toBe(0);
  await sensors.close();
  expect(ours().size).toBeGreaterThan(TIMES * 10);
  const audit = expectSameSet(place.dataDir, { published: sensors.published, acknowledged: ours() });
  report({
    fault: signal === 'SIGKILL' ? 'kill -9 of Mosquitto' : 'restart of Mosquitto',
    rounds: TIMES,
    began,
    audit,
    note: signal === 'SIGKILL' ? `what it acknowledged in the moment before is its own promise and not counted (${brokersOwn.size} messages)` : 'persistence on',
  });
}

describe('behind a broker that goes away under load nothing that was acknowledged is lost', () => {
  it(`restarted ${TIMES} times`, () => endBrokerAgainAndAgain('SIGTERM', []), 600_000);
  it(`killed ${TIMES} times`, () => endBrokerAgainAndAgain('SIGKILL', ['autosave_interval 1', 'autosave_on_changes true']), 600_000);
});

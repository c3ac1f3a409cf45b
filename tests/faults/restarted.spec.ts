import { setTimeout as wait } from 'node:timers/promises';
import { startMosquitto } from '@voldgrav/test-contracts/mosquitto';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report } from './fault-report.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, untilStored } from './stored-observations.ts';

const PER_SECOND = 300;
const TIMES = 3;

it(`a server that is stopped and started ${TIMES} times under load, as for a new version, loses nothing, and screens see what comes in again`, async () => {
  const began = performance.now();
  const place = await scratch('restarted');
  const broker = await startMosquitto(place.mqttPort, ['max_queued_messages 0', 'max_inflight_messages 1000']);
  onTestFinished(async () => {
    await broker.stop();
    place.discard();
  });
  const start = () => startServer({ ...place, environment: { MQTT_URL: broker.url } });
  let server = await start();
  await until('it is ready', async () => (await server.health()).status === 'ready');
  const sensors = new AcknowledgedPublisher({ url: broker.url, from: backlogStart() });
  const stopSending = sensors.pump(PER_SECOND);
  const gaps: number[] = [];
  for (let times = 0; times < TIMES; times++) {
    await wait(500);
    const stoppedAt = performance.now();
    expect(await server.stop()).toBe(0);
    server = await start();
    await nextChange(server.url);
    gaps.push(performance.now() - stoppedAt);
  }
  await stopSending();
  await sensors.untilAllAcknowledged();
  await untilStored(server, place.dataDir, sensors.acknowledged);
  expect((await server.health()).sessionsLost).toBe(0);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  // Told and not judged: five seconds are promised (operations.md P25), and a start takes one processor for about one on a quiet machine.
  report({ fault: 'restart of the server', rounds: TIMES, began, audit, note: `at ${PER_SECOND} msg/s behind Mosquitto; screens saw nothing new for ${(Math.max(...gaps) / 1_000).toFixed(1)} s at most` });
}, 600_000);

/** Resolves when a screen that opens now has been told of something that came in. */
function nextChange(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const screen = new WebSocket(url.replace('http', 'ws') + '/live');
    screen.once('error', reject);
    screen.on('message', (data: Buffer) => {
      if (!data.includes('"kind":"observation"')) return;
      screen.terminate();
      resolve();
    });
  });
}

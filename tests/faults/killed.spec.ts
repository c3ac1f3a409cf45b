import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@voldgrav/test-contracts/free-port';
import { type RunningBroker, startMosquitto } from '@voldgrav/test-contracts/mosquitto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report, ROUNDS, SEED } from './fault-report.ts';
import { seededRandom } from './sample-readings.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, journalledMessages, untilStored } from './stored-observations.ts';

const PER_SECOND = 500;
const HALF = Math.ceil(ROUNDS / 2);

/** Kills the server at moments drawn from the first 400 ms of its life, again and again, while sensors send on. */
async function killAgainAndAgain(name: string, broker: RunningBroker | undefined): Promise<void> {
  const began = performance.now();
  const random = seededRandom(SEED);
  const place = await scratch('killed');
  const options = { ...place, environment: broker === undefined ? {} : { MQTT_URL: broker.url } };
  const sensors = new AcknowledgedPublisher({ url: broker?.url ?? place.mqttUrl, from: backlogStart() });
  // A broker keeps for us only what comes after it has known us once.
  const first = await startServer(options);
  await until('it is ready', async () => (await first.health()).status === 'ready');
  const stopSending = sensors.pump(PER_SECOND);
  await first.kill();
  for (let round = 0; round < HALF; round++) {
    const server = await startServer(options);
    await wait(random() * 400);
    await server.kill();
  }
  const server = await startServer(options);
  await stopSending();
  await sensors.untilAllAcknowledged();
  await untilStored(server, place.dataDir, sensors.acknowledged);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  expect(sensors.acknowledged.size).toBeGreaterThan(HALF * 50);
  const audit = expectSameSet(place.dataDir, sensors);
  report({
    fault: `kill -9 of the server, ${name}`,
    rounds: HALF,
    began,
    audit,
    note: `at ${PER_SECOND} msg/s, seed ${SEED}; ${journalledMessages(place.dataDir) - sensors.published.size} came twice and were absorbed`,
  });
  place.discard();
}

describe('a server that is killed at random moments under load has every acknowledged message exactly once', () => {
  it(`with its own broker, ${HALF} times`, () => killAgainAndAgain('embedded broker', undefined), 600_000);

  it(`behind Mosquitto, ${HALF} times`, async () => {
    const broker = await startMosquitto(await freePort(), ['max_queued_messages 0', 'max_inflight_messages 1000']);
    onTestFinished(() => broker.stop());
    await killAgainAndAgain('behind Mosquitto', broker);
  }, 600_000);
});

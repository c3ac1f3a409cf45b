import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '@voldgrav/test-contracts/free-port';
import { type RunningBroker, startMosquitto } from '@voldgrav/test-contracts/mosquitto';
import { expect, it, onTestFinished } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report, ROUNDS, SEED } from './fault-report.ts';
import { seededRandom } from './sample-readings.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, journalledMessages, lastJournalled, untilStored } from './stored-observations.ts';

const PER_SECOND = 500;
const HALF = Math.ceil(ROUNDS / 2);
/** A kill comes after so many more messages in the journal at most, and so many ms later at most: in the rush of what had waited, or after it. */
const MOST_MESSAGES = 150;
const MOST_MS = 30;

/** Kills the server in the midst of its work, again and again, while sensors send on. Each kill finds it journalling. */
async function killAgainAndAgain(name: string, seed: number, broker: RunningBroker | undefined): Promise<void> {
  const began = performance.now();
  const random = seededRandom(seed);
  const place = await scratch('killed');
  const options = { ...place, environment: broker === undefined ? {} : { MQTT_URL: broker.url } };
  const sensors = new AcknowledgedPublisher({ url: broker?.url ?? place.mqttUrl, from: backlogStart() });
  // A broker keeps for us only what comes after it has known us once.
  const first = await startServer(options);
  await until('it is ready', async () => (await first.health()).status === 'ready');
  const stopSending = sensors.pump(PER_SECOND);
  await first.kill();
  for (let round = 0; round < HALF; round++) {
    const wanted = lastJournalled(place.dataDir) + 1 + Math.floor(random() * MOST_MESSAGES);
    const server = await startServer(options);
    await until(`it is at work in round ${round}`, () => lastJournalled(place.dataDir) >= wanted);
    await wait(random() * MOST_MS);
    await server.kill();
  }
  const server = await startServer(options);
  await stopSending();
  await sensors.untilAllAcknowledged(120);
  await untilStored(server, place.dataDir, sensors.acknowledged, 120);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  expect(sensors.acknowledged.size).toBeGreaterThan(HALF * 50);
  const audit = expectSameSet(place.dataDir, sensors);
  report({
    fault: `kill -9 of the server, ${name}`,
    rounds: HALF,
    began,
    audit,
    note: `at ${PER_SECOND} msg/s, seed ${seed}; ${journalledMessages(place.dataDir) - sensors.published.size} came twice and were absorbed`,
  });
  place.discard();
}

// Two servers at the same time, each with its own sensors and folder: most of a round is a start, which one processor does alone.
it(`a server that is killed at random moments under load has every acknowledged message exactly once: ${HALF} times with its own broker and ${HALF} times behind Mosquitto (seed ${SEED})`, async () => {
  const broker = await startMosquitto(await freePort(), ['max_queued_messages 0', 'max_inflight_messages 1000']);
  onTestFinished(() => broker.stop());
  await Promise.all([killAgainAndAgain('embedded broker', SEED, undefined), killAgainAndAgain('behind Mosquitto', SEED + 1, broker)]);
}, 1_200_000);

import { expect, it } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report } from './fault-report.ts';
import { sampleReading, seededRandom } from './sample-readings.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, untilStored } from './stored-observations.ts';

const CLIENTS = 500;

it(`${CLIENTS} sensors that come back within a second after a crash, each with a message to tell, are all heard`, async () => {
  const began = performance.now();
  const place = await scratch('storm');
  const from = backlogStart();
  const random = seededRandom(500);
  let server = await startServer(place);
  const clients = Array.from({ length: CLIENTS }, () => new AcknowledgedPublisher({ url: place.mqttUrl, from, reconnectMs: () => 500 + random() * 1_000 }));
  await until('all are connected', () => clients.every((client) => client.connected), 60);
  clients.forEach((client, i) => client.send(sampleReading(i, from)));
  await server.kill();
  clients.forEach((client, i) => client.send(sampleReading(CLIENTS + i, from)));
  server = await startServer(place);
  const backFrom = performance.now();
  await Promise.all(clients.map((client) => client.untilAllAcknowledged(60)));
  const back = (performance.now() - backFrom) / 1_000;
  const all = { published: new Map(clients.flatMap((client) => [...client.published])), acknowledged: new Set(clients.flatMap((client) => [...client.acknowledged])) };
  await untilStored(server, place.dataDir, all.acknowledged);
  expect(await server.stop()).toBe(0);
  await Promise.all(clients.map((client) => client.close()));
  expect(all.acknowledged.size).toBe(2 * CLIENTS);
  const audit = expectSameSet(place.dataDir, all);
  const note = `${CLIENTS} clients, the last of them heard ${back.toFixed(1)} s after the server was back`;
  report({ fault: 'reconnect storm', rounds: 1, began, audit, note });
  place.discard();
}, 180_000);

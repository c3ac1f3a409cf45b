import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, it } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { OUTAGE_SECONDS, report } from './fault-report.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, untilStored } from './stored-observations.ts';

/** Takes the store's file away from the server, as a hung backup does. Returns the release. */
function lockStore(dataDir: string): () => void {
  const holder = new DatabaseSync(join(dataDir, 'observations.sqlite'));
  holder.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
  return () => {
    holder.exec('ROLLBACK');
    holder.close();
  };
}

const PER_SECOND = 1_000;

it(`while the store is down messages are acknowledged and shown, and all of them are stored afterwards (${OUTAGE_SECONDS} s at ${PER_SECOND} msg/s)`, async () => {
  const began = performance.now();
  const place = await scratch('store');
  const server = await startServer(place);
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  const received = async () => ((await (await fetch(`${server.url}/api/v1/undecodable`)).json()) as { received: number }).received;
  sensors.sendNext(100);
  await sensors.untilAllAcknowledged();
  const release = lockStore(place.dataDir);
  const stopSending = sensors.pump(PER_SECOND);
  await until('the outage shows', async () => (await server.health()).store !== 'reachable');
  const [acknowledgedBefore, receivedBefore] = [sensors.acknowledged.size, await received()];
  await wait(OUTAGE_SECONDS * 1_000);
  const acknowledged = sensors.acknowledged.size - acknowledgedBefore;
  expect(acknowledged).toBeGreaterThan(OUTAGE_SECONDS * PER_SECOND * 0.8);
  expect(await received()).toBeGreaterThan(receivedBefore + OUTAGE_SECONDS * PER_SECOND * 0.8);
  expect(await server.health()).toMatchObject({ status: 'not ready', journal: 'writable', broker: 'connected' });
  await stopSending();
  await sensors.untilAllAcknowledged();
  release();
  const drainFrom = performance.now();
  await untilStored(server, place.dataDir, sensors.acknowledged, 120 + OUTAGE_SECONDS);
  const drained = (performance.now() - drainFrom) / 1_000;
  expect((await server.health()).status).toBe('ready');
  expect(await server.stop()).toBe(0);
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  const note = `${acknowledged} acknowledged while it was down, ${Math.round(acknowledged / OUTAGE_SECONDS)} a second; it answered and had everything ${drained.toFixed(1)} s after its release, the wait before the next try included`;
  report({ fault: `store down for ${OUTAGE_SECONDS} s at ${PER_SECOND} msg/s`, rounds: 1, began, audit, note });
  place.discard();
}, 7_200_000);

it('with the store down for longer than the journal may hold, it refuses messages instead of losing acknowledged ones, says so, and takes them again', async () => {
  const began = performance.now();
  const place = await scratch('full');
  const server = await startServer({ ...place, environment: { JOURNAL_GB: '0.0008' } });
  const release = lockStore(place.dataDir);
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  const stopSending = sensors.pump(2_000, 500);
  await until('it is full and says so', async () => (await server.health()).spool.full, 60);
  const refused = await server.health();
  expect(refused).toMatchObject({ status: 'not ready', spool: { level: 95 } });
  expect(server.said()).toContain('The journal is full of messages that wait for the store');
  await stopSending();
  const acknowledged = sensors.acknowledged.size;
  await wait(500);
  expect(sensors.waiting).toBeGreaterThan(0);
  expect(sensors.acknowledged.size).toBe(acknowledged);
  release();
  await sensors.untilAllAcknowledged(60);
  await untilStored(server, place.dataDir, sensors.acknowledged);
  await until('it has room again', async () => !(await server.health()).spool.full);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  const note = `full at 0.8 MB after ${acknowledged} messages; the rest was refused, sent again and taken`;
  report({ fault: 'journal full', rounds: 1, began, audit, note });
  place.discard();
}, 180_000);

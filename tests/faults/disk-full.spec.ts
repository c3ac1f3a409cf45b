import { expect, it, onTestFinished } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report } from './fault-report.ts';
import { smallDisk } from './full-disk.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, untilStored } from './stored-observations.ts';

it('on a full disk it stays up, acknowledges nothing that it cannot keep, says so within ten seconds, and goes on by itself when there is room', async () => {
  const began = performance.now();
  const place = await scratch('disk');
  const disk = smallDisk(place.dataDir);
  onTestFinished(() => {
    disk.discard();
    place.discard();
  });
  const server = await startServer(place);
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  sensors.sendNext(500);
  await sensors.untilAllAcknowledged();
  disk.fill(server.pid);
  // What SQLite has allotted already takes a little more; then the disk says no.
  const stopSending = sensors.pump(500, 5_000);
  const filledAt = performance.now();
  await until('the fault shows', async () => (await server.health()).journal !== 'writable', 10);
  const shownAfter = (performance.now() - filledAt) / 1_000;
  await until('messages wait', () => sensors.waiting > 200);
  await stopSending();
  expect(server.isRunning()).toBe(true);
  expect((await server.health()).status).toBe('not ready');
  const refused = sensors.waiting;
  disk.empty(server.pid);
  await sensors.untilAllAcknowledged(60);
  await untilStored(server, place.dataDir, sensors.acknowledged);
  expect((await server.health()).status).toBe('ready');
  expect(await server.stop()).toBe(0);
  await sensors.close();
  const audit = expectSameSet(place.dataDir, sensors);
  const note = `${disk.kind}; shown after ${shownAfter.toFixed(1)} s; ${refused} messages were refused, sent again and taken`;
  report({ fault: 'disk full', rounds: 1, began, audit, note });
}, 180_000);

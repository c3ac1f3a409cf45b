import { startMosquitto } from '@voldgrav/test-contracts/mosquitto';
import { expect, it, onTestFinished } from 'vitest';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { backlogStart, scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { expectSameSet, untilStored } from './stored-observations.ts';

it('two servers that use one client id at a broker say so, since each takes what the other misses; with an id of its own each has everything', async () => {
  const [ours, theirs] = [await scratch('one-session'), await scratch('one-session-too')];
  const broker = await startMosquitto(ours.mqttPort, ['max_queued_messages 0']);
  onTestFinished(async () => {
    await broker.stop();
    ours.discard();
    theirs.discard();
  });
  const environment = { MQTT_URL: broker.url };
  const first = await startServer({ ...ours, environment });
  const twin = await startServer({ ...theirs, environment });
  const saysSo = (server: typeof first): boolean => server.said().includes('Another program seems to use our client id "voldgrav" at that broker');
  await until('one of them says so', () => saysSo(first) || saysSo(twin), 120);
  expect(await twin.stop()).toBe(0);

  const other = await startServer({ ...theirs, environment: { ...environment, MQTT_CLIENT_ID: 'voldgrav-other' } });
  for (const server of [first, other]) await until('both have reached the broker', async () => (await server.health()).broker === 'connected', 60);
  const sensors = new AcknowledgedPublisher({ url: broker.url, from: backlogStart() });
  sensors.sendNext(500);
  await sensors.untilAllAcknowledged();
  await untilStored(first, ours.dataDir, sensors.acknowledged);
  await untilStored(other, theirs.dataDir, sensors.acknowledged);
  // Another session is no lost one.
  expect((await other.health()).sessionsLost).toBe(0);
  expect([await first.stop(), await other.stop()]).toEqual([0, 0]);
  await sensors.close();
  for (const { dataDir } of [ours, theirs]) expectSameSet(dataDir, sensors);
}, 300_000);

import { startMosquitto } from '@voldgrav/test-contracts/mosquitto';
import { expect, it, onTestFinished } from 'vitest';
import { scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';

it('a session that Mosquitto has forgotten is counted: while the server runs, and while it was away', async () => {
  const place = await scratch('forgotten-session');
  onTestFinished(place.discard);
  // Without persistence: a restart forgets every session.
  let broker = await startMosquitto(place.mqttPort);
  onTestFinished(() => broker.stop());
  const brokerAnew = async (): Promise<void> => {
    await broker.stop();
    broker = await startMosquitto(place.mqttPort);
  };
  const environment = { MQTT_URL: place.mqttUrl };
  const first = await startServer({ ...place, environment });
  await until('the server has reached the broker', async () => (await first.health()).broker === 'connected');
  // The first meeting is no loss: there was nothing to forget.
  expect((await first.health()).sessionsLost).toBe(0);

  await brokerAnew();
  await until('the loss is counted', async () => (await first.health()).sessionsLost === 1);
  await until('the server is back', async () => (await first.health()).status === 'ready');
  expect(first.said()).toContain('forgot our session');

  expect(await first.stop()).toBe(0);
  await brokerAnew();
  const second = await startServer({ ...place, environment });
  await until('the loss of the time between is counted', async () => (await second.health()).sessionsLost === 1);
  expect(await second.stop()).toBe(0);
});

import { setTimeout as wait } from 'node:timers/promises';
import { connectPublisher, connectSubscriber, type SubscriberState } from '@voldgrav/mqtt';
import { expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { startMosquitto } from './mosquitto.ts';

const MESSAGES = 80;
const MEBIBYTE = 1_048_576;

// MQTT 3.1.1 has no window of its own, and this Mosquitto is told to have none either (max_inflight_messages 0).
it('behind a broker without a window, 64 MiB that do not become safe are the most it holds: it drops the connection, says so, and has all of it again', async () => {
  const broker = await startMosquitto(await freePort(), ['max_inflight_messages 0', 'max_queued_messages 0']);
  onTestFinished(() => broker.stop());
  const publisher = await connectPublisher({ url: broker.url, clientId: 'bounds-sensor' });
  const states: SubscriberState[] = [];
  let stalled = true;
  let handedOn = 0;
  const safe = new Set<number>();
  const subscriber = connectSubscriber({
    url: broker.url,
    clientId: 'voldgrav-bounds',
    filters: ['sensors/#'],
    keepalive: 4,
    random: () => 0.5,
    onState: (state) => states.push(state),
    onMessage: ({ payload }) => {
      if (stalled) {
        handedOn += payload.length;
        return new Promise(() => undefined);
      }
      safe.add(payload[0] as number);
      return Promise.resolve();
    },
  });
  onTestFinished(() => subscriber.close());
  await expect.poll(() => states.at(-1)?.state).toBe('connected');
  for (let i = 0; i < MESSAGES; i++) await publisher.publish('sensors/rain-17/json', new Uint8Array(MEBIBYTE).fill(i), { qos: 1, retain: false });
  await expect.poll(() => states.at(-1), { timeout: 60_000 }).toMatchObject({ state: 'disconnected', reason: 'a message could not be made safe: 64 messages (64 MiB) wait, and more would not fit in memory' });
  expect(handedOn).toBe(64 * MEBIBYTE);
  stalled = false;
  await expect.poll(() => safe.size, { timeout: 20_000 }).toBe(MESSAGES);
  await wait(100);
  expect(states.map(({ state }) => state)).toEqual(['connected', 'disconnected', 'connected']);
  await publisher.close();
}, 60_000);

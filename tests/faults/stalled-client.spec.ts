import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { report } from './fault-report.ts';
import { scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';

const STALLED = 10;
const READINGS_A_MESSAGE = 400;
const WARM_UP_MESSAGES = 30;
/** What one stalled client may cost (operations.md P16), and what the flood itself may leave in a heap that has not been swept. */
const MOST_GROWTH = STALLED * 2_097_152 + 150_000_000;

it(`${STALLED} screens that stop reading are dropped, cost no more memory than their share, and others go on`, async () => {
  const began = performance.now();
  const place = await scratch('stalled');
  const server = await startServer(place);
  const live = server.url.replace('http', 'ws') + '/live';
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(live);
    await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
    return socket;
  };
  const healthy = await open();
  let frames = 0;
  let healthyClosed = false;
  healthy.on('message', () => (frames += 1)).on('close', () => (healthyClosed = true));

  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: 0 });
  await until('the sensors are connected', () => sensors.connected);
  const dropped = async (): Promise<boolean> => {
    const { clients } = (await server.health()) as unknown as { clients: number };
    return clients === 1;
  };
  const start = Date.now() - 3_000_000;
  const flood = async (message: number): Promise<void> => {
    const times = Array.from({ length: READINGS_A_MESSAGE }, (_, i) => ({ time: start + (message * READINGS_A_MESSAGE + i) * 5, level_m: 1.5 }));
    sensors.send({ key: String(message), value: 0, topic: 'sensors/l-aadalen/json', payload: JSON.stringify(times) });
    await sensors.untilAllAcknowledged();
  };
  for (let message = 0; message < WARM_UP_MESSAGES; message++) await flood(message);

  const stalled = await Promise.all(Array.from({ length: STALLED }, open));
  for (const socket of stalled) socket.pause();
  const before = server.memory();
  let peak = before;
  for (let message = WARM_UP_MESSAGES; message < 1_000 && !(await dropped()); message++) {
    await flood(message);
    peak = Math.max(peak, server.memory());
  }
  expect(await dropped()).toBe(true);
  const framesThen = frames;
  sensors.send({ key: 'last', value: 0, topic: 'sensors/l-aadalen/json', payload: JSON.stringify({ level_m: 1.6 }) });
  await until('the healthy screen hears more', () => frames > framesThen);
  expect(healthyClosed).toBe(false);
  expect(peak - before).toBeLessThan(MOST_GROWTH);
  for (const socket of [healthy, ...stalled]) socket.terminate();
  await sensors.close();
  expect(await server.stop()).toBe(0);
  const note = `${STALLED} stalled; server memory ${(before / 1e6).toFixed(0)} MB, ${(peak / 1e6).toFixed(0)} MB at its peak`;
  report({ fault: 'stalled WebSocket clients', rounds: 1, began, note });
  place.discard();
}, 180_000);

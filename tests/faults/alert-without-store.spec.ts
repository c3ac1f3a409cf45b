import type { LiveFrame } from '@voldgrav/wire';
import { connectAsync } from 'mqtt';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { lockStore } from './lock-store.ts';
import { scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';

const MINUTE_MS = 60_000;
/** The promise is one second (operations.md P18); this machine may be slow and busy, and must not wait for the store, which stays away. */
const SECONDS = 10;

it('an alert is raised and on the screens while the store is down', async () => {
  const place = await scratch('alert');
  onTestFinished(place.discard);
  const server = await startServer(place);
  const release = lockStore(place.dataDir);
  const screen = new WebSocket(server.url.replace('http', 'ws') + '/live');
  const raised = new Map<string, number>();
  screen.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString('utf8')) as LiveFrame;
    for (const change of frame.kind === 'changes' ? frame.changes : []) if (change.kind === 'alert') raised.set(change.alert.id, performance.now());
  });
  await new Promise((resolve, reject) => screen.once('open', resolve).once('error', reject));
  const sensor = await connectAsync(place.mqttUrl, { protocolVersion: 4, reconnectPeriod: 0 });
  const now = Date.now();
  const level = (metres: number, minutesAgo: number) => sensor.publishAsync('sensors/l-aadalen/json', JSON.stringify({ time: now - minutesAgo * MINUTE_MS, level_m: metres }), { qos: 1 });
  // A basin that fills by 5 cm a minute.
  for (let minutesAgo = 30; minutesAgo > 2; minutesAgo--) await level(0.5 + 0.05 * (30 - minutesAgo), minutesAgo);
  await until('the outage shows', async () => (await server.health()).store !== 'reachable', 60);
  expect([...raised.keys()].filter((id) => id.startsWith('aadalen-near-crest'))).toEqual([]);
  // Above its set point of 1.90 m for longer than its delay of 30 s (rules.yaml).
  await level(1.95, 2);
  await level(1.95, 1);
  await until('the alert is on the screen', () => [...raised.keys()].some((id) => id.startsWith('aadalen-near-crest')), SECONDS);
  expect((await server.health()).store).not.toBe('reachable');
  const { alerts } = (await (await fetch(`${server.url}/api/v1/alerts`)).json()) as { alerts: readonly { id: string; state: string }[] };
  expect(alerts.filter(({ id }) => id.startsWith('aadalen-near-crest'))).toMatchObject([{ state: 'new' }]);
  release();
  await until('the store has caught up', async () => (await server.health()).storeLag === 0, 60);
  screen.terminate();
  await sensor.endAsync();
  expect(await server.stop()).toBe(0);
}, 180_000);

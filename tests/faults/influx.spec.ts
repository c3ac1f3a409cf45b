import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type RunningInfluxd, startInfluxd } from '@voldgrav/test-contracts/influxd';
import type { LiveSnapshot } from '@voldgrav/wire';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { AcknowledgedPublisher } from './acknowledged-publisher.ts';
import { OUTAGE_SECONDS, report } from './fault-report.ts';
import { keyOf } from './sample-readings.ts';
import { backlogStart, scratch } from './scratch.ts';
import { type ServerProcess, startServer, until } from './server-process.ts';

const DATABASE = 'ravnsvig';
let influxd: RunningInfluxd;
beforeEach(async () => {
  influxd = await startInfluxd();
});
afterEach(() => influxd.stop());

const environment = () => ({ INFLUX_URL: influxd.url, INFLUX_DATABASE: DATABASE });

interface Answer {
  readonly results: readonly { readonly series?: readonly { readonly name: string; readonly tags: { readonly sensor: string }; readonly values: readonly (readonly [number, number])[] }[] }[];
}

/** What InfluxDB itself holds, by series and time. */
async function stored(): Promise<ReadonlyMap<string, number>> {
  const q = 'SELECT value FROM rain_mm, level_m, pump_on, battery_v GROUP BY sensor';
  const answer = (await (await fetch(`${influxd.url}/query?epoch=ms&db=${DATABASE}`, { method: 'POST', body: new URLSearchParams({ q }) })).json()) as Answer;
  const series = answer.results[0]?.series ?? [];
  return new Map(series.flatMap(({ name, tags, values }) => values.map(([time, value]) => [keyOf(tags.sensor, name, time), value] as const)));
}

async function untilStored(server: ServerProcess, acknowledged: ReadonlySet<string>, seconds = 90): Promise<void> {
  await until('all that was acknowledged is stored', async () => {
    const { store, storeLag } = await server.health();
    if (store !== 'reachable' || storeLag > 0) return false;
    const held = await stored();
    return [...acknowledged].every((key) => held.has(key));
  }, seconds);
}

function firstFrame(url: string): Promise<LiveSnapshot> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/live`);
    socket.once('error', reject);
    socket.once('message', (data: Buffer) => {
      socket.close();
      resolve(JSON.parse(data.toString('utf8')) as LiveSnapshot);
    });
  });
}

it(`with influxd killed for ${OUTAGE_SECONDS} s under load, messages are acknowledged and shown, the screens are told, and all of them are stored afterwards`, async () => {
  const began = performance.now();
  const place = await scratch('influx');
  const server = await startServer({ ...place, environment: environment() });
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  sensors.sendNext(500);
  await sensors.untilAllAcknowledged();
  await untilStored(server, sensors.acknowledged);
  const stopSending = sensors.pump(1_000);
  await wait(300);
  await influxd.kill();
  await until('the outage shows', async () => (await server.health()).store !== 'reachable');
  const before = sensors.acknowledged.size;
  await wait(OUTAGE_SECONDS * 1_000);
  expect(sensors.acknowledged.size).toBeGreaterThan(before + OUTAGE_SECONDS * 100);
  expect(await server.health()).toMatchObject({ status: 'not ready', journal: 'writable', broker: 'connected', store: expect.stringContaining(`InfluxDB at ${influxd.url}`) as string });
  const { spool, sensors: shown, basins } = await firstFrame(server.url);
  expect(spool.storeAnswers).toBe(false);
  expect([shown.length > 0, basins.length > 0]).toEqual([true, true]);
  expect((await fetch(`${server.url}/api/v1/sensors/l-aadalen/observations`)).status).toBe(503);
  await stopSending();
  await sensors.untilAllAcknowledged();
  await influxd.start();
  await untilStored(server, sensors.acknowledged);
  expect((await firstFrame(server.url)).spool.storeAnswers).toBe(true);
  expect((await fetch(`${server.url}/api/v1/sensors/l-aadalen/observations`)).status).toBe(200);
  expect(server.said()).toContain('The store answers again.');
  expect(await server.stop()).toBe(0);
  await sensors.close();
  const held = await stored();
  const [lost, foreign] = [[...sensors.acknowledged].filter((key) => !held.has(key)), [...held.keys()].filter((key) => !sensors.published.has(key))];
  expect({ lost, foreign, changed: [...held].filter(([key, value]) => sensors.published.get(key) !== value) }).toEqual({ lost: [], foreign: [], changed: [] });
  report({ fault: 'influxd killed under load', rounds: 1, began, audit: { acknowledged: sensors.acknowledged.size, stored: held.size, lost: lost.length, twice: 0 }, note: 'the store was InfluxDB, killed and started again' });
  place.discard();
}, 7_200_000);

it('what influxd had taken and lost at its kill is told again when it answers', async () => {
  const began = performance.now();
  const place = await scratch('influx-lost');
  const server = await startServer({ ...place, environment: environment() });
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  sensors.sendNext(2_000);
  await sensors.untilAllAcknowledged();
  await untilStored(server, sensors.acknowledged);
  await influxd.kill();
  await until('the outage shows', async () => (await server.health()).store !== 'reachable');
  // Everything since its last snapshot: what a disk that lied about its writes leaves after a power cut (operations.md F22, P10).
  rmSync(join(influxd.folder, 'wal'), { recursive: true });
  await influxd.start();
  expect((await stored()).size).toBe(0);
  await untilStored(server, sensors.acknowledged);
  expect(await server.stop()).toBe(0);
  await sensors.close();
  expect((await stored()).size).toBe(2_000);
  report({ fault: 'influxd lost what it had taken', rounds: 1, began, audit: { acknowledged: 2_000, stored: 2_000, lost: 0, twice: 0 }, note: 'its write-ahead log was removed while it was down' });
  place.discard();
}, 180_000);

it('what influxd refuses for ever is counted, shown and written down, and holds nothing up', async () => {
  const place = await scratch('influx-refused');
  const question = (q: string) => fetch(`${influxd.url}/query`, { method: 'POST', body: new URLSearchParams({ q }) });
  await question(`CREATE DATABASE ${DATABASE}`);
  await fetch(`${influxd.url}/write?db=${DATABASE}&precision=ms`, { method: 'POST', body: `battery_v,sensor=l-aadalen value=3i ${backlogStart() - 60_000}` });
  const server = await startServer({ ...place, environment: environment() });
  const sensors = new AcknowledgedPublisher({ url: place.mqttUrl, from: backlogStart() });
  const time = new Date(backlogStart()).toISOString();
  sensors.send({ key: keyOf('l-aadalen', 'level_m', Date.parse(time)), value: 1.2, topic: 'sensors/l-aadalen/json', payload: JSON.stringify({ time, level_m: 1.2, battery_v: 3.6 }) });
  await sensors.untilAllAcknowledged();
  await untilStored(server, sensors.acknowledged);
  const unusable = (await (await fetch(`${server.url}/api/v1/undecodable?reason=not-stored`)).json()) as { byReason: Record<string, number>; latest: readonly { detail: string }[] };
  expect(unusable.byReason['not-stored']).toBe(1);
  expect(unusable.latest[0]?.detail).toContain('field type conflict');
  const [line = ''] = readFileSync(join(place.dataDir, 'refused-by-store.jsonl'), 'utf8').split('\n');
  expect(JSON.parse(line)).toMatchObject({ sensor: 'l-aadalen', reason: expect.stringContaining('field type conflict') as string });
  expect((await server.health()).status).toBe('ready');
  expect(await server.stop()).toBe(0);
  await sensors.close();
  place.discard();
}, 60_000);

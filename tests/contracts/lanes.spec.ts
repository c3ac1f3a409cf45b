import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AlertsAnswer, TownAnswer, UndecodableAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { replayed, writeRisenBasin } from './replay-command.ts';
import { type RunningServer, startServer } from './start-server.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'voldgrav-lanes-'));
const recording = join(folder, 'recording.csv');

beforeAll(() => writeRisenBasin(recording));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = async <Answer>(server: RunningServer, path: string) => (await (await fetch(`${server.url}${path}`)).json()) as Answer;
const alertsOf = async (server: RunningServer) => (await ask<AlertsAnswer>(server, '/api/v1/alerts')).alerts.map(({ id, state, raisedAt, returnedAt }) => ({ id, state, raisedAt, returnedAt }));
const receivedBy = async (server: RunningServer) => (await ask<UndecodableAnswer>(server, '/api/v1/undecodable')).received;
const connected = (server: RunningServer) => expect.poll(() => ask<{ broker: string }>(server, '/health/ready'), { timeout: 10_000 }).toMatchObject({ broker: 'connected' });

/** What the recording must raise, whoever hears it. */
const RISEN = [
  { id: 'aadalen-can-take.b-aadalen.20260826T100500Z', state: 'returned', raisedAt: '2026-08-26T10:06:00.000Z', returnedAt: '2026-08-26T10:15:30.000Z' },
  { id: 'aadalen-near-crest.b-aadalen.20260826T100500Z', state: 'returned', raisedAt: '2026-08-26T10:05:30.000Z', returnedAt: '2026-08-26T10:15:30.000Z' },
];

describe('live and two lanes on one Mosquitto, each a server of its own', () => {
  let port: number;
  let broker: RunningBroker;
  let live: RunningServer;
  let night: RunningServer;
  let other: RunningServer;

  beforeAll(async () => {
    port = await freePort();
    broker = await startMosquitto(port);
    const environment = { MQTT_URL: `mqtt://127.0.0.1:${port}`, DATA_DIR: folder };
    live = await startServer({ ...environment, DEMO: 'none' });
    [night, other] = await Promise.all([startServer({ ...environment, LANE: 'night' }), startServer({ ...environment, LANE: 'other' })]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([live, night, other].map((server) => server.stop()));
    await broker.stop();
  });

  it('give the lane that is played its alerts, by its own clock', async () => {
    await Promise.all([live, night, other].map(connected));
    await replayed(recording, join(folder, 'report.json'), ['--mqtt', `mqtt://127.0.0.1:${port}`, '--lane', 'night', '--speed', '600']);
    await expect.poll(() => alertsOf(night), { timeout: 10_000 }).toEqual(RISEN);
  });

  it('let nothing of it reach live or the other lane', async () => {
    for (const server of [live, other]) {
      expect(await alertsOf(server)).toEqual([]);
      expect(await receivedBy(server)).toBe(0);
    }
  });

  it('let nothing of live reach the lanes', async () => {
    const before = await receivedBy(night);
    const level = JSON.stringify({ time: new Date().toISOString(), level_m: 1 });
    await run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', 'sensors/l-aadalen/json', '-m', level]);
    await expect.poll(() => receivedBy(live), { timeout: 10_000 }).toBe(1);
    expect(await receivedBy(night)).toBe(before);
    expect(await receivedBy(other)).toBe(0);
  });

  it('say which of them is none of the real', async () => {
    const names = await Promise.all([live, night].map(async (server) => (await ask<TownAnswer>(server, '/api/v1/town')).name));
    expect(names).toEqual(['Ravnsvig Kommune', 'ØVELSE night · Ravnsvig Kommune']);
  });

  it('stay with the playing they know when the lane begins anew', async () => {
    const before = await receivedBy(night);
    await replayed(recording, join(folder, 'again.json'), ['--mqtt', `mqtt://127.0.0.1:${port}`, '--lane', 'night', '--max']);
    expect(await receivedBy(night)).toBe(before);
    expect(await alertsOf(night)).toEqual(RISEN);
  });
});

describe('a lane on the broker that live brings along', () => {
  it('reaches its own server and not live', async () => {
    const port = await freePort();
    const data = join(folder, 'embedded');
    const live = await startServer({ DEMO: 'none', DATA_DIR: data, MQTT_PORT: String(port) });
    const lane = await startServer({ LANE: 'night', DATA_DIR: data, MQTT_URL: `mqtt://127.0.0.1:${port}` });
    try {
      await connected(lane);
      await replayed(recording, join(folder, 'embedded.json'), ['--mqtt', `mqtt://127.0.0.1:${port}`, '--lane', 'night', '--max']);
      await expect.poll(() => alertsOf(lane), { timeout: 10_000 }).toEqual(RISEN);
      expect(await receivedBy(live)).toBe(0);
    } finally {
      await lane.stop();
      await live.stop();
    }
  }, 60_000);
});

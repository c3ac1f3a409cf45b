import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import type { AlertsAnswer, LiveFrame, RawObservationsAnswer } from '@voldgrav/wire';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { deviceAccount } from './device-account.ts';
import { freePort } from './free-port.ts';
import { type RunningServer, startServer } from './start-server.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../config/sample-town', import.meta.url));
const CLI = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));
const MINUTE = 60_000;
const PATIENCE = { timeout: 60_000 };

/** From a publisher to what programs and screens are told, through the real server: what a check says goes all the way. */
describe('flags and rain from counts, through the server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-flags-'));
  const town = join(folder, 'town');
  const data = join(folder, 'data');
  // On a whole minute, so that pieces of rain fall where they are expected.
  const began = Math.floor(Date.now() / MINUTE) * MINUTE;
  let environment: Readonly<Record<string, string>>;
  let server: RunningServer;
  let client: MqttClient;
  let account: Awaited<ReturnType<typeof deviceAccount>>;

  beforeAll(async () => {
    cpSync(SAMPLE_TOWN, town, { recursive: true });
    const sensors = readFileSync(join(town, 'sensors.yaml'), 'utf8');
    const counting = /(id: r-03[\s\S]*?)quantity: rain_mm([\s\S]*?)plausible: \[0, 6\]/;
    writeFileSync(join(town, 'sensors.yaml'), sensors.replace(counting, '$1quantity: tips$2plausible: [0, 65535]\n    counter: { mm_per_tip: 0.2, rolls_over_at: 65536 }'));
    const port = await freePort();
    environment = { TOWN_DIR: town, DATA_DIR: data, DEMO: 'none', MQTT_PORT: String(port), OPEN_VIEW: 'true' };
    account = await deviceAccount(data);
    server = await startServer(environment);
    client = await connectAsync(`mqtt://127.0.0.1:${port}`, { ...account, clientId: 'logger', protocolVersion: 4 });
  }, 60_000);

  afterAll(async () => {
    await client.endAsync();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const says = (sensor: string, minutesAgo: number, payload: object) =>
    client.publishAsync(`sensors/${sensor}/json`, JSON.stringify({ time: new Date(began - minutesAgo * MINUTE).toISOString(), ...payload }), { qos: 1 });
  const ask = async <Answer>(path: string) => (await (await fetch(`${server.url}${path}`)).json()) as Answer;
  const raw = async (sensor: string, quantity: string) =>
    (await ask<RawObservationsAnswer>(`/api/v1/sensors/${sensor}/observations?resolution=raw&quantity=${quantity}`)).observations.map(({ t, value, flag, checks = [] }) => [(began - Date.parse(t)) / MINUTE, value, flag, checks.join()]);
  const stored = () => {
    const database = new DatabaseSync(join(data, 'observations.sqlite'), { readOnly: true });
    const rows: readonly unknown[] = database.prepare('SELECT sensor, quantity, phenomenon_time, value, flag, checks FROM observation JOIN series ON series.id = series ORDER BY 1, 2, 3').all();
    database.close();
    return rows;
  };

  it('a spike is flagged when its successor comes: in the store, the API and the live feed, and the alert that it began says so', async () => {
    const frames: LiveFrame[] = [];
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/live`);
    socket.on('message', (text: Buffer) => frames.push(JSON.parse(text.toString('utf8')) as LiveFrame));
    await expect.poll(() => frames[0]?.kind).toBe('snapshot');
    for (const [minutesAgo, level] of [[3, 0.7], [2.5, 0.7], [2, 2.05], [1.5, 2.05]] as const) await says('l-aadalen', minutesAgo, { level_m: level });
    const doubts = async () => (await ask<AlertsAnswer>('/api/v1/alerts')).alerts.filter(({ rule }) => rule === 'aadalen-near-crest').map((alert) => alert.doubts);
    await expect.poll(doubts, PATIENCE).toEqual([['rate-of-change']]);
    // It had been a lone one all the same: what lies between comes late, and the first of the two stands alone.
    await says('l-aadalen', 1.75, { level_m: 0.7 });
    await expect.poll(doubts, PATIENCE).toEqual([['spike', 'rate-of-change']]);
    const found = [[3, 0.7, 1, ''], [2.5, 0.7, 1, ''], [2, 2.05, 4, 'spike,rate-of-change'], [1.75, 0.7, 4, 'spike,rate-of-change'], [1.5, 2.05, 3, 'rate-of-change']];
    await expect.poll(() => raw('l-aadalen', 'level_m'), PATIENCE).toEqual(found);
    const told = () => frames.flatMap((frame) => (frame.kind === 'changes' ? frame.changes : [])).flatMap((change) => (change.kind === 'observation' && change.observation.revised ? [change.observation] : []));
    await expect.poll(() => told().map(({ value, flag, checks }) => [value, flag, checks.join()]), PATIENCE).toContainEqual([2.05, 4, 'spike,rate-of-change']);
    socket.close();
  });

  it('a count becomes rain, a gap a sum with its doubt, and a late count divides it; the count itself is kept', async () => {
    for (const [minutesAgo, tips] of [[12, 65_530], [11, 65_534], [8, 2]] as const) await says('r-03', minutesAgo, { tips });
    await expect.poll(() => raw('r-03', 'rain_mm'), PATIENCE).toEqual([[11, 0.8, 1, ''], [8, 0.8, 3, 'accumulation']]);
    await says('r-03', 9, { tips: 65_535 });
    await expect.poll(() => raw('r-03', 'rain_mm'), PATIENCE).toEqual([[11, 0.8, 1, ''], [9, 0.2, 3, 'accumulation'], [8, 0.6, 1, '']]);
    await says('r-03', 10, { tips: 65_535 });
    await expect.poll(() => raw('r-03', 'rain_mm'), PATIENCE).toEqual([[11, 0.8, 1, ''], [10, 0.2, 1, ''], [9, 0, 1, ''], [8, 0.6, 1, '']]);
    expect(await raw('r-03', 'tips')).toHaveLength(5);
    const { quantity, latest } = await ask<{ quantity: string; latest: { value: number } }>('/api/v1/sensors/r-03');
    expect([quantity, latest.value]).toEqual(['rain_mm', 0.6]);
    // 1.6 mm at one gauge of two; the other is silent.
    const sensors = await ask<{ sensors: readonly { id: string; latest: { checks: readonly string[] } | null }[] }>('/api/v1/sensors');
    expect(sensors.sensors.find(({ id }) => id === 'r-03')?.latest?.checks).toEqual([]);
  });

  it('a restart goes on where it was, and a rebuild comes to the same', async () => {
    const before = stored();
    await client.endAsync();
    await server.stop();
    server = await startServer(environment);
    client = await connectAsync(`mqtt://127.0.0.1:${environment['MQTT_PORT']}`, { ...account, clientId: 'logger', protocolVersion: 4 });
    await says('r-03', 7, { tips: 5 });
    await expect.poll(async () => (await raw('r-03', 'rain_mm')).at(-1), PATIENCE).toEqual([7, 0.6, 1, '']);
    await wait(500);
    const after = stored();
    expect(after.slice(0, before.length - 5)).toEqual(before.slice(0, before.length - 5));
    expect(after).toHaveLength(before.length + 2);
    await client.endAsync();
    await server.stop();
    const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && !name.startsWith('VITEST')));
    const { status, stdout } = spawnSync(process.execPath, [CLI, 'rebuild', '--no-demo'], { env: { ...inherited, ...environment }, encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('Rebuilt the observation store')]);
    expect(stored()).toEqual(after);
    server = await startServer(environment);
    client = await connectAsync(`mqtt://127.0.0.1:${environment['MQTT_PORT']}`, { ...account, clientId: 'logger', protocolVersion: 4 });
  }, 60_000);
});

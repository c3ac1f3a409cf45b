import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WebSocket } from 'ws';
import type { LiveFrame, ObservationsAnswer, UndecodableAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { type RunningServer, startServer } from './start-server.ts';

const run = promisify(execFile);

/** The whole chain between a broker of another make and what a screen is told. */
describe('from a real Mosquitto to the screen', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-chain-'));
  let port: number;
  let broker: RunningBroker;
  let server: RunningServer;

  beforeAll(async () => {
    port = await freePort();
    broker = await startMosquitto(port);
    server = await start();
  }, 30_000);

  afterAll(async () => {
    await server.stop();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = () => startServer({ MQTT_URL: `mqtt://127.0.0.1:${port}`, DEMO: 'none', DATA_DIR: folder });
  const began = Date.now();
  /** A level of so many minutes before the test began. */
  const level = (metres: number, minutesAgo: number) => JSON.stringify({ time: new Date(began - minutesAgo * 60_000).toISOString(), level_m: metres });
  const publish = (sensor: string, message: string) => run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', `sensors/${sensor}/json`, '-m', message]);
  const ask = async <Answer>(path: string) => (await (await fetch(`${server.url}${path}`)).json()) as Answer;
  const levels = async () => (await ask<ObservationsAnswer>('/api/v1/sensors/l-aadalen/observations')).buckets.map(({ last }) => last);
  const ready = () => expect.poll(() => ask<{ broker: string }>('/health/ready'), { timeout: 60_000 }).toMatchObject({ broker: 'connected' });

  it('carries a reading into the store and out to the live feed', async () => {
    await ready();
    const frames: LiveFrame[] = [];
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/live`);
    socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString('utf8')) as LiveFrame));
    await expect.poll(() => frames[0]?.kind).toBe('snapshot');
    await publish('l-aadalen', level(1.234, 1));
    const told = () => frames.flatMap((frame) => (frame.kind === 'changes' ? frame.changes : []));
    await expect.poll(() => told().flatMap((change) => (change.kind === 'observation' ? [change.observation.value] : []))).toEqual([1.234]);
    await expect.poll(() => told().flatMap((change) => (change.kind === 'basin' ? [change.basin.waterLevel] : []))).toContain(1.234);
    socket.close();
    await expect.poll(levels).toEqual([1.234]);
  });

  it('is given what was said while it was away, once', async () => {
    await server.stop();
    await publish('l-aadalen', level(1.1, 3));
    await publish('l-aadalen', 'not json');
    server = await start();
    await expect.poll(levels, { timeout: 60_000 }).toEqual([1.1, 1.234]);
    await expect.poll(() => ask<UndecodableAnswer>('/api/v1/undecodable')).toMatchObject({ byReason: { 'not-json': 1 } });
  }, 30_000);
});

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { instant } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import { type KeptArchive, openInfluxArchive, type RefusedByStore } from '@voldgrav/storage';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningInfluxd, startInfluxd } from './influxd.ts';
import { type ProxyMode, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

const TEN = Date.parse('2026-08-26T10:00:00Z');
const WHOLE_DAY = { after: instant(TEN - 1), until: instant(TEN + 86_400_000) };
const level = (second: number, change: Partial<Observation> = {}): Observation => ({
  sensor: 'l-1', quantity: 'level_m', value: second / 10, phenomenonTime: instant(TEN + second * 1_000), receivedAt: instant(TEN + second * 1_000 + 200), timeFrom: 'sensor', flag: 1, checks: [], ...change,
});
const levels = (from: number, count: number): readonly Observation[] => Array.from({ length: count }, (_, i) => level(from + i));

let influxd: RunningInfluxd;
beforeAll(async () => {
  influxd = await startInfluxd();
});
afterAll(() => influxd.stop());

let databases = 0;
let archive: KeptArchive;
let refused: RefusedByStore[];
let database: string;
const open = (url: string, more: { readonly sensors?: ReadonlySet<string> } = {}) => openInfluxArchive({ url, database, onRefused: (each) => refused.push(each), ...more });
const stored = async (sensor = 'l-1') => (await archive.range({ sensor, quantity: 'level_m', window: WHOLE_DAY })).map(({ value }) => value);
const ask = (statement: string) => fetch(`${influxd.url}/query`, { method: 'POST', body: new URLSearchParams({ q: statement, db: database }) }).then((answer) => answer.text());
const write = (line: string) => fetch(`${influxd.url}/write?db=${database}&precision=ms`, { method: 'POST', body: line });

beforeEach(() => {
  database = `faults_${(databases += 1)}`;
  refused = [];
  archive = open(influxd.url);
});
afterEach(() => archive.close());

describe('a point that InfluxDB will never take', () => {
  beforeEach(async () => {
    await ask(`CREATE DATABASE ${database}`);
    // An integer where ours are floats, as another program may have left it behind.
    await write(`battery_v,sensor=l-1 value=3i ${TEN}`);
  });

  it('is found among thousands, put aside with its reason, and the others are stored', async () => {
    const bad = level(777.5, { quantity: 'battery_v', value: 3.6 });
    await archive.append([...levels(0, 777), bad, ...levels(777, 1_300)]);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ sensor: 'l-1', reason: expect.stringContaining('field type conflict') as string });
    expect(JSON.parse(refused[0]?.line ?? '')).toMatchObject({ measurement: 'battery_v', fields: { value: 3.6 }, timestamp: String(bad.phenomenonTime) });
    expect(await stored()).toEqual(levels(0, 2_077).map(({ value }) => value));
  });

  it('does not stop what comes after it', async () => {
    await archive.append([level(1, { quantity: 'battery_v' })]);
    await archive.append([level(2)]);
    expect(await stored()).toEqual([0.2]);
  });
});

it('a point beyond what the database keeps is put aside with its reason', async () => {
  await ask(`CREATE DATABASE ${database} WITH DURATION 3650d`);
  await archive.append([level(0), level(0, { phenomenonTime: instant(Date.parse('2001-01-01T00:00:00Z')) })]);
  expect(refused.map(({ reason }) => reason)).toEqual([expect.stringContaining('points beyond retention policy')]);
  expect(await stored()).toEqual([0]);
});

it('a sensor that is not in the registry never becomes a tag', async () => {
  archive.close();
  archive = open(influxd.url, { sensors: new Set(['l-1']) });
  await archive.append([level(0), level(1, { sensor: 'l-stranger' })]);
  expect(refused).toMatchObject([{ sensor: 'l-stranger', reason: 'this sensor is not in the registry' }]);
  expect(await ask('SHOW TAG VALUES WITH KEY = sensor')).not.toContain('stranger');
  expect(await ask('SHOW TAG KEYS FROM level_m')).toContain('[["sensor"]]');
});

it('a name and password that do not hold are a fault, and nothing is put aside', async () => {
  const guarded = await startInfluxd(['auth-enabled = true']);
  const create = (statement: string, account = '') => fetch(`${guarded.url}/query${account}`, { method: 'POST', body: new URLSearchParams({ q: statement }) });
  await create(`CREATE USER voldgrav WITH PASSWORD 'secret' WITH ALL PRIVILEGES`);
  const wrong = openInfluxArchive({ url: guarded.url, database: 'town', username: 'voldgrav', password: 'wrong', onRefused: (each) => refused.push(each) });
  await expect(wrong.append([level(0)])).rejects.toThrow(/authorization failed/);
  const right = openInfluxArchive({ url: guarded.url, database: 'town', username: 'voldgrav', password: 'secret', onRefused: (each) => refused.push(each) });
  await right.append([level(0)]);
  expect((await right.latest('l-1', 'level_m'))?.value).toBe(0);
  expect(refused).toEqual([]);
  wrong.close();
  right.close();
  await guarded.stop();
});

it.each([
  ['a token', { token: 'abc' }, 'Token abc'],
  ['a name and password', { username: 'v', password: 'p' }, `Basic ${Buffer.from('v:p').toString('base64')}`],
  ['neither', {}, undefined],
])('%s goes with every request', async (_, account, expected) => {
  const heard: (string | undefined)[] = [];
  const listener = createServer((request, response) => {
    heard.push(request.headers.authorization);
    request.resume().on('end', () => response.writeHead(request.url?.startsWith('/query') === true ? 200 : 204).end(request.url?.startsWith('/query') === true ? '{"results":[]}' : ''));
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const told = openInfluxArchive({ url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`, database: 'town', onRefused: (each) => refused.push(each), ...account });
  await told.append([level(0)]);
  await told.reachable();
  expect([...new Set(heard)]).toEqual([expected]);
  expect(heard.length).toBeGreaterThan(2);
  told.close();
  listener.close();
});

describe('through a line that fails', () => {
  let proxy: TcpProxy;
  beforeEach(async () => {
    proxy = await startTcpProxy(influxd.url);
    archive.close();
    archive = open(proxy.url);
    await archive.append(levels(0, 5));
  });
  afterEach(() => proxy.stop());

  it.each<[ProxyMode, RegExp]>([
    [503, /InfluxDB at http:\/\/127\.0\.0\.1:\d+/],
    [408, /408/],
    ['cut', /InfluxDB at http:\/\/127\.0\.0\.1:\d+/],
    ['hang', /timed out|no answer/i],
  ])('%s: the call rejects and says where, nothing is put aside, and told again everything is there once', async (mode, says) => {
    proxy.become(mode);
    // The connection that was open is gone; the next one meets the fault itself.
    await expect(archive.append(levels(3, 5))).rejects.toThrow('InfluxDB at');
    await expect(archive.append(levels(3, 5))).rejects.toThrow(says);
    proxy.become('pass');
    await archive.append(levels(3, 5));
    expect(await stored()).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    expect(refused).toEqual([]);
  }, 60_000);

  it('a write that arrived though its answer was lost does not become a contradiction', async () => {
    proxy.become('cut');
    await expect(archive.append([level(10)])).rejects.toThrow();
    proxy.become('pass');
    await archive.append([level(10), level(10, { value: 99 })]);
    const kept = (await archive.range({ sensor: 'l-1', quantity: 'level_m', window: WHOLE_DAY })).at(-1);
    expect(kept).toMatchObject({ value: 1, flag: 3, checks: [{ check: 'conflict' }] });
  });
});

it('killed in the middle of many writes, it has what it took, and told again the rest', async () => {
  const mortal = await startInfluxd();
  const victim = openInfluxArchive({ url: mortal.url, database, onRefused: (each) => refused.push(each) });
  const batches = Array.from({ length: 40 }, (_, i) => levels(i * 1_000, 1_000));
  let told = 0;
  const killing = new Promise<void>((resolve) => setTimeout(() => void mortal.kill().then(resolve), 150));
  await expect(
    (async () => {
      for (; ; ) {
        await victim.append(batches[told % batches.length] as readonly Observation[]);
        told += 1;
      }
    })(),
  ).rejects.toThrow('InfluxDB at');
  await killing;
  expect(told).toBeGreaterThan(0);
  await mortal.start();
  for (const batch of batches) await victim.append(batch);
  await victim.roll();
  const window = { after: instant(TEN - 1), until: instant(TEN + 40_000_000) };
  expect(await victim.range({ sensor: 'l-1', quantity: 'level_m', window })).toEqual(batches.flat());
  const [days = []] = await victim.rollups([{ sensor: 'l-1', quantity: 'level_m', window: { after: instant(0), until: instant(TEN + 3 * 86_400_000) }, resolution: 86_400 }]);
  expect(days.reduce((sum, { count }) => sum + count, 0)).toBe(40_000);
  victim.close();
  await mortal.stop();
}, 60_000);

import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { type Instant, instant } from '@voldgrav/hydrology';
import {
  type AlertsAnswer, type AuditAnswer, type DecodeAgainAnswer, type DoubtfulSeriesAnswer, type DoubtsAnswer, encodeTheThingsStack, type ObservationsAnswer, type ProblemDetails,
  theThingsTopic, type UndecodableAnswer, type UnreadGroupsAnswer,
} from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceAccount } from './device-account.ts';
import { freePort } from './free-port.ts';
import { type RunningServer, startServer } from './start-server.ts';

const run = promisify(execFile);
const SAMPLE_TOWN = fileURLToPath(new URL('../../config/sample-town', import.meta.url));
const DEVICE = `
  - id: ravnsvig/viadukten
    sensor: l-viadukten
    script: codecs/depth.js
    values:
      depth_cm: { quantity: level_m, factor: 0.01, offset: 0.35 }
`;
const BROKEN = 'function decodeUplink(input) { return { data: { depth_cm: input.octets[0] * 256 + input.octets[1] } }; }\n';
const MENDED = BROKEN.replaceAll('octets', 'bytes');
const UPLINK = { applicationId: 'ravnsvig', deviceId: 'viadukten', devEui: '0000000000000008', frameCount: 1, port: 1 };

/** The town's own codec is broken, messages come, somebody mends it: the built server, its own broker, and a restart. */
describe('messages decoded again after their decoder was mended', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-again-'));
  const town = join(folder, 'town');
  const inTown = (file: string) => join(town, file);
  const began = Date.now();
  let mqttPort: number;
  let server: RunningServer;
  let cookie = '';
  let account: Awaited<ReturnType<typeof deviceAccount>>;
  let messages = 0;

  const start = () => startServer({ DEMO: 'none', DATA_DIR: join(folder, 'data'), TOWN_DIR: town, MQTT_PORT: String(mqttPort) });
  beforeAll(async () => {
    cpSync(SAMPLE_TOWN, town, { recursive: true });
    mkdirSync(inTown('codecs'));
    writeFileSync(inTown('codecs/depth.js'), BROKEN);
    appendFileSync(inTown('sources.yaml'), DEVICE);
    mqttPort = await freePort();
    account = await deviceAccount(join(folder, 'data'));
    server = await start();
    cookie = await firstAdministrator(server);
  }, 30_000);
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function publish(topic: string, payload: string): Promise<void> {
    const file = join(folder, `message-${(messages += 1)}`);
    writeFileSync(file, payload);
    await run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(mqttPort), '-u', account.username, '-P', account.password, '-q', '1', '-t', topic, '-f', file]);
  }
  const uplink = (secondsAgo: number, depthCm: number) =>
    publish(theThingsTopic(UPLINK), encodeTheThingsStack({ ...UPLINK, time: at(secondsAgo), bytes: Uint8Array.from([0, depthCm]) }));
  const at = (secondsAgo: number): Instant => instant(began - secondsAgo * 1_000);
  const ask = async <Answer>(path: string) => (await (await fetch(`${server.url}/api/v1/${path}`, { headers: { cookie } })).json()) as Answer;
  const levels = async () => (await ask<ObservationsAnswer>('sensors/l-viadukten/observations')).buckets.map(({ last }) => last);
  const alerts = async () => (await ask<AlertsAnswer>('alerts')).alerts;
  const groups = async () => (await ask<UnreadGroupsAnswer>('undecodable/groups')).groups.map(({ reason, count, sensor }) => ({ reason, count, sensor }));
  const byReason = async () => (await ask<UndecodableAnswer>('undecodable')).byReason;
  const decodeAgain = (as: string, body: object = { why: 'The codec read the wrong field.' }) =>
    fetch(`${server.url}/api/v1/undecodable/decode-again`, { method: 'POST', headers: { cookie: as, origin: server.url, 'content-type': 'application/json' }, body: JSON.stringify(body) });

  it('are listed with their bytes and reason while it is broken', async () => {
    // Two and a half minutes above the underpass's set point of 2.05 m: 1.77 m over 0.35 m.
    for (const ago of [200, 140, 80]) await uplink(ago, 177);
    await publish('sensors/l-viadukten/json', 'not json');
    expect(await groups()).toEqual([{ reason: 'not-json', count: 1, sensor: 'l-viadukten' }, { reason: 'codec-failed', count: 3, sensor: 'l-viadukten' }]);
    const { groups: [newest], reach } = await ask<UnreadGroupsAnswer>('undecodable/groups?reason=not-json');
    expect(newest?.newest.payload).toEqual({ as: 'text', shown: 'not json', bytes: 8 });
    expect(Date.parse(reach.from ?? '')).toBeGreaterThanOrEqual(began);
    expect(reach.catchingUp).toBe(false);
    expect(await levels()).toEqual([]);
  }, 20_000);

  it('stay where they are for whoever may not ask for it', async () => {
    expect((await decodeAgain('')).status).toBe(401);
    expect(await ask<DecodeAgainAnswer>('undecodable/decode-again')).toMatchObject({ state: 'none' });
  });

  it('stay where they are when the town on the disk is faulty, and every fault is told', async () => {
    writeFileSync(inTown('codecs/depth.js'), MENDED);
    const [rules, duty] = ['rules.yaml', 'duty.yaml'].map((file) => readFileSync(inTown(file), 'utf8')) as [string, string];
    writeFileSync(inTown('rules.yaml'), rules.replace('set_point: 2.05', 'set_point: high'));
    writeFileSync(inTown('duty.yaml'), `${duty}\nnight_shift: yes\n`);
    const refused = await decodeAgain(cookie);
    const problem = (await refused.json()) as ProblemDetails;
    expect([refused.status, problem.title]).toEqual([422, 'Town refused']);
    expect(problem.faults?.map((fault) => fault.split(':')[0])).toEqual(['rules.yaml', 'duty.yaml']);
    writeFileSync(inTown('rules.yaml'), rules.replace('set_point: 2.05', 'set_point: 2.06'));
    writeFileSync(inTown('duty.yaml'), duty);
    expect(((await (await decodeAgain(cookie)).json()) as ProblemDetails).faults).toEqual(['rules.yaml:1: This file has changed as well, and is taken over only at a start: start the server again, then decode again.']);
    writeFileSync(inTown('rules.yaml'), rules);
    // The town in force stayed: its codec is still the broken one.
    await uplink(50, 177);
    expect(await groups()).toContainEqual({ reason: 'codec-failed', count: 4, sensor: 'l-viadukten' });
  }, 20_000);

  it('become observations, once, and raise no alert about the past', async () => {
    const answer = (await (await decodeAgain(cookie)).json()) as DecodeAgainAnswer;
    expect(answer).toMatchObject({ state: 'done', by: 'Anna Holm', why: 'The codec read the wrong field.', messages: 5, read: 5, mended: 4, observations: 4, stillUnread: 1, byReason: { 'not-json': 1 }, faults: [] });
    expect(await levels()).toEqual([2.12, 2.12, 2.12, 2.12]);
    expect(await groups()).toEqual([{ reason: 'not-json', count: 1, sensor: 'l-viadukten' }]);
    expect(await byReason()).toEqual({ 'not-json': 1 });
    expect((await (await decodeAgain(cookie)).json()) as DecodeAgainAnswer).toMatchObject({ state: 'done', messages: 1, mended: 0, observations: 0 });
    expect(await levels()).toHaveLength(4);
    // Ticks have gone by, which is how a delay that is over makes an alert.
    await wait(2_500);
    expect(await alerts()).toEqual([]);
    const { entries } = await ask<AuditAnswer>('audit');
    expect(entries.filter(({ act }) => act === 'decoded-again').map(({ who, why, detail }) => ({ who, why, detail }))).toEqual([
      { who: 'Anna Holm', why: 'The codec read the wrong field.', detail: '0 of 1 messages mended' },
      { who: 'Anna Holm', why: 'The codec read the wrong field.', detail: '4 of 5 messages mended' },
      { who: 'Anna Holm', why: 'The codec read the wrong field.', detail: 'refused' },
      { who: 'Anna Holm', why: 'The codec read the wrong field.', detail: 'refused' },
    ]);
  }, 20_000);

  it('are followed by others that the mended codec reads as they come', async () => {
    await uplink(20, 168);
    await expect.poll(levels, { timeout: 60_000 }).toEqual([2.12, 2.12, 2.12, 2.12, 2.03]);
  }, 20_000);

  it('are the same after a restart, which raises no alert either', async () => {
    await server.stop();
    server = await start();
    expect(await levels()).toEqual([2.12, 2.12, 2.12, 2.12, 2.03]);
    expect(await byReason()).toEqual({ 'not-json': 1 });
    expect(await groups()).toEqual([{ reason: 'not-json', count: 1, sensor: 'l-viadukten' }]);
    await wait(1_500);
    expect(await alerts()).toEqual([]);
  }, 20_000);

  it('beside what could be read and is doubted, by sensor and check', async () => {
    await publish('sensors/l-aadalen/json', JSON.stringify({ time: new Date().toISOString(), level_m: 999 }));
    await publish('sensors/l-aadalen/json', '{"level_m": 1.1}');
    const { doubts } = await ask<DoubtsAnswer>('doubtful?sensor=l-aadalen');
    expect(doubts.map(({ check, flag, value }) => ({ check, flag, value }))).toEqual([{ check: 'clock', flag: 3, value: 1.1 }, { check: 'gross-range', flag: 4, value: 999 }]);
    expect(doubts[0]?.detail).toContain('no time of its own');
    expect((await ask<DoubtsAnswer>('doubtful?flag=fail')).doubts).toHaveLength(1);
    expect((await ask<DoubtsAnswer>('doubtful?limit=1')).before).toBe(doubts[0]?.n);
    expect((await ask<DoubtsAnswer>(`doubtful?since=${new Date(Date.now() + 60_000).toISOString()}`)).doubts).toEqual([]);
    expect((await ask<DoubtfulSeriesAnswer>('doubtful/series')).series).toMatchObject([{ sensor: 'l-aadalen', check: 'gross-range', flag: 4, count: 1, newest: { value: 999 } }, { check: 'clock', count: 1 }]);
    expect((await ask<ProblemDetails>('doubtful?flag=bad')).detail).toBe('flag must be suspect or fail.');
    expect((await ask<ProblemDetails>('doubtful?sensor=nobody')).status).toBe(404);
  }, 20_000);
});

/** Makes the first account by the link of the start, and gives its cookie. */
async function firstAdministrator({ url, signInUrl }: RunningServer): Promise<string> {
  const link = new URL(signInUrl ?? '').searchParams.get('token');
  const response = await fetch(`${url}/api/v1/links/first-administrator`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ link, name: 'Anna Holm', password: 'en grå morgen i november' }),
  });
  return response.headers.getSetCookie().map((each) => each.split(';')[0]).join('; ');
}

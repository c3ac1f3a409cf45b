import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { instant } from '@voldgrav/hydrology';
import { readTown } from '@voldgrav/installation';
import { TownIndex } from '@voldgrav/pipeline';
import { type Lane, openLane, openRecording, ReplayPlayer } from '@voldgrav/replay';
import type { AlertsAnswer, TownAnswer, UndecodableAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { replayed, SAMPLE_TOWN, writeRisenBasin } from './replay-command.ts';
import { type RunningServer, startServer } from './start-server.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'voldgrav-lanes-'));
const recording = join(folder, 'recording.csv');

beforeAll(() => writeRisenBasin(recording));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ask = async <Answer>(server: RunningServer, path: string) => (await (await fetch(`${server.url}${path}`)).json()) as Answer;
const alertsOf = async (server: RunningServer) => (await ask<AlertsAnswer>(server, '/api/v1/alerts')).alerts.map(({ id, state, raisedAt, returnedAt }) => ({ id, state, raisedAt, returnedAt }));
const receivedBy = async (server: RunningServer) => (await ask<UndecodableAnswer>(server, '/api/v1/undecodable')).received;
const connected = (server: RunningServer) => expect.poll(() => ask<{ broker: string }>(server, '/health/ready'), { timeout: 60_000 }).toMatchObject({ broker: 'connected' });

/** A number that has not changed for a second. */
async function settled(ask: () => Promise<number>): Promise<number> {
  for (let before = await ask(); ; ) {
    await wait(1_000);
    const now = await ask();
    if (now === before) return now;
    before = now;
  }
}

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
  }, 240_000);

  afterAll(async () => {
    await Promise.all([live, night, other].map((server) => server.stop()));
    await broker.stop();
  });

  it('give the lane that is played its alerts, by its own clock', async () => {
    await Promise.all([live, night, other].map(connected));
    await replayed(recording, join(folder, 'report.json'), ['--mqtt', `mqtt://127.0.0.1:${port}`, '--lane', 'night', '--speed', '600']);
    await expect.poll(() => alertsOf(night), { timeout: 60_000 }).toEqual(RISEN);
  });

  it('let nothing of it reach live or the other lane', async () => {
    for (const server of [live, other]) {
      expect(await alertsOf(server)).toEqual([]);
      expect(await receivedBy(server)).toBe(0);
    }
  });

  it('put what would have been sent into the outbox of the lane that is played, marked, and into no other', () => {
    const outbox = (path: string) => readFileSync(join(folder, path), 'utf8').trim().split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as unknown);
    expect(outbox('lanes/night/outbox.jsonl')).toEqual([
      { lane: 'night', at: '2026-08-26T10:05:30.000Z', to: 'ravnsvig-beredskab', channel: 'outbox', text: 'ØVELSE · Ådalsbassinet er næsten fuldt' },
      { lane: 'night', at: '2026-08-26T10:06:00.000Z', to: 'ravnsvig-forsyning', channel: 'outbox', text: 'ØVELSE · Ådalsbassinet kan snart ikke tage mere' },
    ]);
    expect(outbox('lanes/other/outbox.jsonl')).toEqual([]);
    // Live has nowhere to send to in this version, and so no outbox.
    expect(readdirSync(folder, { recursive: true }).filter((file) => String(file).includes('outbox')).sort()).toEqual(['lanes/night/outbox.jsonl', 'lanes/other/outbox.jsonl']);
  });

  it('let nothing of live reach the lanes', async () => {
    const before = await receivedBy(night);
    const level = JSON.stringify({ time: new Date().toISOString(), level_m: 1 });
    await run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', 'sensors/l-aadalen/json', '-m', level]);
    await expect.poll(() => receivedBy(live), { timeout: 60_000 }).toBe(1);
    expect(await receivedBy(night)).toBe(before);
    expect(await receivedBy(other)).toBe(0);
  });

  it('say which of them is none of the real', async () => {
    const names = await Promise.all([live, night].map(async (server) => (await ask<TownAnswer>(server, '/api/v1/town')).name));
    expect(names).toEqual(['Ravnsvig Kommune', 'ØVELSE night · Ravnsvig Kommune']);
  });

  it('begin anew when the lane does: the same night again, and once', async () => {
    const before = await receivedBy(night);
    await replayed(recording, join(folder, 'again.json'), ['--mqtt', `mqtt://127.0.0.1:${port}`, '--lane', 'night', '--max']);
    await expect.poll(() => night.said(), { timeout: 60_000 }).toContain('The lane night began anew, and so does this server.');
    await expect.poll(() => alertsOf(night), { timeout: 60_000 }).toEqual(RISEN);
    await expect.poll(() => receivedBy(night), { timeout: 60_000 }).toBe(before);
    expect(await alertsOf(live)).toEqual([]);
    expect(other.said()).not.toContain('began anew');
  }, 240_000);
});

describe('a player and the server of its lane', () => {
  let broker: RunningBroker;
  let server: RunningServer;
  let lane: Lane;
  let player: ReplayPlayer;
  let began = 0;
  const at = (minute: number) => instant(Date.UTC(2026, 7, 26, 10, minute));
  const rulesNow = async () => (await alertsOf(server)).map(({ id, state }) => `${id.split('.')[0]} ${state}`).sort();

  beforeAll(async () => {
    broker = await startMosquitto(await freePort());
    server = await startServer({ MQTT_URL: broker.url, DATA_DIR: join(folder, 'player'), LANE: 'drill' });
    lane = await openLane({ url: broker.url, lane: 'drill' });
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is faulty');
    const played = await openRecording([recording], { index: new TownIndex(read.town), rename: new Map(), badLines: 'refuse', onMended: () => undefined });
    player = new ReplayPlayer({ recording: played, openStage: () => lane.begin(`run-${(began += 1)}`), runsOn: 90_000 });
  }, 240_000);
  afterAll(async () => {
    await lane.close();
    await server.stop();
    await broker.stop();
  });

  it('a step is one message', async () => {
    await connected(server);
    for (let step = 0; step < 3; step += 1) await player.step();
    await expect.poll(() => receivedBy(server), { timeout: 60_000 }).toBe(3);
  });

  it('a pause holds the lane where it stands', async () => {
    await player.play({ speed: 600, onProgress: (now) => (now >= at(7) ? player.pause() : undefined) });
    const told = ['aadalen-can-take new', 'aadalen-near-crest new'];
    await expect.poll(rulesNow, { timeout: 60_000 }).toEqual(told);
    // The whole minutes up to 10:07 and the halves between them: fifteen levels with the depths of seven or eight minutes. The next is held.
    await expect.poll(() => receivedBy(server), { timeout: 60_000 }).toBeGreaterThanOrEqual(22);
    const received = await settled(() => receivedBy(server));
    await wait(1_500);
    expect(await receivedBy(server)).toBe(received);
    expect(player.ended).toBe(false);
  }, 240_000);

  it('going back is another past: the server begins anew and knows what was known then', async () => {
    await player.seek(at(4));
    // Up to 10:04 nine levels and five depths of rain, and nothing has risen.
    await expect.poll(() => receivedBy(server), { timeout: 60_000 }).toBe(14);
    expect(await rulesNow()).toEqual([]);
    await player.play({ speed: 'max' });
    await expect.poll(() => alertsOf(server), { timeout: 60_000 }).toEqual(RISEN);
  }, 240_000);
});

describe('a lane that is played again and again, and its server', () => {
  let broker: RunningBroker;
  let server: RunningServer;
  const beginnings = () => server.said().split('The lane rounds began anew').length - 1;

  beforeAll(async () => {
    broker = await startMosquitto(await freePort());
    server = await startServer({ MQTT_URL: broker.url, DATA_DIR: join(folder, 'rounds'), LANE: 'rounds' });
  }, 240_000);
  afterAll(async () => {
    await server.stop();
    await broker.stop();
  });

  it('comes to the same in each round', async () => {
    await connected(server);
    const read = await readTown(SAMPLE_TOWN);
    if (!read.ok) throw new Error('the sample town is faulty');
    const lane = await openLane({ url: broker.url, lane: 'rounds' });
    const played = await openRecording([recording], { index: new TownIndex(read.town), rename: new Map(), badLines: 'refuse', onMended: () => undefined });
    let begun = 0;
    const player = new ReplayPlayer({ recording: played, openStage: () => lane.begin(`round-${(begun += 1)}`), runsOn: 90_000 });
    const outcomes: { readonly alerts: unknown; readonly received: number; readonly beginnings: number }[] = [];
    // 40 levels, and the depths of 20 minutes.
    const outcome = async () => {
      await expect.poll(() => receivedBy(server), { timeout: 60_000 }).toBe(60);
      await expect.poll(() => alertsOf(server), { timeout: 60_000 }).toEqual(RISEN);
      return { alerts: await alertsOf(server), received: await receivedBy(server), beginnings: beginnings() };
    };
    await player.play({
      speed: 'max',
      again: async () => {
        outcomes.push(await outcome());
        return outcomes.length < 3;
      },
    });
    await lane.close();
    expect(outcomes).toEqual([0, 1, 2].map((beginnings) => ({ alerts: RISEN, received: 60, beginnings })));
  }, 240_000);

  it('is followed by it through the loop of the command too', async () => {
    const before = beginnings();
    const { digest } = await replayed(recording, join(folder, 'loop.json'), ['--mqtt', broker.url, '--lane', 'rounds', '--speed', '600', '--loop', '2']);
    await expect.poll(() => alertsOf(server), { timeout: 60_000 }).toEqual(RISEN);
    await expect.poll(beginnings, { timeout: 60_000 }).toBe(before + 2);
    await expect.poll(() => receivedBy(server), { timeout: 60_000 }).toBe(60);
    expect(digest).toBe((await replayed(recording, join(folder, 'loop-within.json'))).digest);
  }, 240_000);
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
      await expect.poll(() => alertsOf(lane), { timeout: 60_000 }).toEqual(RISEN);
      expect(await receivedBy(live)).toBe(0);
    } finally {
      await lane.stop();
      await live.stop();
    }
  }, 240_000);
});

import { execFile } from 'node:child_process';
import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { instant, isoOf, SECOND } from '@voldgrav/hydrology';
import { openJournal } from '@voldgrav/journal';
import { connectPublisher } from '@voldgrav/mqtt';
import type { AlertsAnswer } from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { replayed, SAMPLE_TOWN } from './replay-command.ts';
import { startServer } from './start-server.ts';

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL('../../apps/cli/dist/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'voldgrav-record-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const record = (out: string, journal: string, ...options: readonly string[]) =>
  run(process.execPath, [PROGRAM, 'record', '--journal', journal, '--from', '2026-08-26T00:00:00Z', '--to', '2026-08-27T00:00:00Z', '--out', join(folder, out), ...options]);

/** The live server's clock runs at 60×, so that delays of minutes are over in seconds. */
const SPEED = 60;

describe('a recording of what a live server has heard', () => {
  const data = join(folder, 'live');
  const journal = join(data, 'journal.sqlite');
  let live: readonly { readonly id: string; readonly transitions: readonly string[] }[] = [];

  beforeAll(async () => {
    const port = await freePort();
    const server = await startServer({ DATA_DIR: data, DEMO: 'none', MQTT_PORT: String(port), CLOCK: `2026-08-26T10:00:00Z@${SPEED}` });
    const sensor = await connectPublisher({ url: `mqtt://127.0.0.1:${port}`, clientId: 'l-aadalen' });
    // Fifteen minutes of the server's clock: low, high for five, low again; without a time, so that each is of its arrival.
    for (let half = 0; half < 30; half += 1) {
      await sensor.publish('sensors/l-aadalen/json', JSON.stringify({ level_m: half >= 4 && half < 14 ? 1.95 : 0.7 }), { qos: 1, retain: false });
      await wait((30 * 1_000) / SPEED);
    }
    await sensor.publish('sensors/l-aadalen/json', 'not json', { qos: 1, retain: false });
    const { alerts } = (await (await fetch(`${server.url}/api/v1/alerts`)).json()) as AlertsAnswer;
    live = alerts.map(({ id, raisedAt, returnedAt }) => ({ id, transitions: [`${raisedAt} new`, ...(returnedAt === undefined ? [] : [`${returnedAt} returned`])] }));
    await sensor.close();
    // Recorded while the server is open.
    await record('live.jsonl.gz', journal);
    await server.stop();
  }, 180_000);

  it('gives the same alerts when it is replayed as live gave', async () => {
    expect(live.map(({ id }) => id.split('.')[0]).sort()).toEqual(['aadalen-can-take', 'aadalen-near-crest']);
    expect(live.every(({ transitions }) => transitions.length === 2)).toBe(true);
    const report = await replayed(join(folder, 'live.jsonl.gz'), join(folder, 'report.json'));
    const again = report.alerts.map(({ id, transitions }) => ({ id, transitions: transitions.map(({ at, to }) => `${at} ${to}`) }));
    expect(again).toEqual(expect.arrayContaining([...live]));
    expect(again).toHaveLength(live.length);
    expect(report.undecodable).toMatchObject({ 'not-json': 1 });
  });

  it('gives the same report as the journal itself', async () => {
    const [recording, itself] = await Promise.all([replayed(join(folder, 'live.jsonl.gz'), join(folder, 'one.json')), replayed(journal, join(folder, 'other.json'))]);
    expect(recording.alerts).toEqual(itself.alerts);
  });

  it('carries other names when that is asked for', async () => {
    await record('renamed.jsonl', journal, '--rename', 'l-aadalen=level-7', '--town', SAMPLE_TOWN);
    const lines = readFileSync(join(folder, 'renamed.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { topic?: string; clock?: string });
    expect([...new Set(lines.map(({ topic }) => topic))]).toEqual(['sensors/level-7/json', undefined]);
    expect(readFileSync(join(folder, 'renamed.jsonl'), 'utf8')).not.toMatch(/aadalen|not json/);
  });
});

describe('a recording that cannot be made', () => {
  const journal = join(folder, 'journal.sqlite');
  beforeAll(async () => {
    const file = openJournal({ file: journal });
    const start = Date.UTC(2026, 7, 26, 10);
    await Promise.all(
      Array.from({ length: 2_000 }, (_, index) =>
        file.append({ kind: 'message', topic: 'sensors/r-03/json', payload: Buffer.from(`{"time":"${isoOf(instant(start + index * SECOND))}","rain_mm":0}`), origin: 'x', receivedAt: instant(start + index * SECOND) }),
      ),
    );
    file.close();
  });

  const refused = (work: Promise<unknown>) => work.then(() => undefined, (fault: { code: number; stderr: string }) => ({ code: fault.code, said: fault.stderr.trim().replaceAll(`${folder}/`, '') }));

  it('leaves no half of it when the disk is full', async () => {
    const limited = run('prlimit', ['--fsize=65536', process.execPath, PROGRAM, 'record', '--journal', journal, '--from', '2026-08-26T00:00:00Z', '--to', '2026-08-27T00:00:00Z', '--out', join(folder, 'full.jsonl')]);
    const fault = await refused(limited);
    expect(fault?.code).toBe(2);
    expect(fault?.said).toMatch(/^No recording was made: EFBIG/);
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual([]);
  });

  it('leaves no half of it when the process is killed', async () => {
    const child = execFile(process.execPath, [PROGRAM, 'record', '--journal', journal, '--from', '2026-08-26T00:00:00Z', '--to', '2026-08-27T00:00:00Z', '--out', join(folder, 'killed.jsonl')]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await expect.poll(() => readdirSync(folder).some((name) => name.startsWith('killed.jsonl')), { timeout: 60_000, interval: 1 }).toBe(true);
    child.kill('SIGKILL');
    await ended;
    // It was killed in the middle, or had just finished: never a part of it under its name.
    const file = join(folder, 'killed.jsonl');
    expect(existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0).toSatisfy((lines: number) => lines === 0 || lines === 2_001);
  });

  it('says what to do', async () => {
    expect(await refused(record('x.jsonl', join(folder, 'absent.sqlite')))).toEqual({ code: 2, said: 'There is no journal absent.sqlite; --journal or DATA_DIR says where it is.' });
    expect(await refused(record('x.jsonl', journal, '--rename', 'r-03=a'))).toEqual({ code: 2, said: '--rename needs --town: a message has to be read before a name in it can be another.' });
    expect(await refused(record('x.jsonl', journal, '--rename', 'r-03=r-04', '--town', SAMPLE_TOWN))).toEqual({ code: 2, said: `--rename r-03=r-04 would make one sensor of "r-03" and "r-04", which the town in ${SAMPLE_TOWN} has too.` });
    // Two that change names are two still.
    await record('swapped.jsonl', journal, '--rename', 'r-03=r-04', '--rename', 'r-04=r-03', '--town', SAMPLE_TOWN);
    expect(await refused(record('x.jsonl', journal, '--to', '2025-01-01T00:00:00Z'))).toMatchObject({ code: 2, said: '--to is before --from.' });
    expect(await refused(record('x.jsonl', journal, '--from', '2020-01-01T00:00:00Z', '--to', '2020-01-02T00:00:00Z'))).toMatchObject({ code: 1 });
    linkSync(journal, join(folder, 'also.sqlite'));
    expect(await refused(record('also.sqlite', journal))).toEqual({ code: 2, said: '--out also.sqlite is the journal itself, which stays; give the recording another name.' });
    expect(await refused(record('absent/x.jsonl', journal))).toMatchObject({ code: 2, said: 'There is no folder absent for absent/x.jsonl.' });
  });
});

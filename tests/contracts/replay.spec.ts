import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { replayed, writeRisenBasin } from './replay-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'voldgrav-replay-'));
const recording = join(folder, 'recording.csv');
const report = (name: string) => join(folder, `${name}.json`);

beforeAll(() => writeRisenBasin(recording));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RISEN = [
  { rule: 'aadalen-near-crest', told: ['10:05:30 new', '10:15:30 returned'] },
  { rule: 'aadalen-can-take', told: ['10:06:00 new', '10:15:30 returned'] },
];
const toldIn = ({ alerts }: Awaited<ReturnType<typeof replayed>>) =>
  alerts.map(({ rule, transitions }) => ({ rule, told: transitions.map(({ at, to }) => `${at.slice(11, 19)} ${to}`) }));

describe('a recording played in processes of their own', () => {
  it('gives the same digest as fast as it goes and at a speed', async () => {
    const [fast, slow] = await Promise.all([replayed(recording, report('fast'), ['--max']), replayed(recording, report('slow'), ['--speed', '600'])]);
    expect(toldIn(fast)).toEqual(RISEN);
    expect(slow.digest).toBe(fast.digest);
    expect(slow).toEqual(fast);
  });

  it('gives the same digest on other versions of Node', async ({ skip }) => {
    const others = otherNodes();
    skip(others.length === 0, `only Node ${process.version} is here`);
    const here = await replayed(recording, report('here'));
    for (const node of others) expect((await replayed(recording, report('there'), [], node)).digest, node).toBe(here.digest);
  });
});

describe('a recording played through a real Mosquitto', () => {
  let broker: RunningBroker;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    broker = await startMosquitto(port);
    url = `mqtt://127.0.0.1:${port}`;
  });
  afterAll(() => broker.stop());

  it('at 60× gives the same alerts as in-process, and all else too', async () => {
    const [through, within] = await Promise.all([replayed(recording, report('through'), ['--mqtt', url, '--speed', '60', '--lane', 'sixty']), replayed(recording, report('within'))]);
    expect(toldIn(through)).toEqual(RISEN);
    expect(through.lane).toBe('sixty');
    expect({ ...through, lane: within.lane }).toEqual(within);
  });

  it('in two lanes at once gives each its own', async () => {
    const runs = ['one', 'other'].map((lane) => replayed(recording, report(lane), ['--mqtt', url, '--speed', '600', '--lane', lane]));
    for (const run of await Promise.all(runs)) expect(toldIn(run)).toEqual(RISEN);
  });
});

/** Other versions of Node that stand where a version manager puts them, or that VOLDGRAV_NODES names, with a colon between two. */
function otherNodes(): readonly string[] {
  const home = join(homedir(), '.nvm/versions/node');
  const candidates = existsSync(home) ? readdirSync(home).map((version) => join(home, version, 'bin/node')) : [];
  const named = (process.env['VOLDGRAV_NODES'] ?? '').split(':').filter((node) => node !== '');
  return [...named, ...candidates].filter((node) => existsSync(node) && execFileSync(node, ['--version'], { encoding: 'utf8' }).trim() !== process.version);
}

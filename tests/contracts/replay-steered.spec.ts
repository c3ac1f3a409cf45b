import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplayReport } from '@voldgrav/replay';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { PROGRAM, replayed, SAMPLE_TOWN, writeRisenBasin } from './replay-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'voldgrav-steered-'));
const recording = join(folder, 'recording.csv');
const SOON = { timeout: 60_000 };

beforeAll(() => writeRisenBasin(recording));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Steered {
  readonly order: (text: string) => void;
  /** All that it has said that is not its answer. */
  readonly said: () => string;
  /** Waits for its end; its exit code, and the report. */
  readonly report: () => Promise<{ readonly code: unknown; readonly report: ReplayReport }>;
  readonly child: ChildProcess;
}

/** `voldgrav replay` in a process of its own, as `command` starts it, and a hand on its input. */
function started(name: string, command: string, words: readonly string[]): Steered {
  const child = spawn(command, [...words]);
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const output of [child.stderr, child.stdout]) output.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = once(child, 'close');
  return {
    child,
    order: (text) => void child.stdin.write(text),
    said: () => said,
    async report() {
      const [code] = (await ended) as [unknown];
      return { code, report: JSON.parse(readFileSync(join(folder, name), 'utf8')) as ReplayReport };
    },
  };
}

const wordsOf = (name: string, options: readonly string[]) => [PROGRAM, 'replay', recording, '--town', SAMPLE_TOWN, '--report', join(folder, name), ...options];
const byLines = (name: string, options: readonly string[]) => started(name, process.execPath, wordsOf(name, [...options, '--orders']));
/** On a terminal of its own: util-linux's `script` opens one. */
const atTerminal = (name: string, options: readonly string[]) =>
  started(name, 'script', ['-q', '-e', '-c', [process.execPath, ...wordsOf(name, options)].map((word) => `'${word}'`).join(' '), '/dev/null']);

const told = ({ alerts }: ReplayReport) => alerts.map(({ rule, transitions }) => `${rule} ${transitions.map(({ at, to }) => `${at.slice(11, 19)} ${to}`).join(', ')}`);

describe('a replay steered by lines', () => {
  it('stands, steps, goes to a time and back, goes on, and gives the report of an unsteered one', async () => {
    const unsteered = await replayed(recording, join(folder, 'unsteered.json'));
    const replay = byLines('lines.json', ['--paused']);
    replay.order('step\nstep\nseek 10:09:10\nseek -5\nhurry\nspeed 600\nplay\npause\nspeed max\nplay\n');
    const { code, report } = await replay.report();
    const lines = replay.said().split('\n');
    expect(lines.slice(0, 5)).toEqual([
      '2026-08-26T10:00:00.000Z sensors/l-aadalen/json',
      '2026-08-26T10:00:00.000Z sensors/r-03/json',
      '2026-08-26T10:09:10.000Z gone to',
      '2026-08-26T10:04:10.000Z gone to',
      '"hurry" is no order; there are pause, play, step, seek TIME, speed N, speed max and quit.',
    ]);
    expect(lines[5]).toBe('2026-08-26T10:04:10.000Z at 600×');
    expect(lines[7]).toMatch(/ paused$/);
    expect(code).toBe(0);
    expect(report).toEqual(unsteered);
  });

  it('ends where it is told to, and tells what was known then', async () => {
    const replay = byLines('ended.json', ['--paused', '--from', '2026-08-26T10:07:00Z']);
    replay.order('quit\n');
    const { code, report } = await replay.report();
    expect({ code, to: report.to, told: told(report) }).toEqual({ code: 0, to: '2026-08-26T10:07:00.000Z', told: ['aadalen-near-crest 10:05:30 new', 'aadalen-can-take 10:06:00 new'] });
  });

  it('goes on to its end when its orders end', async () => {
    const replay = byLines('on.json', ['--paused']);
    replay.order('step\n');
    replay.child.stdin?.end();
    expect((await replay.report()).report.digest).toBe((await replayed(recording, join(folder, 'on-too.json'))).digest);
  });

  it('ends with a report when it is interrupted', async () => {
    const replay = byLines('interrupted.json', ['--speed', '60', '--from', '2026-08-26T10:06:30Z']);
    replay.order('pause\n');
    await expect.poll(() => replay.said(), SOON).toContain('paused');
    replay.child.kill('SIGINT');
    const { code, report } = await replay.report();
    expect({ code, told: told(report) }).toEqual({ code: 0, told: ['aadalen-near-crest 10:05:30 new', 'aadalen-can-take 10:06:00 new'] });
  });

  it('is not waited for where nobody can order anything', async () => {
    const child = spawn(process.execPath, wordsOf('nobody.json', ['--paused']), { stdio: ['ignore', 'ignore', 'pipe'] });
    const [said] = (await once(child.stderr, 'data')) as [Buffer];
    expect(said.toString('utf8')).toBe('--paused waits for an order, and nobody can give one here: say --orders, or run it at a terminal.\n');
  });
});

describe('a replay that is played again and again', () => {
  it('gives the same each time, in this process', async () => {
    const replay = byLines('rounds.json', ['--loop', '3']);
    const { report } = await replay.report();
    expect(replay.said().match(/Round \d: 2 alerts, digest [0-9a-f]{64}/g)).toEqual([1, 2, 3].map((round) => `Round ${round}: 2 alerts, digest ${report.digest}`));
    expect(report.digest).toBe((await replayed(recording, join(folder, 'once.json'))).digest);
  });

  it('plays once what has a head and no lines', async () => {
    const empty = join(folder, 'empty.csv');
    writeFileSync(empty, 'time,sensor,quantity,value\n');
    expect(await replayed(empty, join(folder, 'empty.json'), ['--loop'])).toMatchObject({ from: null, alerts: [] });
  });
});

describe('a replay steered by keys', () => {
  it('pauses, steps, goes to a time that is written, and ends', async () => {
    const replay = atTerminal('keys.json', ['--paused', '--speed', '60']);
    await expect.poll(() => replay.said(), SOON).toContain('Keys: space pause and go on');
    replay.order('\u001b[C');
    await expect.poll(() => replay.said(), SOON).toContain('2026-08-26T10:00:00.000Z sensors/l-aadalen/json');
    replay.order('s10:07\r');
    await expect.poll(() => replay.said(), SOON).toContain('2026-08-26T10:07:00.000Z gone to');
    replay.order(' ');
    await expect.poll(() => replay.said(), SOON).toContain('2026-08-26T10:07:00.000Z goes on');
    replay.order(' ');
    await expect.poll(() => replay.said(), SOON).toMatch(/10:07:\d\d\.\d{3}Z paused/);
    replay.order('q');
    const { code, report } = await replay.report();
    expect({ code, told: told(report) }).toEqual({ code: 0, told: ['aadalen-near-crest 10:05:30 new', 'aadalen-can-take 10:06:00 new'] });
  });
});

describe('a replay steered while it goes through a real Mosquitto', () => {
  let broker: RunningBroker;
  beforeAll(async () => {
    broker = await startMosquitto(await freePort());
  });
  afterAll(() => broker.stop());

  it('goes back, and on, and gives the same', async () => {
    const replay = byLines('through.json', ['--mqtt', broker.url, '--paused']);
    replay.order('seek 2026-08-26T10:12:00Z\nseek 10:03\nplay\n');
    const { report } = await replay.report();
    const within = await replayed(recording, join(folder, 'within.json'));
    expect(report).toEqual(within);
  });

  it('says that it left out what people did and what was forecast', async () => {
    const lines = [
      { forecast: 'radar', by: 'radar', body: { kind: 'forecast', body: {} }, receivedAt: '2026-08-26T10:00:00Z' },
      { act: 'acknowledge', by: 'Mona', body: { alert: 'x' }, receivedAt: '2026-08-26T10:00:01Z' },
      { forecast: 'radar', by: 'radar', body: { kind: 'forecast', body: {} }, receivedAt: '2026-08-26T10:00:02Z' },
      { clock: '2026-08-26T10:00:03Z' },
    ];
    const spoken = join(folder, 'left.jsonl');
    writeFileSync(spoken, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    const replay = started('left.json', process.execPath, [PROGRAM, 'replay', spoken, '--town', SAMPLE_TOWN, '--mqtt', broker.url, '--report', join(folder, 'left.json')]);
    await replay.report();
    expect(replay.said()).toContain('1 acts of people were left out');
    expect(replay.said()).toContain('2 forecasts and warnings were left out');
  });
});

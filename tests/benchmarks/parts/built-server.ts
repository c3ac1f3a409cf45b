import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '@voldgrav/test-contracts/free-port';
import { environmentOfUser, ROOT, SAMPLE_TOWN, SERVER } from './built-program.ts';

export interface BuiltServer {
  readonly pid: number;
  readonly url: string;
  /** Where sensors send to: the embedded broker, or the one given. */
  readonly mqttUrl: string;
  readonly journalFile: string;
  /** From the start of the process to the first 200 on `/`. */
  readonly startMs: number;
  /** Ends it as Ctrl-C does; its folder stays for another start. */
  readonly stop: () => Promise<void>;
}

export interface ServerOptions {
  readonly townDir?: string;
  /** A broker of its own; else the embedded one. */
  readonly mqttUrl?: string;
  readonly dataDir?: string;
  /** More settings. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The command; the built server when absent. */
  readonly command?: readonly [string, ...string[]];
  /** Until its first page; a minute when absent. */
  readonly patienceMs?: number;
  readonly later: (undo: () => void | Promise<void>) => void;
}

const PATIENCE_MS = 60_000;

/** A folder that is gone after the run. */
export function temporaryFolder(later: ServerOptions['later']): string {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-bench-'));
  later(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts the built server without a demo and waits until it serves its page. Throws what it said when it ends before. */
export async function startServer(options: ServerOptions): Promise<BuiltServer> {
  const [port, mqttPort] = await freePorts(2);
  const dataDir = options.dataDir ?? temporaryFolder(options.later);
  const [command, ...words] = options.command ?? [process.execPath, '--max-semi-space-size=8', SERVER];
  const startedAt = performance.now();
  const child = spawn(command, words, {
    cwd: ROOT,
    env: {
      ...environmentOfUser(),
      // As `npm start` has it.
      MALLOC_ARENA_MAX: '2',
      MALLOC_MMAP_THRESHOLD_: '131072',
      DEMO: 'none',
      PORT: String(port),
      DATA_DIR: dataDir,
      TOWN_DIR: options.townDir ?? SAMPLE_TOWN,
      ...(options.mqttUrl === undefined ? { MQTT_PORT: String(mqttPort) } : { MQTT_URL: options.mqttUrl }),
      ...options.environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that stopping it stops what npm started too.
    detached: true,
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGINT');
    await ended;
  };
  options.later(stop);
  const url = `http://127.0.0.1:${port}`;
  await untilServed(url, child, listenTo(child), options.patienceMs ?? PATIENCE_MS);
  const startMs = performance.now() - startedAt;
  return { pid: child.pid as number, url, mqttUrl: options.mqttUrl ?? `mqtt://127.0.0.1:${mqttPort}`, journalFile: join(dataDir, 'journal.sqlite'), startMs, stop };
}

function listenTo(child: ChildProcess): () => string {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString('utf8')}`.slice(-4_000)));
  return () => said;
}

async function untilServed(url: string, child: ChildProcess, said: () => string, patienceMs: number): Promise<void> {
  const giveUpAt = performance.now() + patienceMs;
  while (performance.now() < giveUpAt) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it served anything:\n${said()}`);
    const status = await fetch(`${url}/`).then(async (response) => (await response.arrayBuffer(), response.status), () => 0);
    if (status === 200) return;
    await wait(20);
  }
  throw new Error(`The server served nothing within ${patienceMs / 1000} s:\n${said()}`);
}

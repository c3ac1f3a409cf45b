import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from './free-port.ts';

export interface RunningInfluxd {
  readonly url: string;
  readonly pid: () => number;
  /** Where it keeps its data. */
  readonly folder: string;
  /** Ends it at once, and leaves its data where it is. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly start: () => Promise<void>;
  /** Ends it; what it held is gone. */
  readonly stop: () => Promise<void>;
}

/**
 * A real influxd (1.x) on loopback with its data in a folder of its own; `http` and `data` are more lines of these of its settings. Throws a
 * sentence that says what to do when there is none to run: a contract that was not tried must not look like one that was kept.
 */
export async function startInfluxd(http: readonly string[] = [], data: readonly string[] = []): Promise<RunningInfluxd> {
  const program = (process.env['PATH'] ?? '').split(delimiter).map((each) => join(each, 'influxd')).find(existsSync);
  if (program === undefined) throw new Error('The store contract needs a real influxd, and there is none on the PATH: install the package "influxdb".');
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-influxd-'));
  const [port, rpc] = (await freePorts(2)) as readonly [number, number];
  const file = join(folder, 'influxdb.conf');
  writeFileSync(file, configuration(folder, [port, rpc], http, data));
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess;
  async function start(): Promise<void> {
    child = spawn(program as string, ['-config', file], { stdio: 'ignore' });
    await untilServing(url, () => child.exitCode !== null);
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
  await start();
  return {
    url,
    pid: () => child.pid as number,
    folder,
    kill: () => end('SIGKILL'),
    start,
    async stop() {
      await end('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const configuration = (folder: string, [port, rpc]: readonly [number, number], http: readonly string[], data: readonly string[]): string => `
reporting-disabled = true
bind-address = "127.0.0.1:${rpc}"
[meta]
  dir = "${folder}/meta"
[data]
  dir = "${folder}/data"
  wal-dir = "${folder}/wal"
  query-log-enabled = false
${data.map((line) => `  ${line}`).join('\n')}
[monitor]
  store-enabled = false
[http]
  bind-address = "127.0.0.1:${port}"
  log-enabled = false
${http.map((line) => `  ${line}`).join('\n')}
`;

async function untilServing(url: string, hasEnded: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (hasEnded()) throw new Error(`influxd ended before it served at ${url}`);
    if (await fetch(`${url}/ping`).then(({ ok }) => ok, () => false)) return;
    await wait(50);
  }
  throw new Error(`influxd did not serve at ${url} within its time`);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const MAIN = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
const PRINTED = /Voldgrav: (http\S+)/;

export interface ServerOptions {
  readonly dataDir: string;
  readonly port: number;
  /** Where its own broker listens; not used with a broker of one's own. */
  readonly mqttPort: number;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Health {
  readonly status: 'ready' | 'not ready';
  readonly journal: string;
  readonly broker: string;
  readonly store: string;
  readonly storeLag: number;
  readonly spool: { readonly level: number; readonly share: number; readonly full: boolean };
}

/** The built server as a real process. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** What it has said on standard error so far. */
  readonly said: () => string;
  readonly isRunning: () => boolean;
  readonly health: () => Promise<Health>;
  /** Resident memory in bytes, as the kernel counts it. */
  readonly memory: () => number;
  /** SIGKILL: nothing in it gets to say goodbye. */
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<number | null>;
}

/** Starts the server on the sample town without its storm, and resolves when it serves. */
export async function startServer({ dataDir, port, mqttPort, environment = {} }: ServerOptions): Promise<ServerProcess> {
  if (!existsSync(MAIN)) throw new Error('The fault tests run the built server: npx nx build @voldgrav/server');
  const child = spawn(process.execPath, [MAIN, '--no-demo'], {
    env: { ...environmentOfUser(), DATA_DIR: dataDir, PORT: String(port), MQTT_PORT: String(mqttPort), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that fails leaves nothing running.
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said = (said + chunk).slice(-20_000)));
  const url = await printedAddress(child, () => said);
  const ended = once(child, 'exit') as Promise<[number | null]>;
  return {
    url,
    pid: child.pid as number,
    said: () => said,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    health: async () => (await (await fetch(`${url}/health/ready`)).json()) as Health,
    memory: () => Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]) * 4_096,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return (await ended)[0];
    },
  };
}

/** Without what the test runner sets. */
export const environmentOfUser = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && !name.startsWith('VITEST')));

function printedAddress(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      const url = PRINTED.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code, signal) => reject(new Error(`The server ended with ${code ?? signal} before it served: ${said()}`)));
  });
}

/** Asks until the answer is yes; fails with what was awaited. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    if (await holds()) return;
    await wait(25);
  }
  throw new Error(`Waited ${seconds} s in vain until ${what}`);
}


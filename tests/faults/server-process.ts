import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { type RunningServer, startServer as startProcess } from '@voldgrav/test-contracts/start-server';
import { onTestFinished } from 'vitest';

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
  readonly sessionsLost: number;
}

/** The built server as a real process, and what the fault tests ask of it. */
export interface ServerProcess extends RunningServer {
  readonly pid: number;
  readonly isRunning: () => boolean;
  readonly health: () => Promise<Health>;
  /** Resident memory in bytes, as the kernel counts it. */
  readonly memory: () => number;
}

/** Starts the server on the sample town without its storm, and resolves when it serves. A test that fails leaves nothing running. */
export async function startServer({ dataDir, port, mqttPort, environment = {} }: ServerOptions): Promise<ServerProcess> {
  const running = await startProcess({ DATA_DIR: dataDir, PORT: String(port), MQTT_PORT: String(mqttPort), DEMO: 'none', ...environment });
  const { process: child, url } = running;
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    ...running,
    stop: () => running.stop('SIGTERM'),
    pid: child.pid as number,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    health: async () => (await (await fetch(`${url}/health/ready`)).json()) as Health,
    memory: () => Number(readFileSync(`/proc/${child.pid}/statm`, 'utf8').split(' ')[1]) * 4_096,
  };
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

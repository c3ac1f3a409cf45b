import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface RunningBroker {
  readonly url: string;
  /** Ends the broker; what it held in memory is gone. */
  stop(): Promise<void>;
}

export interface RunningMosquitto extends RunningBroker {
  readonly pid: number;
  /** Ends it and leaves its state where its settings say, for the next one. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
}

/**
 * A real Mosquitto on loopback; `settings` are more lines of its configuration. It keeps sessions in memory only, unless they
 * say otherwise. Throws a sentence that says what to do when there is none to run: a contract that was not tried must not look
 * like one that was kept.
 */
export async function startMosquitto(port: number, settings: readonly string[] = []): Promise<RunningMosquitto> {
  const program = mosquittoProgram();
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-mosquitto-'));
  const file = join(folder, 'mosquitto.conf');
  writeFileSync(file, [`listener ${port} 127.0.0.1`, 'allow_anonymous true', ...(settings.some((line) => line.startsWith('persistence ')) ? [] : ['persistence false']), ...settings, ''].join('\n'));
  const broker = spawn(program, ['-c', file], { stdio: 'ignore' });
  await untilListening(port, () => broker.exitCode !== null);
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (broker.exitCode !== null || broker.signalCode !== null) return;
    const ended = once(broker, 'exit');
    broker.kill(signal);
    await ended;
  }
  return {
    url: `mqtt://127.0.0.1:${port}`,
    pid: broker.pid as number,
    end,
    async stop() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function mosquittoProgram(): string {
  // Debian puts it where only root's PATH looks.
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, 'mosquitto')).find(isExecutable);
  if (found === undefined) throw new Error('The MQTT contract needs a real Mosquitto, and there is none on the PATH: install the package "mosquitto".');
  return found;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Waits until a program listens at a port of this machine; throws when it has ended or takes five seconds and more. */
export async function untilListening(port: number, hasEnded: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (hasEnded()) throw new Error(`Mosquitto ended before it listened on port ${port}`);
    const socket = connect(port, '127.0.0.1');
    const listening = await Promise.race([once(socket, 'connect').then(() => true, () => false), wait(1_000, false)]);
    socket.destroy();
    if (listening) return;
    await wait(50);
  }
  throw new Error(`Mosquitto did not listen on port ${port} within its time`);
}

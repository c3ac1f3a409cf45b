import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts } from '@voldgrav/test-contracts/free-port';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What the test runner, npm and Nx put into the environment, and the product's own settings: a new user has none of them. */
const NOT_A_NEW_USERS = /^(NODE_ENV|VITEST.*|npm_.*|NX_.*|HOST|PORT|DATA_DIR|TOWN_DIR|MQTT_.*|INFLUX_.*|PUBLIC_URL|DEMO|CLOCK|OPEN_VIEW)$/;

/** The project as someone gets it who has never had it. */
export interface Clone {
  readonly folder: string;
  /** Runs a command line in the clone, in a process group of its own, as a terminal does. */
  readonly run: (commandLine: string) => ChildProcess;
  /** Ends what is left running in the clone, and removes it. */
  readonly remove: () => void;
}

/** Clones what is committed. Free ports, data and Nx's memory are the clone's own: Nx keeps its memory in the home folder, for all clones. */
export async function cloneOfHead(): Promise<Clone> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'voldgrav-clone-')));
  const folder = join(home, 'voldgrav');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', ROOT, folder]);
  const [port, mqttPort] = await freePorts(2);
  const environment = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_A_NEW_USERS.test(name))),
    PORT: String(port),
    MQTT_PORT: String(mqttPort),
    DATA_DIR: join(home, 'data'),
    NX_CACHE_DIRECTORY: join(home, 'nx-cache'),
    NX_DAEMON: 'false',
  };
  const remove = (): void => {
    for (const id of processesIn(folder)) process.kill(id, 'SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  // What runs in the clone is in groups of its own, which a Ctrl-C at the tests does not reach.
  process.once('SIGINT', () => {
    remove();
    process.exit(130);
  });
  return {
    folder,
    run: (commandLine) => spawn('sh', ['-c', commandLine], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true }),
    remove,
  };
}

/** Presses Ctrl-C at a running command, and waits until it has ended. */
export async function pressCtrlC(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null || running.pid === undefined) return;
  const ended = once(running, 'exit');
  process.kill(-running.pid, 'SIGINT');
  await ended;
}

/** The processes that work in a folder, whoever is their parent by now. Known on Linux only; elsewhere none are seen. */
export function processesIn(folder: string): readonly number[] {
  if (!existsSync('/proc/self/cwd')) return [];
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((id) => worksIn(id, folder)).map(Number);
}

function worksIn(id: string, folder: string): boolean {
  try {
    const place = readlinkSync(`/proc/${id}/cwd`);
    return place === folder || place.startsWith(`${folder}/`);
  } catch {
    // It has ended since it was listed, or is another user's.
    return false;
  }
}

/** Waits until a running command has printed what matches; fails with all that it said when it ends before that. */
export function said(running: ChildProcess, wanted: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const listen = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const found = wanted.exec(text);
      if (found !== null) resolve(found);
    };
    running.stdout?.on('data', listen);
    running.stderr?.on('data', listen);
    running.once('exit', (code) => reject(new Error(`the command ended with ${code}:\n${text}`)));
  });
}

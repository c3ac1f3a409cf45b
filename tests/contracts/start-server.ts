import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
/** The address, and the one-time link where there is one to give. */
const PRINTED = /Voldgrav: (\S+)(?:.*?(http\S+\/sign-in\?token=\S+))?\n/;
const SAID_KEPT = 20_000;

export interface RunningServer {
  readonly url: string;
  readonly signInUrl: string | undefined;
  readonly process: ChildProcess;
  /** The latest of what it has said, on either output. */
  said(): string;
  /** Ends it as Ctrl-C does, or as a service manager does, waits until it is gone, and gives its exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
  /** SIGKILL: nothing in it gets to say goodbye. */
  kill(): Promise<void>;
}

/** Without what the test runner sets. */
export const environmentOfUser = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && !name.startsWith('VITEST')));

/** The built server as a process of its own, on a free port unless one is given. Rejects with what it said when it ends before it serves. */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<RunningServer> {
  if (!existsSync(SERVER)) throw new Error('This test runs the built server: npx nx build @voldgrav/server');
  const child = spawn(process.execPath, [SERVER], { env: { ...environmentOfUser(), PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const { url, signInUrl } = await new Promise<Pick<RunningServer, 'url' | 'signInUrl'>>((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-SAID_KEPT);
      const [, address, link] = PRINTED.exec(said) ?? [];
      if (address !== undefined) resolve({ url: address, signInUrl: link });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code, signal) => reject(new Error(`the server ended with ${code ?? signal} before it served anything:\n${said}`)));
  });
  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  }
  return {
    url,
    signInUrl,
    process: child,
    said: () => said,
    stop: (signal = 'SIGINT') => end(signal),
    kill: async () => void (await end('SIGKILL')),
  };
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../../apps/server/dist/main.js', import.meta.url));
/** The address, and the one-time link where there is one to give. */
const PRINTED = /Voldgrav: (\S+)(?:.*?(http\S+\/sign-in\?token=\S+))?\n/;

export interface RunningServer {
  readonly url: string;
  readonly signInUrl: string | undefined;
  readonly process: ChildProcess;
  /** Ends it as Ctrl-C does, and waits until it is gone. */
  stop(): Promise<void>;
}

/** The built server as a process of its own, on a free port. Rejects with what it said when it ends before it serves. */
export async function startServer(environment: Readonly<Record<string, string>>): Promise<RunningServer> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_ENV' && !name.startsWith('VITEST')));
  const child = spawn(process.execPath, [SERVER], { env: { ...inherited, PORT: '0', ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const { url, signInUrl } = await new Promise<Pick<RunningServer, 'url' | 'signInUrl'>>((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const [, address, link] = PRINTED.exec(said) ?? [];
      if (address !== undefined) resolve({ url: address, signInUrl: link });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it served anything:\n${said}`)));
  });
  return {
    url,
    signInUrl,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    },
  };
}

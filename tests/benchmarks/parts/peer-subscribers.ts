import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { environmentOfUser, ROOT } from './built-program.ts';
import type { Consumer, Later } from './consumer.ts';

const FILTER = 'sensors/#';

/** `mosquitto_sub -q 1` with a session that stays, its output thrown away: the plainest receiver in C. */
export function mosquittoSub(later: Later): Consumer {
  const run = (url: string, ...words: readonly string[]): ChildProcess => {
    const { hostname, port } = new URL(url);
    const child = spawn('mosquitto_sub', ['-h', hostname, '-p', port, '-q', '1', '-t', FILTER, '-c', '-i', 'bench-mosquitto-sub', ...words], { stdio: 'ignore' });
    later(() => void child.kill());
    return child;
  };
  return {
    subscribe: ({ url }) => endOf(run(url, '-E')),
    async start({ url }, count) {
      const firstAt = Date.now();
      const child = run(url, '-C', String(count));
      return { done: endOf(child).then(() => ({ firstAt, lastAt: Date.now() })), stop: async () => void child.kill() };
    },
  };
}

/** MQTT.js as its README has it: it acknowledges at once and keeps nothing. */
export function plainMqttJs(later: Later): Consumer {
  const run = (url: string, count: number): ChildProcess => {
    const child = spawn(process.execPath, [`${ROOT}tests/benchmarks/peers/plain-mqtt-js.mjs`, url, FILTER, String(count)], { env: environmentOfUser(), stdio: ['ignore', 'pipe', 'inherit'] });
    later(() => void child.kill());
    return child;
  };
  return {
    subscribe: ({ url }) => endOf(run(url, 0)),
    async start({ url }, count) {
      const child = run(url, count);
      const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
      await lines.next();
      const done = lines.next().then(({ value }) => JSON.parse(String(value)) as { firstAt: number; lastAt: number });
      return { done, stop: async () => void child.kill() };
    },
  };
}

async function endOf(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${child.spawnfile} ended with ${code}`);
}

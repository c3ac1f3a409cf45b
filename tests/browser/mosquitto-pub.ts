import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Sends messages to one topic, one after the other, with the mosquitto_pub of another project, as anyone at another terminal would. */
export async function mosquittoPub(port: number, topic: string, ...messages: readonly string[]): Promise<void> {
  const child = spawn('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topic, '-l'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let fault = '';
  child.stderr.on('data', (chunk: Buffer) => (fault += chunk.toString('utf8')));
  const ended = once(child, 'close');
  child.stdin.end(messages.map((message) => `${message}\n`).join(''));
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}: ${fault}`);
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Product } from './start-product.ts';

/** Sends messages to one topic, one after the other, with the mosquitto_pub of another project, as anyone at another terminal would. */
export async function mosquittoPub({ mqttPort, account }: Pick<Product, 'mqttPort' | 'account'>, topic: string, ...messages: readonly string[]): Promise<void> {
  const child = spawn('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(mqttPort), ...(account === undefined ? [] : ['-u', account.username, '-P', account.password]), '-q', '1', '-t', topic, '-l'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let fault = '';
  child.stderr.on('data', (chunk: Buffer) => (fault += chunk.toString('utf8')));
  const ended = once(child, 'close');
  child.stdin.end(messages.map((message) => `${message}\n`).join(''));
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`mosquitto_pub ended with ${code}: ${fault}`);
}

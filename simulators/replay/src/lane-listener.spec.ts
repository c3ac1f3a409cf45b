import { anyone, type BrokerDoor, startEmbeddedBroker } from '@voldgrav/mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { listenToLane } from './lane-listener.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function brokerWith(door: BrokerDoor): Promise<string> {
  const broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, sources: [], door, onPublish: () => Promise.resolve(), onRefused: () => undefined });
  closing.push(() => broker.close());
  return `mqtt://127.0.0.1:${broker.port}`;
}

describe('a lane that may not be heard', () => {
  it('is told, and no connection is left behind that would keep the process', async () => {
    let refused = 0;
    const guest = { ...anyone('probe'), maySubscribe: () => ((refused += 1), false) };
    const url = await brokerWith({ letIn: () => Promise.resolve(guest), mayStay: () => true });
    await expect(listenToLane({ url, lane: 'replay' })).rejects.toThrow('this account may not hear lane/replay/#');
    expect(refused).toBe(1);
    // The broker's own end goes a moment later.
    await expect.poll(() => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap'), { timeout: 20_000 }).toEqual([]);
  });

  it('is told where the broker is silent about it', async () => {
    const url = await brokerWith({ letIn: () => Promise.resolve(anyone('probe')), mayStay: () => true });
    const listener = await listenToLane({ url, lane: 'replay' });
    closing.push(() => listener.close());
    await expect(listener.silence(50)).rejects.toThrow(/^The broker at 127\.0\.0\.1:\d+ took the lane's messages and handed none on for 0\.05 s: may this account write and read lane\/replay\/#\?$/);
  });
});

import { startEmbeddedBroker } from '@voldgrav/mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerAddress, type BrokerAddress } from './broker-address.ts';
import { fleetSensors } from './fleet-sensor.ts';
import { type FleetRun, runFleet } from './run-fleet.ts';

describe('a fleet on a real broker', () => {
  let received: { readonly topic: string; readonly payload: Uint8Array }[] = [];
  let refuse = false;
  let close: () => Promise<void>;
  let address: BrokerAddress;

  beforeEach(async () => {
    received = [];
    refuse = false;
    const broker = await startEmbeddedBroker({
      host: '127.0.0.1',
      port: 0,
      sources: ['#'],
      onPublish: async (message) => {
        if (refuse) throw new Error('no room');
        received.push(message);
      },
      onRefused: () => undefined,
    });
    close = () => broker.close();
    address = brokerAddress(`mqtt://127.0.0.1:${broker.port}`) as BrokerAddress;
  });

  afterEach(() => close());

  const run = (change: Partial<FleetRun>) =>
    runFleet({ address, sensors: fleetSensors(7), rate: 2_000, seconds: 0.2, qos: 1, seed: 1, limit: 50, signal: new AbortController().signal, ...change });

  it('sends rate times seconds, in turn for every sensor, and has each acknowledged', async () => {
    const outcome = await run({});
    expect([outcome.sent, outcome.acknowledged]).toEqual([400, 400]);
    expect(received.slice(0, 8).map(({ topic }) => topic)).toEqual([1, 2, 3, 4, 5, 6, 7, 1].map((number) => `sensors/fleet-0000${number}/json`));
    expect(outcome.acknowledgedMs?.max).toBeGreaterThan(0);
  });

  it('speaks five languages in turn, after the births of those that need one, which are no part of the load', async () => {
    const outcome = await run({ language: 'mixed', sensors: fleetSensors(10) });
    expect([outcome.sent, outcome.acknowledged]).toEqual([400, 400]);
    expect(received.slice(0, 7).map(({ topic }) => topic)).toEqual([
      ...['fleet-00005', 'fleet-00010'].map((id) => `spBv1.0/fleet/NBIRTH/${id}`),
      'sensors/fleet-00001/json',
      'sensors/fleet-00002/senml',
      'application/fleet/device/fleet-00003/event/up',
      'v3/fleet/devices/fleet-00004/up',
      'spBv1.0/fleet/DBIRTH/fleet-00005/fleet-00005',
    ]);
    expect(received).toHaveLength(402);
  });

  it('never says two values of one time for one sensor, however fast', async () => {
    await run({ sensors: fleetSensors(1) });
    const times = received.map(({ payload }) => (JSON.parse(Buffer.from(payload).toString('utf8')) as { readonly time: string }).time);
    expect(new Set(times).size).toBe(400);
    expect([...times].sort()).toEqual(times);
  });

  it('sends as fast as it is acknowledged when asked for the most', async () => {
    const outcome = await run({ rate: 'most' });
    expect(outcome.acknowledged).toBe(outcome.sent);
    expect(received).toHaveLength(outcome.sent);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const outcome = await run({ seconds: 60, signal: stop.signal });
    expect(outcome.seconds).toBeLessThan(10);
    expect(outcome.acknowledged).toBe(outcome.sent);
  });

  it('tells in one sentence that the broker has closed the connection', async () => {
    refuse = true;
    await expect(run({})).rejects.toThrow(`The broker at 127.0.0.1:${address.port} closed the connection`);
  });

  it('tells in one sentence that there is no broker', async () => {
    await expect(run({ address: { ...address, port: 1 } })).rejects.toThrow('The broker at 127.0.0.1:1 cannot be reached');
  });
});

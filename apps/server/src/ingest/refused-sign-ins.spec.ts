import { connectAsync } from 'mqtt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runServer } from '../auth/run-server.ts';
import { RefusedSignIns } from './refused-sign-ins.ts';

const MINUTE = 60_000;

describe('refused sign-ins', () => {
  it('are counted since the start and within an hour', () => {
    const refused = new RefusedSignIns();
    expect(refused.counts(0)).toEqual({ total: 0, lastHour: 0 });
    for (const minute of [1, 1.5, 30, 60.9]) refused.note(minute * MINUTE);
    expect(refused.counts(60.95 * MINUTE)).toEqual({ total: 4, lastHour: 4 });
    // Minute 1 is over the hour now, minute 30 not yet.
    expect(refused.counts(61 * MINUTE)).toEqual({ total: 4, lastHour: 2 });
    refused.note(200 * MINUTE);
    expect(refused.counts(200 * MINUTE)).toEqual({ total: 5, lastHour: 1 });
    expect(refused.counts(1000 * MINUTE)).toEqual({ total: 5, lastHour: 0 });
  });

  it('are told by a server of its own broker, and not of one whose door it does not keep', async () => {
    const server = await runServer();
    onTestFinished(() => server.stop());
    const asked = async (url: string) => (await (await fetch(`${url}/health/ready`)).json()) as object;
    expect(await asked(server.url)).toMatchObject({ status: 'ready', signInsRefused: { total: 0, lastHour: 0 } });
    const { accounts, mqttUrl } = server.house;
    await accounts.devices.add({ name: 'l-aadalen', topics: [] }, { name: 'spec' }, Date.now());
    const { host } = new URL(mqttUrl);
    await expect(connectAsync(`mqtt://${host}`, { username: 'l-aadalen', password: 'wrong', reconnectPeriod: 0 })).rejects.toThrow(/[Bb]ad username or password/);
    expect(await asked(server.url)).toMatchObject({ status: 'ready', signInsRefused: { total: 1, lastHour: 1 } });

    // Nothing listens there.
    const other = await runServer({ MQTT_URL: 'mqtt://127.0.0.1:1' });
    onTestFinished(() => other.stop());
    expect(await asked(other.url)).not.toHaveProperty('signInsRefused');
  });
});

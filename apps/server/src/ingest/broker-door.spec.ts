import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Accounts, openAccounts } from '@voldgrav/account';
import { type EmbeddedBroker, type Refusal, startEmbeddedBroker } from '@voldgrav/mqtt';
import type { Source } from '@voldgrav/wire';
import { connect, connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { brokerDoor } from './broker-door.ts';

const BY = { name: 'spec' };
const SOURCES: readonly Source[] = [{ topic: 'sensors/+/json', format: 'json' }, { topic: 'havn/+/niveau', format: 'json' }];

/** The real broker, the real accounts' file and a real client. */
describe('the door of the embedded broker', () => {
  let folder: string;
  let accounts: Accounts;
  let broker: EmbeddedBroker;
  let ownUrl = '';
  let clients: MqttClient[] = [];
  let heard: string[] = [];
  let refusals: Refusal[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-door-'));
    accounts = openAccounts({ file: join(folder, 'accounts.sqlite'), sessionSecret: 'x'.repeat(32), now: Date.now() });
    [clients, heard, refusals] = [[], [], []];
  });
  afterEach(async () => {
    await Promise.all(clients.map((client) => client.endAsync(true)));
    await broker.close();
    accounts.close();
    rmSync(folder, { recursive: true });
  });

  async function start(admitsAnyone = false): Promise<void> {
    const { door, ownAddress } = brokerDoor({ devices: accounts.devices, sources: SOURCES, admitsAnyone });
    const sources = ['sensors/#', 'havn/+/niveau', 'spBv1.0/#'];
    broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, sources, door, onPublish: async ({ topic, clientId }) => void heard.push(`${clientId} ${topic}`), onRefused: (refusal) => refusals.push(refusal) });
    ownUrl = ownAddress('127.0.0.1', broker.port);
  }
  async function client(options: IClientOptions = {}, url = `mqtt://127.0.0.1:${broker.port}`): Promise<MqttClient> {
    const connected = await connectAsync(url, { protocolVersion: 4, reconnectPeriod: 0, ...options });
    clients.push(connected);
    return connected;
  }
  const device = async (name: string, topics: readonly string[] = []) => ({ username: name, password: (await accounts.devices.add({ name, topics }, BY, Date.now())) ?? '' });
  const closes = (wronged: MqttClient) => new Promise<void>((resolve) => void wronged.once('close', resolve));

  it('lets nobody in without an account, by another password or by the name of the server', async () => {
    await start();
    const { password } = await device('l-1');
    for (const options of [{}, { username: 'l-1' }, { username: 'l-1', password: `${password}x` }, { username: 'l-2', password }, { username: 'voldgrav', password }]) {
      await expect(client(options)).rejects.toThrow('Bad username or password');
    }
    expect(refusals.map(({ reason }) => reason)).toEqual(Array(5).fill('not-let-in'));
  });

  it('lets in a device that speaks MQTT 3.1, with as long a client id as that allows behind its name', async () => {
    await start();
    const old = await client({ ...(await device('l-overmarken')), protocolId: 'MQIsdp', protocolVersion: 3, clientId: 'x'.repeat(23) });
    await old.publishAsync('sensors/l-overmarken/json', '{}', { qos: 1 });
    expect(heard).toEqual([`l-overmarken/${'x'.repeat(23)} sensors/l-overmarken/json`]);
  });

  it("lets a device send to its own topics, and ends the connection of one that sends to another's", async () => {
    await start();
    const sensor = await client({ ...(await device('l-1')), clientId: 'logger' });
    await sensor.publishAsync('sensors/l-1/json', '{}', { qos: 1 });
    await sensor.publishAsync('havn/l-1/niveau', '{}', { qos: 1 });
    expect(heard).toEqual(['l-1/logger sensors/l-1/json', 'l-1/logger havn/l-1/niveau']);
    for (const topic of ['sensors/l-2/json', 'sensors/l-10/json', 'lane/x/clock', 'voldgrav/status']) {
      const wrong = await client({ ...(await device(`x-${heard.length}-${topic.replaceAll('/', '-')}`)) });
      wrong.publish(topic, '{}', { qos: 1 });
      await closes(wrong);
    }
    expect(heard).toHaveLength(2);
    expect(refusals.map(({ reason }) => reason)).toEqual(Array(4).fill('topic-not-allowed'));
  });

  it('lets an edge node hear its own commands and nobody hear the others', async () => {
    await start();
    const node = await client({ ...(await device('node-1', ['spBv1.0/havn/+/node-1/#'])) });
    expect((await node.subscribeAsync('spBv1.0/havn/NCMD/node-1', { qos: 1 })).map(({ qos }) => qos)).toEqual([1]);
    await node.publishAsync('spBv1.0/havn/NBIRTH/node-1', 'x', { qos: 1 });
    for (const filter of ['#', 'sensors/#', 'sensors/+/json', '$SYS/#', 'spBv1.0/havn/NCMD/+']) {
      await expect(node.subscribeAsync(filter)).rejects.toThrow();
    }
  });

  it('ends the connection of a device that is revoked, with its will and session, and of no other', async () => {
    await start();
    const [mortal, other] = [await device('l-1'), await device('l-2')];
    const gone = await client({ ...mortal, clientId: 'a', clean: false, will: { topic: 'sensors/l-1/json', payload: Buffer.from('last words'), qos: 1, retain: false } });
    const stays = await client({ ...other, clientId: 'a' });
    const closed = closes(gone);
    accounts.devices.revoke('l-1', BY, Date.now());
    await closed;
    await stays.publishAsync('sensors/l-2/json', '{}', { qos: 1 });
    expect(heard).toEqual(['l-2/a sensors/l-2/json']);
    await expect(client({ ...mortal, clientId: 'a', clean: false })).rejects.toThrow('Bad username or password');
  });

  it.each([['away', false], ['connected', true]])('leaves nothing of the session of a device that was %s when it was revoked to the next of its name', async (_case, connected) => {
    await start();
    const node = await client({ ...(await device('node-1', ['cmd/node-1/#'])), clientId: 'a', clean: false });
    await node.subscribeAsync('cmd/node-1/#', { qos: 1 });
    const us = await client({}, ownUrl);
    if (!connected) {
      await node.endAsync();
      await us.publishAsync('cmd/node-1/x', 'queued before', { qos: 1 });
    }
    const closed = connected ? closes(node) : undefined;
    accounts.devices.revoke('node-1', BY, Date.now());
    await closed;
    await us.publishAsync('cmd/node-1/x', 'after', { qos: 1 });
    const again = connect(`mqtt://127.0.0.1:${broker.port}`, { protocolVersion: 4, reconnectPeriod: 0, ...(await device('node-1')), clientId: 'a', clean: false });
    clients.push(again);
    const got: string[] = [];
    again.on('message', (topic, payload) => got.push(`${topic} ${payload.toString()}`));
    const session = await new Promise((resolve) => again.once('connect', ({ sessionPresent }) => resolve(sessionPresent)));
    await us.publishAsync('cmd/node-1/x', 'later', { qos: 1 });
    // What it may hear comes after whatever it would have heard.
    await again.subscribeAsync('sensors/node-1/#', { qos: 1 });
    await us.publishAsync('sensors/node-1/json', '{}', { qos: 1 });
    await expect.poll(() => got, { timeout: 10_000 }).toContain('sensors/node-1/json {}');
    expect({ session, got }).toEqual({ session: false, got: ['sensors/node-1/json {}'] });
  });

  it('takes nothing that a revoked device sends before it is shut out', async () => {
    await start();
    const sensor = await client({ ...(await device('l-1')) });
    await sensor.publishAsync('sensors/l-1/json', '{}', { qos: 1 });
    accounts.devices.revoke('l-1', BY, Date.now());
    const closed = closes(sensor);
    for (let sent = 0; sent < 2_000 && sensor.connected; sent += 1) {
      sensor.publish('sensors/l-1/json', '{}', { qos: 0 });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await closed;
    // Half a second at one every 5 ms, on a machine that keeps up.
    expect(heard.length).toBeLessThan(1 + 500 / 5 + 20);
  });

  it("keeps nothing retained for a device, and gives no device another's session by its client id", async () => {
    await start();
    const sensor = await client({ ...(await device('l-1')), clientId: 'same', clean: false });
    await sensor.publishAsync('sensors/l-1/json', 'old', { qos: 1, retain: true });
    await client({ ...(await device('l-2')), clientId: 'same', clean: false });
    expect(sensor.connected).toBe(true);
    const later = await client({}, ownUrl);
    const messages: boolean[] = [];
    later.on('message', (_topic, _payload, { retain }) => messages.push(retain));
    await later.subscribeAsync('sensors/#', { qos: 1 });
    await sensor.publishAsync('sensors/l-1/json', 'new', { qos: 1 });
    await expect.poll(() => messages, { timeout: 10_000 }).toEqual([false]);
  });

  it('lets anyone into the sample town until the first device has an account', async () => {
    await start(true);
    const passerBy = await client();
    await passerBy.publishAsync('sensors/l-1/json', '{}', { qos: 1 });
    const closed = closes(passerBy);
    const words = await device('l-1');
    await closed;
    await expect(client()).rejects.toThrow('Bad username or password');
    await client(words);
    await (await client({}, ownUrl)).publishAsync('sensors/l-9/json', '{}', { qos: 1 });
    expect(heard).toHaveLength(2);
  });
});

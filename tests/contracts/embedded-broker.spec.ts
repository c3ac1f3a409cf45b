import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { instant } from '@voldgrav/hydrology';
import { type IntactRow, type Journal, openJournal } from '@voldgrav/journal';
import { type EmbeddedBroker, type EmbeddedBrokerOptions, type Refusal, startEmbeddedBroker } from '@voldgrav/mqtt';
import { connect, connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nextEvent } from './next-event.ts';

describe('the embedded broker with a journal', () => {
  let folder: string;
  let journal: Journal;
  let broker: EmbeddedBroker;
  let refusals: Refusal[];
  let clients: MqttClient[];

  const journalled: EmbeddedBrokerOptions['onPublish'] = async ({ topic, payload, clientId }) => {
    await journal.append({ kind: 'message', topic, payload, origin: clientId, receivedAt: instant(1_787_745_600_000) });
  };
  async function start(onPublish: EmbeddedBrokerOptions['onPublish'] = journalled): Promise<void> {
    broker = await startEmbeddedBroker({ host: '127.0.0.1', port: 0, sources: ['sensors/#'], onPublish, onRefused: (refusal) => refusals.push(refusal) });
  }
  async function client(options: IClientOptions = {}): Promise<MqttClient> {
    const connected = await connectAsync(`mqtt://127.0.0.1:${broker.port}`, { protocolVersion: 4, reconnectPeriod: 0, ...options });
    clients.push(connected);
    return connected;
  }
  const kept = (): readonly IntactRow[] => journal.entriesAfter(0, 10_000).filter((row) => !row.damaged);
  const keptTopics = (): readonly string[] => kept().map((row) => (row.kind === 'message' ? row.topic : ''));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'voldgrav-broker-'));
    journal = openJournal({ file: join(folder, 'journal.sqlite') });
    refusals = [];
    clients = [];
  });
  afterEach(async () => {
    await Promise.all(clients.map((each) => each.endAsync(true)));
    await broker.close();
    journal.close();
    rmSync(folder, { recursive: true });
  });

  it('acknowledges after the commit and not before', async () => {
    let commit = (): void => undefined;
    const mayCommit = new Promise<void>((resolve) => (commit = resolve));
    await start(async (message) => {
      await mayCommit;
      await journalled(message);
    });
    const sensor = await client();
    let acknowledged = false;
    const published = sensor.publishAsync('sensors/rain-17/json', '{"rain_mm":0.2}', { qos: 1 }).then(() => {
      acknowledged = true;
      return journal.lastSeq();
    });
    await wait(300);
    expect(acknowledged).toBe(false);
    commit();
    expect(await published).toBe(1);
  });

  it('does not acknowledge what the journal could not take, and takes it when it is sent again', async () => {
    let diskIsFull = true;
    await start(async (message) => {
      if (diskIsFull) throw new Error('the disk is full');
      await journalled(message);
    });
    const sensor = await client({ clientId: 'logger-4', clean: false, reconnectPeriod: 100 });
    let acknowledged = false;
    const published = sensor.publishAsync('sensors/rain-17/json', 'x', { qos: 1 }).then(() => {
      acknowledged = true;
    });
    await nextEvent(sensor, 'close');
    expect(acknowledged).toBe(false);
    expect(refusals[0]).toEqual({ reason: 'not-committed', clientId: 'logger-4', detail: 'the disk is full' });
    diskIsFull = false;
    await published;
    expect(kept()).toHaveLength(1);
  });

  it.each([0, 1, 2] as const)('journals a message of QoS %i with its bytes and its sender', async (qos) => {
    await start();
    const sensor = await client({ clientId: 'logger-4' });
    await sensor.publishAsync('sensors/rain-17/json', Buffer.from([0, 255, 128]), { qos });
    while (journal.lastSeq() < 1) await wait(5);
    expect(kept()).toMatchObject([{ kind: 'message', topic: 'sensors/rain-17/json', origin: 'logger-4' }]);
    expect([...(kept()[0] as IntactRow & { kind: 'message' }).payload]).toEqual([0, 255, 128]);
  });

  it('journals an empty message, a retained one and a will', async () => {
    await start();
    const sensor = await client();
    await sensor.publishAsync('sensors/a/json', '', { qos: 1 });
    await sensor.publishAsync('sensors/b/json', '1', { qos: 1, retain: true });
    const mortal = await client({ will: { topic: 'sensors/c/json', payload: Buffer.from('gone'), qos: 1, retain: false } });
    mortal.stream.destroy();
    while (journal.lastSeq() < 3) await wait(5);
    expect(keptTopics()).toEqual(['sensors/a/json', 'sensors/b/json', 'sensors/c/json']);
  });

  it('lets many messages share a commit and keeps the order of one sender', async () => {
    await start();
    const sensor = await client();
    await Promise.all(Array.from({ length: 2_000 }, (_, i) => sensor.publishAsync('sensors/rain-17/json', String(i), { qos: 1 })));
    expect(kept().map((row) => Number(Buffer.from((row as IntactRow & { kind: 'message' }).payload).toString()))).toEqual(Array.from({ length: 2_000 }, (_, i) => i));
    expect(journal.commits).toBeLessThan(200);
  });

  it('carries a message to its subscribers, and other topics too, which it does not journal', async () => {
    await start();
    const wall = await client();
    const heard: string[] = [];
    wall.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString()}`));
    await wall.subscribeAsync(['sensors/#', 'lane/#'], { qos: 1 });
    const sensor = await client();
    await sensor.publishAsync('sensors/rain-17/json', '1', { qos: 1 });
    await sensor.publishAsync('lane/7/sensors/rain-17/json', '2', { qos: 1 });
    while (heard.length < 2) await wait(5);
    expect(heard).toEqual(['sensors/rain-17/json 1', 'lane/7/sensors/rain-17/json 2']);
    expect(keptTopics()).toEqual(['sensors/rain-17/json']);
  });

  it('takes a payload of exactly one mebibyte and closes on one byte more', async () => {
    await start();
    const sensor = await client();
    await sensor.publishAsync('sensors/rain-17/json', Buffer.alloc(1_048_576, 1), { qos: 1 });
    sensor.publish('sensors/rain-17/json', Buffer.alloc(1_048_577, 1), { qos: 1 });
    await nextEvent(sensor, 'close');
    expect(kept()).toHaveLength(1);
    expect(refusals.map(({ reason }) => reason)).toEqual(['too-long']);
  });

  it('closes on a packet that announces 200 MB, before its bytes come', async () => {
    await start();
    const socket = connectSocket(broker.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const CONNECT = Buffer.from([0x10, 13, 0, 4, ...Buffer.from('MQTT'), 4, 2, 0, 60, 0, 1, 0x61]);
    const CONNACK_LENGTH = 4;
    socket.write(CONNECT);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer).toHaveLength(CONNACK_LENGTH);
    // 200,000,000 is 0x80 0x84 0xAF 0x5F in MQTT's lengths, lowest seven bits first.
    socket.write(Buffer.from([0x32, 0x80, 0x84, 0xaf, 0x5f]));
    await once(socket, 'close');
    expect(refusals).toEqual([expect.objectContaining({ reason: 'too-long', clientId: 'a' })]);
  });

  it.each([
    ['a topic of nine levels', 'sensors/2/3/4/5/6/7/8/9', 'topic-too-deep'],
    ['a topic of a hundred and fifty levels', 'sensors/'.repeat(150), 'topic-too-deep'],
    ['a topic of the broker’s own', '$SYS/broker/uptime', 'topic-not-allowed'],
    ['a topic with U+0000', 'sensors/rain\0-17/json', 'topic-not-allowed'],
  ])('closes on %s, and says why', async (_, topic, reason) => {
    await start();
    const sensor = await client({ clientId: 'logger-4' });
    sensor.publish(topic, 'x', { qos: 1 });
    await nextEvent(sensor, 'close');
    expect(refusals).toEqual([expect.objectContaining({ reason, clientId: 'logger-4' })]);
    expect(kept()).toEqual([]);
  });

  it('takes a topic of eight levels', async () => {
    await start();
    await (await client()).publishAsync('sensors/2/3/4/5/6/7/8', 'x', { qos: 1 });
    expect(kept()).toHaveLength(1);
  });

  it.each([
    ['noise', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a length that never ends', Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0xff])],
    ['a CONNECT cut short by its own length', Buffer.from([0x10, 2, 0, 4])],
  ])('survives %s from a client', async (_, bytes) => {
    await start();
    const socket = connectSocket(broker.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.write(bytes);
    await once(socket, 'close');
    await (await client()).publishAsync('sensors/rain-17/json', 'x', { qos: 1 });
    expect(kept()).toHaveLength(1);
  });

  it('refuses MQTT 5 with the code for an unknown version', async () => {
    await start();
    const modern = connect(`mqtt://127.0.0.1:${broker.port}`, { protocolVersion: 5, reconnectPeriod: 0 });
    clients.push(modern);
    const [error] = (await nextEvent(modern, 'error')) as readonly [Error];
    expect(error.message).toMatch(/protocol version/i);
  });

  it('rejects with EADDRINUSE when the port is taken', async () => {
    await start();
    const again = startEmbeddedBroker({ host: '127.0.0.1', port: broker.port, sources: [], onPublish: journalled, onRefused: () => undefined });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes within a second with clients connected, and with one that never said a word', async () => {
    await start(() => new Promise(() => undefined));
    const sensors = await Promise.all([client(), client({ clientId: 'kept', clean: false })]);
    await sensors[1]?.subscribeAsync('sensors/#', { qos: 1 });
    sensors[0]?.publish('sensors/rain-17/json', 'waits for ever', { qos: 1 });
    const silent = connectSocket(broker.port, '127.0.0.1');
    await once(silent, 'connect');
    const begun = performance.now();
    await broker.close();
    expect(performance.now() - begun).toBeLessThan(1_000);
    await broker.close();
  });
});

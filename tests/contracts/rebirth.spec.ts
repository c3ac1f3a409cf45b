import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { encodeSparkplug, type MetricToSend } from '@voldgrav/wire';
import { connectAsync, type MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { type RunningServer, startServer } from './start-server.ts';

const QUIET_MS = 1_500;

/** The harbour's pumping station and its control system, as the sample town has them, beside others on a real Mosquitto. */
describe('an edge node whose births we have missed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-rebirth-'));
  const commands: { readonly topic: string; readonly payload: Buffer; readonly qos: number; readonly retain: boolean }[] = [];
  let broker: RunningBroker;
  let server: RunningServer;
  let station: MqttClient;
  let port: number;

  const start = () => startServer({ MQTT_URL: `mqtt://127.0.0.1:${port}`, DEMO: 'none', DATA_DIR: folder });
  const connected = () => expect.poll(async () => ((await (await fetch(`${server.url}/health/ready`)).json()) as { broker: string }).broker, { timeout: 60_000 }).toBe('connected');
  const received = async () => ((await (await fetch(`${server.url}/api/v1/undecodable`)).json()) as { byReason: Record<string, number> }).byReason;
  const send = (edgeNode: string, kind: string, seq: number, metrics: readonly MetricToSend[], device = '/pumpe-1') =>
    station.publishAsync(`spBv1.0/ravnsvig-forsyning/${kind}/${edgeNode}${device}`, Buffer.from(encodeSparkplug({ timestamp: Date.now(), seq, metrics })), { qos: 1 });
  const level = (value: number): MetricToSend => ({ alias: 2, type: 'float', value, withType: false });
  const births = async (edgeNode: string) => {
    await send(edgeNode, 'NBIRTH', 0, [{ name: 'bdSeq', type: 'int64', value: 3 }, { name: 'Node Control/Rebirth', type: 'boolean', value: false }], '');
    await send(edgeNode, 'DBIRTH', 1, [{ name: 'Sump/Niveau', alias: 2, type: 'float', value: -0.5 }]);
  };

  beforeAll(async () => {
    port = await freePort();
    broker = await startMosquitto(port);
    station = await connectAsync(broker.url, { protocolVersion: 4 });
    station.on('message', (topic, payload, { qos, retain }) => commands.push({ topic, payload, qos, retain }));
    await station.subscribeAsync('spBv1.0/+/NCMD/+', { qos: 1 });
    server = await start();
  }, 30_000);
  afterAll(async () => {
    await server.stop();
    await station.endAsync();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is asked for them, once, when data refer to a birth that nobody heard', async () => {
    await connected();
    for (const seq of [7, 8, 9]) await send('havnen', 'DDATA', seq, [level(-0.4)]);
    await expect.poll(() => commands.length, { timeout: 60_000 }).toBe(1);
    await wait(QUIET_MS);
    expect(commands).toHaveLength(1);
    const [command] = commands;
    expect(command).toMatchObject({ topic: 'spBv1.0/ravnsvig-forsyning/NCMD/havnen', qos: 0, retain: false });
    // After the time, which is ours: one metric of 26 bytes, its name, type 11 (boolean), true; and no number.
    expect(command?.payload[0]).toBe(0x08);
    expect(command?.payload.subarray(7).toString('latin1')).toBe('\x12\x1a\x0a\x14Node Control/Rebirth\x20\x0b\x70\x01');
  }, 20_000);

  it('is understood after it has answered, and not asked while nothing is missing', async () => {
    await births('havnen');
    // In a millisecond of its own: of two values for one instant the earlier stands.
    await wait(5);
    await send('havnen', 'DDATA', 2, [level(-0.25)]);
    await expect.poll(async () => ((await (await fetch(`${server.url}/api/v1/sensors/l-havnen`)).json()) as { latest: { value: number } | null }).latest?.value).toBe(-0.25);
    await wait(QUIET_MS);
    expect(commands).toHaveLength(1);
  }, 20_000);

  it('is not asked again within a minute, though a message went missing', async () => {
    await send('havnen', 'DDATA', 5, [level(-0.2)]);
    await expect.poll(async () => (await received())['sequence-gap']).toBe(1);
    await wait(QUIET_MS);
    expect(commands).toHaveLength(1);
  }, 20_000);

  it('is left alone when it is not the town\'s', async () => {
    await send('somebody-elses', 'DDATA', 3, [level(1)]);
    await births('somebody-elses');
    await send('somebody-elses', 'DDATA', 9, [level(1)]);
    await expect.poll(async () => (await received())['sequence-gap']).toBe(2);
    await wait(QUIET_MS);
    expect(commands).toHaveLength(1);
  }, 20_000);

  it('is not asked by a restart, which goes through all of it again, and is by the first gap after it', async () => {
    await server.stop();
    server = await start();
    await connected();
    await wait(QUIET_MS);
    expect(commands).toHaveLength(1);
    await send('havnen', 'DDATA', 9, [level(-0.1)]);
    await expect.poll(() => commands.length, { timeout: 60_000 }).toBe(2);
    expect(commands[1]?.topic).toBe('spBv1.0/ravnsvig-forsyning/NCMD/havnen');
  }, 30_000);
});

import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { instant } from '@voldgrav/hydrology';
import {
  chirpstackTopic, encodeChirpstack, encodeSparkplug, encodeTbrg, encodeTheThingsStack, type ObservationsAnswer, theThingsTopic, type UndecodableAnswer,
} from '@voldgrav/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { type RunningBroker, startMosquitto } from './mosquitto.ts';
import { type RunningServer, startServer } from './start-server.ts';

const run = promisify(execFile);
const SAMPLE_TOWN = fileURLToPath(new URL('../../config/sample-town', import.meta.url));

/** A codec of the town's own: depth in centimetres in two bytes. */
const SCRIPT = 'function decodeUplink(input) { return { data: { depth_cm: input.bytes[0] * 256 + input.bytes[1] } }; }\n';
const DEVICE = `
  - id: ravnsvig/kildebaek
    sensor: l-kildebaek
    script: codecs/kildebaek.js
    values:
      depth_cm: { quantity: level_m, factor: 0.01, offset: 0.35 }
`;

/** The sample town's devices, each in its network's language, through a broker of another make into the built server. */
describe('every sensor\'s language, from a real Mosquitto to the store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-languages-'));
  const town = join(folder, 'town');
  let port: number;
  let broker: RunningBroker;
  let server: RunningServer;

  beforeAll(async () => {
    cpSync(SAMPLE_TOWN, town, { recursive: true });
    mkdirSync(join(town, 'codecs'));
    writeFileSync(join(town, 'codecs/kildebaek.js'), SCRIPT);
    writeFileSync(join(town, 'sources.yaml'), readFileSync(join(town, 'sources.yaml'), 'utf8') + DEVICE);
    port = await freePort();
    broker = await startMosquitto(port);
    server = await start();
  }, 30_000);

  afterAll(async () => {
    await server.stop();
    await broker.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const start = () => startServer({ MQTT_URL: `mqtt://127.0.0.1:${port}`, DEMO: 'none', DATA_DIR: join(folder, 'data'), TOWN_DIR: town });
  const began = instant(Date.now() - 60_000);
  let messages = 0;
  const publish = async (topic: string, payload: string | Uint8Array) => {
    const file = join(folder, `message-${(messages += 1)}`);
    writeFileSync(file, payload);
    await run('mosquitto_pub', ['-h', '127.0.0.1', '-p', String(port), '-q', '1', '-t', topic, '-f', file]);
  };
  const ask = async <Answer>(path: string) => (await (await fetch(`${server.url}${path}`)).json()) as Answer;
  const latest = async (sensor: string, quantity: string) => (await ask<ObservationsAnswer>(`/api/v1/sensors/${sensor}/observations?quantity=${quantity}`)).buckets.map(({ last }) => last);
  const undecodable = (query = '') => ask<UndecodableAnswer>(`/api/v1/undecodable${query}`);
  const station = (kind: string, seq: number, metrics: Parameters<typeof encodeSparkplug>[0]['metrics']) =>
    publish(`spBv1.0/ravnsvig-forsyning/${kind}/havnen/pumpe-1`, encodeSparkplug({ timestamp: began - 180_000 + seq * 60_000, seq, metrics }));

  it('takes in ChirpStack, The Things Stack, Sparkplug B, SenML and a script of the town', async () => {
    await expect.poll(() => ask<{ broker: string }>('/health/ready'), { timeout: 60_000 }).toMatchObject({ broker: 'connected' });
    const tbrg = { devEui: '70b3d57ba0000102', deviceName: 'R12', applicationId: '7', time: began, frameCount: 4161, port: 1, gateways: 3 };
    const bytes = encodeTbrg({ deviceId: 760, interval: { tips: 4, seconds: 600, allTips: 16_538 }, batteryV: 3.156 });
    // Twice, as a broker may deliver it.
    for (let time = 0; time < 2; time += 1) await publish(chirpstackTopic(tbrg), encodeChirpstack({ ...tbrg, bytes }));
    const bridge = { applicationId: 'ravnsvig', deviceId: 'moellebro', devEui: '24e124713b000041', time: began, frameCount: 1, port: 85 };
    await publish(theThingsTopic(bridge), encodeTheThingsStack({ ...bridge, bytes: Uint8Array.from([0x03, 0x82, 0xc4, 0x09]) }));
    const culvert = { applicationId: 'ravnsvig', deviceId: 'kildebaek', devEui: '0000000000000007', time: began, frameCount: 1, port: 1 };
    await publish(theThingsTopic(culvert), encodeTheThingsStack({ ...culvert, bytes: Uint8Array.from([0, 85]) }));
    await publish('sensors/l-aadalen/senml', JSON.stringify([{ n: 'level', u: 'mm', v: 1426, t: began / 1000 }]));
    await station('DBIRTH', 1, [{ name: 'Drift', alias: 1, type: 'boolean', value: false }, { name: 'Sump/Niveau', alias: 2, type: 'float', value: -0.5 }]);
    await expect.poll(() => latest('r-12', 'rain_mm'), { timeout: 60_000 }).toEqual([0.4]);
    expect(await latest('r-12', 'battery_v')).toEqual([3.156]);
    // 2500 mm below 3.10 m.
    expect(await latest('l-moellebro', 'level_m')).toEqual([0.6]);
    // 85 cm above 0.35 m.
    expect(await latest('l-kildebaek', 'level_m')).toEqual([1.2]);
    expect(await latest('l-aadalen', 'level_m')).toEqual([1.426]);
    await expect.poll(() => latest('p-havnen', 'pump_on')).toEqual([0]);
    expect(await latest('l-havnen', 'level_m')).toEqual([-0.5]);
    expect((await undecodable()).byReason).toEqual({ duplicate: 1 });
  }, 40_000);

  it('remembers a birth from before a restart, and says what it cannot use', async () => {
    await server.stop();
    server = await start();
    await station('DDATA', 2, [{ alias: 2, type: 'float', value: -0.25, withType: false }]);
    await expect.poll(() => latest('l-havnen', 'level_m'), { timeout: 60_000 }).toEqual([-0.5, -0.25]);
    const simulated = { applicationId: 'ravnsvig', deviceId: 'moellebro', devEui: '24e124713b000041', time: began, frameCount: 2, port: 85, simulated: true };
    await publish(theThingsTopic(simulated), encodeTheThingsStack({ ...simulated, bytes: Uint8Array.from([0x03, 0x82, 0x01, 0x00]) }));
    await publish('sensors/l-aadalen/xml', '<level>1.4</level>');
    await expect.poll(async () => (await undecodable()).byReason).toMatchObject({ simulated: 1, 'unknown-format': 1 });
    expect(await undecodable('?reason=simulated')).toMatchObject({ latest: [{ reason: 'simulated', topic: theThingsTopic(simulated) }], before: null });
    const first = await undecodable('?limit=1');
    expect(first).toMatchObject({ latest: [{ reason: 'unknown-format' }], before: first.latest[0]?.n });
    expect(await undecodable(`?limit=1&before=${first.before}`)).toMatchObject({ latest: [{ reason: 'simulated' }], before: null });
    expect(await latest('l-moellebro', 'level_m')).toEqual([0.6]);
  }, 40_000);
});

import { connectAsync, type MqttClient } from 'mqtt';
import { describe, expect, it } from 'vitest';
import { badMessage } from './bad-payloads.ts';
import { FUZZED, report } from './fault-report.ts';
import { seededRandom } from './sample-readings.ts';
import { scratch } from './scratch.ts';
import { startServer, until } from './server-process.ts';
import { journalledMessages } from './stored-observations.ts';

const MEBIBYTE = 1_048_576;
const SEED = 20_261_124;
const AT_ONCE = 500;
const DEEPEST = 8;

describe('bad input', () => {
  it('is journalled, or refused by a stated limit and counted, and stops nothing, not even the next start', async () => {
    const place = await scratch('bad');
    let server = await startServer(place);
    const client = (): Promise<MqttClient> => connectAsync(place.mqttUrl, { protocolVersion: 4, reconnectPeriod: 0 });
    const sensor = await client();
    const deep = (levels: number): string => ['sensors', ...Array.from({ length: levels - 1 }, (_, i) => String(i))].join('/');
    const taken: readonly (readonly [string, Buffer | string])[] = [
      ['sensors/r-01/json', ''],
      ['sensors/r-01/json', Buffer.alloc(MEBIBYTE, 0x20)],
      ['sensors/r-01/json', Buffer.alloc(MEBIBYTE, '[')],
      ['sensors/r-01/json', `${'['.repeat(MEBIBYTE / 2)}${']'.repeat(MEBIBYTE / 2)}`],
      ['sensors/r-01/json', `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
      ['sensors/r-01/json', `{"time":"2026-08-26T12:20:00Z","level_m":${'9'.repeat(10_000)}}`],
      ['sensors/r-01/json', `{${Array.from({ length: 40_000 }, (_, i) => `"k${i}":1`).join(',')}}`],
      ['sensors/r-01/json', Buffer.from([0, 255, 254, 0x80, 0xc0, 0xc1])],
      [deep(DEEPEST), '{}'],
      [`sensors/${'a'.repeat(60_000)}/json`, '{"rain_mm":0.2}'],
    ];
    for (const [topic, payload] of taken) await sensor.publishAsync(topic, payload, { qos: 1 });
    const refused: readonly (readonly [string, Buffer | string])[] = [
      ['sensors/r-01/json', Buffer.alloc(MEBIBYTE + 1, 0x20)],
      [deep(DEEPEST + 1), '{}'],
      ['$SYS/broker/uptime', '1'],
    ];
    for (const [topic, payload] of refused) {
      const rude = await client();
      rude.on('error', () => undefined);
      const closed = new Promise<void>((resolve) => rude.once('close', () => resolve()));
      rude.publish(topic, payload, { qos: 1 }, () => undefined);
      await closed;
    }
    const answer = (await (await fetch(`${server.url}/api/v1/undecodable`)).json()) as { byReason: Readonly<Record<string, number>> };
    expect(answer.byReason).toMatchObject({ 'too-long': 1, 'topic-too-deep': 1, 'topic-not-allowed': 1 });
    await sensor.endAsync();
    expect(await server.stop()).toBe(0);
    expect(journalledMessages(place.dataDir)).toBe(taken.length);
    server = await startServer(place);
    await until('the store has passed all of it', async () => (await server.health()).storeLag === 0);
    expect((await server.health()).status).toBe('ready');
    expect(await server.stop()).toBe(0);
    place.discard();
  }, 120_000);

  it(`of ${FUZZED} fuzzed messages every one is acknowledged, journalled and accounted for, and an honest one after them is understood`, async () => {
    const began = performance.now();
    const place = await scratch('fuzz');
    const server = await startServer(place);
    const random = seededRandom(SEED);
    const sensor = await connectAsync(place.mqttUrl, { protocolVersion: 4, reconnectPeriod: 0 });
    for (let sent = 0; sent < FUZZED; sent += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, FUZZED - sent) }, () => badMessage(random));
      await Promise.all(batch.map(({ topic, payload }) => sensor.publishAsync(topic, payload, { qos: 1 })));
    }
    const count = async () => (await (await fetch(`${server.url}/api/v1/undecodable`)).json()) as { received: number; observations: number; byReason: Record<string, number> };
    const before = await count();
    expect(before.received).toBe(FUZZED);
    expect(Object.keys(before.byReason)).not.toContain('decoder-fault');
    await sensor.publishAsync('sensors/r-02/json', JSON.stringify({ time: new Date().toISOString(), rain_mm: 0 }), { qos: 1 });
    await until('the honest one is understood', async () => (await count()).observations === before.observations + 1);
    await until('the store has passed all of it', async () => (await server.health()).storeLag === 0, 120);
    await sensor.endAsync();
    expect(server.isRunning()).toBe(true);
    expect(await server.stop()).toBe(0);
    const stored = journalledMessages(place.dataDir) - 1;
    expect(stored).toBe(FUZZED);
    const note = `seed ${SEED}; by reason: ${Object.entries(before.byReason).map(([reason, times]) => `${reason} ${times}`).join(', ')}`;
    report({ fault: 'fuzzed messages', rounds: 1, began, audit: { acknowledged: FUZZED, stored, lost: FUZZED - stored, twice: 0 }, note });
    place.discard();
  }, 600_000);
});

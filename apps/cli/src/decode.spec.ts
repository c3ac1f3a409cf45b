import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { encodeSparkplug } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { run } from './program.ts';

const SAMPLE_TOWN = fileURLToPath(new URL('../../../config/sample-town', import.meta.url));

async function decoded(input: string | Uint8Array, ...words: readonly string[]) {
  const answers: string[] = [];
  const complaints: string[] = [];
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const code = await run(['decode', ...words], { answer: (line) => answers.push(line), complain: (line) => complaints.push(line) }, { input: Readable.from([bytes]) });
  return { code, answers: answers.map((line) => JSON.parse(line) as Record<string, unknown>), complaints };
}

const ENVELOPE = '{"time":"2026-08-26T12:20:00.775Z","deviceInfo":{"devEui":"70B3D57BA0000102"},"fPort":1,"data":"AgL4AAMABAJYQJoAAAxU"}';
const RECEIVED = '2026-08-26T12:20:05.000Z';
const line = (topic: string, payload: string) => JSON.stringify({ topic, payload, receivedAt: RECEIVED });

describe('voldgrav decode', () => {
  it('tells the readings of a payload, one a line', async () => {
    const { code, answers } = await decoded('{"time":"2026-08-26T12:20:00Z","rain_mm":0.2,"battery_v":3.1}\n', '--format', 'json', '--topic', 'sensors/r-1/json');
    expect(code).toBe(0);
    expect(answers).toEqual([
      { sensor: 'r-1', quantity: 'rain_mm', value: 0.2, unit: 'mm', phenomenonTime: '2026-08-26T12:20:00.000Z', receivedAt: expect.stringMatching(/Z$/) as string },
      { sensor: 'r-1', quantity: 'battery_v', value: 3.1, unit: 'V', phenomenonTime: '2026-08-26T12:20:00.000Z', receivedAt: expect.stringMatching(/Z$/) as string },
    ]);
  });

  it('tells why something cannot be read, and goes on', async () => {
    const { code, answers, complaints } = await decoded([line('sensors/r-1/json', 'hello'), line('sensors/r-1/json', '{"rain_mm":0}')].join('\n'), '--format', 'json');
    expect(code).toBe(0);
    expect(answers).toEqual([{ undecodable: 'not-json' }, { sensor: 'r-1', quantity: 'rain_mm', value: 0, unit: 'mm', phenomenonTime: RECEIVED, receivedAt: RECEIVED }]);
    expect(complaints).toEqual(['sensors/r-1/json: not-json, hello']);
  });

  it('reads JSON lines by the sources of a town, whatever their formats', async () => {
    const births = encodeSparkplug({ timestamp: Date.parse(RECEIVED), seq: 1, metrics: [{ name: 'Drift', alias: 1, type: 'boolean', value: true }] });
    const { code, answers } = await decoded(
      [
        line('application/1/device/70b3d57ba0000102/event/up', ENVELOPE),
        JSON.stringify({ topic: 'spBv1.0/ravnsvig-forsyning/DBIRTH/havnen/pumpe-1', payloadBase64: Buffer.from(births).toString('base64'), receivedAt: RECEIVED }),
        line('sensors/l-havnen/senml', '[{"n":"level","u":"cm","v":14}]'),
      ].join('\n'),
      '--town', SAMPLE_TOWN,
    );
    expect(code).toBe(0);
    expect(answers.map(({ sensor, quantity, value }) => [sensor, quantity, value])).toEqual([
      ['r-12', 'rain_mm', 0.4], ['r-12', 'rain_total_mm', 1653.8], ['r-12', 'battery_v', 3.156],
      ['p-havnen', 'pump_on', 1],
      ['l-havnen', 'level_m', 0.14],
    ]);
  });

  it('reads an envelope without a town by the codec it is told', async () => {
    const { answers } = await decoded(ENVELOPE, '--format', 'chirpstack', '--codec', 'decentlab-tbrg', '--settings', '{"resolution_mm":0.1}');
    expect(answers[0]).toMatchObject({ sensor: '70B3D57BA0000102', quantity: 'rain_mm', value: 0.4, phenomenonTime: '2026-08-26T12:20:00.775Z' });
  });

  it('reads bare bytes of a device, as they stand or in hexadecimal digits', async () => {
    const hex = await decoded('0e1c 0b0500\n', '--format', 'dragino-distance', '--port', '2');
    const raw = await decoded(Uint8Array.from([0x0e, 0x1c, 0x0b, 0x05, 0x00]), '--format', 'dragino-distance', '--port', '2');
    for (const { code, answers } of [hex, raw]) {
      expect(code).toBe(0);
      expect(answers.map(({ quantity, value }) => [quantity, value])).toEqual([['distance_m', 2.821], ['battery_v', 3.612]]);
    }
  });

  it('has an answer to nothing at all', async () => {
    expect(await decoded('', '--format', 'json')).toMatchObject({ code: 0, answers: [{ undecodable: 'empty' }] });
  });

  it.each([
    [['--format', 'morse'], 'There is no format "morse": expected one of json, senml, '],
    [[], 'decode needs --format: one of json, senml, '],
    [['--format', 'sparkplug-b'], 'decode needs --topic here'],
    [['--format', 'decentlab-tbrg'], 'decentlab-tbrg needs --settings as JSON with resolution_mm: the millimetres of one tip'],
    [['--format', 'chirpstack', '--codec', 'x'], 'There is no codec "x": expected one of decentlab-lid, '],
    [['--format', 'dragino-distance', '--port', 'two'], '--port must be a whole number from 0 to 255.'],
    [['--format', 'json', '--town', '/nowhere'], '/nowhere is no valid town'],
  ])('calls %j wrong use, in one sentence', async (words, says) => {
    const { code, answers, complaints } = await decoded('x', ...words);
    expect({ code, answers }).toEqual({ code: 2, answers: [] });
    expect(complaints).toEqual([expect.stringContaining(says)]);
  });

  it('calls a line that is no message wrong use, by its number', async () => {
    const { code, complaints } = await decoded(`${line('sensors/r-1/json', '{}')}\n\nnonsense`, '--format', 'json');
    expect({ code, complaints }).toEqual({ code: 2, complaints: ['Line 3 is no message: expected {"topic", "payload" or "payloadBase64", "receivedAt"}.'] });
  });
});

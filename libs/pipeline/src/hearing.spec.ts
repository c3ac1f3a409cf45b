import { HOUR, type Instant, instant, isoOf, micrometresFrom, MINUTE, SECOND, seconds, shifted } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import { readerFor } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { Hearing } from './hearing.ts';

const T0 = instant(Date.UTC(2026, 7, 26, 12));
const at = (minute: number) => shifted(T0, minute * MINUTE);
const GAUGE: Sensor = { id: 'r-1', name: 'r-1', kind: 'rain-gauge', quantity: 'rain_mm', position: [9.5, 55.7], expectedInterval: seconds(600), plausible: { min: 0, max: 30 }, organisation: 'utility' };
const COUNTING: Sensor = { ...GAUGE, id: 'r-2', quantity: 'tips', expectedInterval: seconds(60), plausible: { min: 0, max: 65_535 }, counter: { depthPerCount: micrometresFrom(0.2), modulus: 65_536 } };
const SENSORS = [GAUGE, COUNTING];

function desk() {
  const sources = [{ topic: 'application/+/device/+/event/up', format: 'chirpstack' }, { topic: 'v3/+/devices/+/up', format: 'the-things-stack' }, { topic: 'sensors/+/json', format: 'json' }] as const;
  const hearing = new Hearing(SENSORS, readerFor({ sensors: SENSORS, sources, devices: [{ id: '0101010101010101', sensor: 'r-1' }], scripts: {} }));
  return (topic: string, body: object, receivedAt: Instant) => hearing.hear({ topic, payload: new TextEncoder().encode(JSON.stringify(body)), receivedAt });
}
const rain = (heard: ReturnType<ReturnType<typeof desk>>) => [heard.observations.map(({ value, phenomenonTime }) => [value, (phenomenonTime - T0) / SECOND]), heard.repeats.map(({ arrival }) => arrival)];

describe('an uplink counts once', () => {
  const chirpstack = (id: string, second: number | undefined, gateways: number) => ({
    deduplicationId: id, ...(second === undefined ? {} : { time: isoOf(shifted(T0, second * SECOND)) }), deviceInfo: { devEui: '0101010101010101' }, fCnt: 4161, object: { rain_mm: 0.4 },
    rxInfo: Array.from({ length: gateways }, (_, gateway) => ({ gatewayId: `g-${gateway}` })),
  });
  const up = 'application/1/device/0101010101010101/event/up';

  it('through ChirpStack: heard by three gateways, delivered again, put together again with another time', () => {
    const says = desk();
    expect(rain(says(up, chirpstack('3ac7', 0, 3), at(1)))).toEqual([[[0.4, 0]], []]);
    expect(rain(says(up, chirpstack('3ac7', 0, 3), at(2)))).toEqual([[], ['duplicate']]);
    expect(rain(says(up, chirpstack('3ac7', 2, 1), at(3)))).toEqual([[], ['duplicate']]);
    // The next one says the same of another time, and that is rain.
    expect(rain(says(up, chirpstack('4bd8', 600, 1), at(11)))).toEqual([[[0.4, 600]], []]);
  });

  it('though its network gives no time: it is known by its name, and so are those before it', () => {
    const says = desk();
    expect(rain(says(up, chirpstack('3ac7', undefined, 1), at(1)))).toEqual([[[0.4, 60]], []]);
    expect(rain(says(up, chirpstack('4bd8', undefined, 1), at(2)))).toEqual([[[0.4, 120]], []]);
    // After a lost connection the broker tells both again.
    expect(rain(says(up, chirpstack('3ac7', undefined, 1), at(3)))).toEqual([[], ['duplicate']]);
    expect(rain(says(up, chirpstack('4bd8', undefined, 1), at(3)))).toEqual([[], ['duplicate']]);
  });

  it('through The Things Stack, by its session and count; a count of 0 is left out, and a new session begins anew', () => {
    const says = desk();
    const uplink = (session: string, second: number, count?: number) => ({
      end_device_ids: { device_id: 'r1', dev_eui: '0101010101010101' },
      uplink_message: { session_key_id: session, ...(count === undefined ? {} : { f_cnt: count }), decoded_payload: { rain_mm: 0.4 }, received_at: isoOf(shifted(T0, second * SECOND)) },
    });
    const topic = 'v3/regn@t/devices/r1/up';
    expect(rain(says(topic, uplink('AXA5', 0), at(1)))).toEqual([[[0.4, 0]], []]);
    expect(rain(says(topic, uplink('AXA5', 3), at(1)))).toEqual([[], ['duplicate']]);
    expect(rain(says(topic, uplink('AXA5', 600, 1), at(11)))).toEqual([[[0.4, 600]], []]);
    expect(rain(says(topic, uplink('BYB6', 900), at(16)))).toEqual([[[0.4, 900]], []]);
  });
});

describe('a count that comes later than its neighbours are remembered', () => {
  it('is kept, makes no rain, and says so', () => {
    const says = desk();
    const count = (time: Instant, tips: number, receivedAt: Instant) => says('sensors/r-2/json', { time: isoOf(time), tips }, receivedAt);
    count(T0, 100, T0);
    count(shifted(T0, 45 * MINUTE), 107, shifted(T0, 45 * MINUTE));
    const newest = shifted(T0, 26 * HOUR);
    count(newest, 110, newest);
    const { observations, undecodable } = count(shifted(T0, 30 * MINUTE), 105, newest);
    expect(observations.map(({ quantity, value }) => [quantity, value])).toEqual([['tips', 105]]);
    expect(undecodable).toMatchObject([{ reason: 'too-late', detail: 'tips 105 of 2026-08-26T12:30:00.000Z: counts so old are forgotten' }]);
  });
});

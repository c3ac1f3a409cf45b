import { type Instant, instant } from '@voldgrav/hydrology';
import { type Quantity, QUANTITIES } from '@voldgrav/reading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chirpstackTopic, encodeChirpstack } from './chirpstack/encode.ts';
import { CODECS } from './codec/codecs.ts';
import { encodeMbx } from './codec/decentlab-mbx/encode.ts';
import { encodeLid } from './codec/decentlab-lid/encode.ts';
import { encodeTbrg } from './codec/decentlab-tbrg/encode.ts';
import { encodeDraginoDistance } from './codec/dragino-distance/encode.ts';
import { encodeMilesight } from './codec/encode-milesight.ts';
import { encodePressureProbe } from './codec/encode-pressure-probe.ts';
import type { DeviceSource } from './device-source.ts';
import { encodeReadings } from './json/encode.ts';
import { readerFor } from './message-reader.ts';
import { encodeSenml } from './senml/encode.ts';
import { encodeSparkplug, type MetricToSend } from './sparkplug-b/encode.ts';
import { encodeTheThingsStack, theThingsTopic } from './the-things-stack/encode.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 12, 30));
const SOURCES = [
  { topic: 'sensors/+/json', format: 'json' },
  { topic: 'sensors/+/senml', format: 'senml' },
  { topic: 'application/#', format: 'chirpstack' },
  { topic: 'v3/#', format: 'the-things-stack' },
  { topic: 'spBv1.0/#', format: 'sparkplug-b' },
] as const;

const reader = (...devices: readonly DeviceSource[]) => readerFor({ sources: SOURCES, devices, sensors: [{ id: 's-1' }], scripts: {} });
const message = (topic: string, payload: string | Uint8Array) => ({ topic, payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload, receivedAt: NOW });

const quantities = fc.constantFrom(...(Object.keys(QUANTITIES) as Quantity[]));
/** A reading of −0 is one of 0. */
const unsignedZero = (value: number): number => value + 0;
/** Any number that JSON can carry. */
const values = fc.double({ noNaN: true, noDefaultInfinity: true }).map(unsignedZero);
/** From the first instant that is told from seconds by its size, to the year 2100. */
const times = fc.integer({ min: 100_000_000_000, max: 4_102_444_800_000 }).map(instant);
const euis = fc.stringMatching(/^[0-9a-f]{16}$/);
const words = fc.nat(65_535);

describe('what is encoded is decoded to the same', () => {
  it('in our own JSON', () => {
    const readings = fc.uniqueArray(fc.record({ quantity: quantities, value: values, phenomenonTime: times }), { minLength: 1, maxLength: 6, selector: ({ quantity, phenomenonTime }) => `${quantity} ${phenomenonTime}` });
    fc.assert(
      fc.property(readings, (some) => {
        const said = some.map((each) => ({ ...each, sensor: 's-1', receivedAt: NOW, timeFrom: 'sensor' as const }));
        const { readings: read, undecodable } = reader().read(message('sensors/s-1/json', encodeReadings(said)));
        expect(undecodable).toEqual([]);
        expect(new Set(read.map(line))).toEqual(new Set(said.map(line)));
      }),
    );
  });

  it('in SenML', () => {
    // Times before mid-1978 are relative to now (RFC 8428 §4.5.3); seconds in decimals hold milliseconds exactly enough to be rounded back.
    const absolute = times.filter((time) => time >= 2 ** 28 * 1000);
    const some = fc.array(fc.record({ quantity: quantities, value: values, time: absolute }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(some, (said) => {
        const { readings } = reader().read(message('sensors/s-1/senml', encodeSenml(said)));
        expect(readings.map(line)).toEqual(said.map(({ quantity, value, time }) => line({ quantity, value, phenomenonTime: time })));
      }),
    );
  });

  it('in ChirpStack\'s envelope, however many gateways heard it', () => {
    fc.assert(
      fc.property(euis, times, fc.nat(65_535), fc.nat(223), values, fc.integer({ min: 1, max: 5 }), (devEui, time, frameCount, port, value, gateways) => {
        const uplink = { devEui, deviceName: 'x', applicationId: 'a', time, frameCount, port, object: { level_m: value }, gateways };
        const { readings } = reader({ id: devEui, sensor: 's-1' }).read(message(chirpstackTopic(uplink), encodeChirpstack(uplink)));
        expect(readings.map(line)).toEqual([line({ quantity: 'level_m', value, phenomenonTime: time })]);
      }),
    );
  });

  it('in the envelope of The Things Stack, with the bytes of a rain gauge', () => {
    fc.assert(
      fc.property(euis, times, fc.nat(65_535), words, fc.nat(0xffff_ffff), (devEui, time, frameCount, tips, allTips) => {
        const bytes = encodeTbrg({ deviceId: 1, interval: { tips, seconds: 60, allTips }, batteryV: 3 });
        const uplink = { devEui, deviceId: 'd', applicationId: 'a@b', time, frameCount, port: 1, bytes };
        const town = reader({ id: devEui, sensor: 's-1', codec: 'decentlab-tbrg', settings: { resolution_mm: 0.2 } });
        const { readings } = town.read(message(theThingsTopic(uplink), encodeTheThingsStack(uplink)));
        expect(readings.map(line)).toEqual([
          line({ quantity: 'rain_mm', value: tips / 5, phenomenonTime: time }),
          line({ quantity: 'rain_total_mm', value: allTips / 5, phenomenonTime: time }),
          line({ quantity: 'battery_v', value: 3, phenomenonTime: time }),
        ]);
        const simulated = town.read(message(theThingsTopic(uplink), encodeTheThingsStack({ ...uplink, simulated: true })));
        expect([simulated.readings, simulated.undecodable.map(({ reason }) => reason)]).toEqual([[], ['simulated']]);
      }),
    );
  });

  it('in Sparkplug B, by name in the birth and by alias after it', () => {
    const metric = fc.oneof(
      fc.record({ type: fc.constant('float' as const), value: fc.float({ noNaN: true, noDefaultInfinity: true }).map(unsignedZero) }),
      fc.record({ type: fc.constant('double' as const), value: values }),
      fc.record({ type: fc.constant('int8' as const), value: fc.integer({ min: -128, max: 127 }) }),
      fc.record({ type: fc.constant('int32' as const), value: fc.integer() }),
      fc.record({ type: fc.constant('uint32' as const), value: fc.nat(0xffff_ffff) }),
      fc.record({ type: fc.constant('int64' as const), value: fc.maxSafeInteger() }),
      fc.record({ type: fc.constant('boolean' as const), value: fc.boolean() }),
    );
    fc.assert(
      fc.property(metric, fc.nat(1_000_000), times, fc.nat(255), ({ type, value }, alias, timestamp, seq) => {
        const town = reader({ id: 'g/e/d', sensor: 's-1' });
        const birth: MetricToSend = { name: 'level_m', alias, type, value };
        const after: MetricToSend = { alias, type, value, withType: false };
        const heard = [
          message('spBv1.0/g/DBIRTH/e/d', encodeSparkplug({ timestamp, seq, metrics: [birth] })),
          message('spBv1.0/g/DDATA/e/d', encodeSparkplug({ timestamp, seq: (seq + 1) % 256, metrics: [after] })),
        ].map((each) => town.read(each));
        expect(heard.flatMap(({ undecodable }) => undecodable)).toEqual([]);
        for (const { readings } of heard) {
          const read = readings[0]?.value ?? Number.NaN;
          // A float has many decimals; ours is the shortest that is the same 32 bits.
          expect(type === 'float' ? Math.fround(read) : read).toBe(Number(value));
          expect(readings[0]?.phenomenonTime).toBe(timestamp);
        }
      }),
    );
  });
});

describe('the bytes of a device are read as what it sent', () => {
  const read = (codec: keyof typeof CODECS, bytes: Uint8Array, settings?: unknown) => {
    const { said, faults } = CODECS[codec].bind(settings)({ bytes, port: 2, at: NOW });
    expect(faults).toEqual([]);
    return Object.fromEntries(said.map(({ name, value }) => [name, value]));
  };
  const battery = fc.integer({ min: 1, max: 16_383 });

  it('from Decentlab\'s ultrasonic, lidar and pressure probes', () => {
    fc.assert(
      fc.property(words, words, battery, (one, other, millivolts) => {
        const batteryV = millivolts / 1000;
        expect(read('decentlab-mbx', encodeMbx({ deviceId: 9, measured: { distanceMm: one, validEchoes: 1 }, batteryV }))).toEqual({ distance_m: one / 1000, battery_v: batteryV });
        const lid = { average: other, minimum: 1, maximum: 2, median: one, percentiles: [3, 4, 5, 6] as const, mode: 7, samples: 8, milliseconds: 9 };
        expect(read('decentlab-lid', encodeLid({ deviceId: 9, measured: lid, batteryV }))).toEqual({ distance_m: one / 1000, battery_v: batteryV });
        const probe = encodePressureProbe({ deviceId: 9, measured: { pressureCount: one, temperatureCount: other }, batteryV });
        expect(read('decentlab-pr36', probe, { kp: 1000 })).toEqual({ pressure_hpa: expect.closeTo(one - 32_768, 6) as number, temperature_c: (other - 32_768) / 256, battery_v: batteryV });
      }),
    );
  });

  it('from Dragino and Milesight', () => {
    fc.assert(
      fc.property(fc.integer({ min: 21, max: 65_535 }), battery, (raw, millivolts) => {
        expect(read('dragino-distance', encodeDraginoDistance({ batteryV: millivolts / 1000, distanceMm: raw }))).toEqual({ distance_m: raw / 1000, battery_v: millivolts / 1000 });
        expect(read('milesight-em310-udl', encodeMilesight([0x03, 0x82], { batteryPercent: 92, raw }))).toEqual({ distance_m: raw / 1000 });
        expect(read('milesight-em500-swl', encodeMilesight([0x03, 0x77], { kept: [{ at: NOW, raw }] }))).toEqual({ depth_m: raw / 100 });
      }),
    );
  });
});

const line = ({ quantity, value, phenomenonTime }: { readonly quantity: Quantity; readonly value: number; readonly phenomenonTime: Instant }) => `${quantity} ${value} ${phenomenonTime}`;

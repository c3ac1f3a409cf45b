import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import type { Device } from './device.ts';
import { MessageReader } from './message-reader.ts';
import { encodeSparkplug } from './sparkplug-b/encode.ts';

const AT = instant(Date.UTC(2026, 7, 26, 12, 20));
const KNOWN: Device = { sensor: 'r-01' };
const decode = (topic: string, text: string) =>
  new MessageReader([{ topic: 'sensors/+/json', format: 'json' }], (name) => (name === 'r-01' ? KNOWN : undefined)).read({ topic, payload: new TextEncoder().encode(text), receivedAt: AT });

describe('a message by its topic', () => {
  it.each([
    ['sensors/r-99/json', 'unknown-sensor', 'r-99'],
    ['sensors/r-01/xml', 'unknown-format', 'sensors/r-01/xml'],
    ['sensors/r-01/json/more', 'unknown-format', 'sensors/r-01/json/more'],
    ['other/r-01/json', 'unknown-format', 'other/r-01/json'],
  ])('%s is refused as %s', (topic, reason, detail) => {
    expect(decode(topic, '{"rain_mm":0.2}')).toEqual({ readings: [], undecodable: [{ reason, detail, topic, receivedAt: AT }] });
  });

  it('that brings its decoder down is a reason like any other, and no exception', () => {
    // A list within a list, a hundred thousand deep: more than JSON.stringify can follow.
    const { readings, undecodable } = decode('sensors/r-01/json', `[${'['.repeat(100_000)}${']'.repeat(100_000)}]`);
    expect(readings).toEqual([]);
    expect(undecodable).toHaveLength(1);
    expect(undecodable[0]).toMatchObject({ reason: 'decoder-fault', topic: 'sensors/r-01/json' });
  });
});

describe('the sensor that a topic leads to', () => {
  const reader = new MessageReader(
    [{ topic: 'sensors/+/json', format: 'json' }, { topic: 'application/+/device/+/event/up', format: 'chirpstack' }, { topic: 'v3/+/devices/+/up', format: 'the-things-stack' }, { topic: 'spBv1.0/#', format: 'sparkplug-b' }],
    (...names) => names.map((name) => ({ 'r-01': KNOWN, '70b3d57ba0000102': { sensor: 'r-12' }, 'ravnsvig/bro': { sensor: 'l-bro' }, 'water/edge/pump-1': { sensor: 'p-1' } })[name]).find((device) => device !== undefined),
  );

  it.each([
    ['sensors/r-01/json', 'r-01'],
    ['sensors/r-99/json', undefined],
    ['application/7/device/70b3d57ba0000102/event/up', 'r-12'],
    ['v3/ravnsvig@ttn/devices/bro/up', 'l-bro'],
    ['spBv1.0/water/DDATA/edge/pump-1', 'p-1'],
    ['elsewhere/r-01', undefined],
  ])('%s: %s', (topic, sensor) => {
    expect(reader.sensorOf(topic)).toBe(sensor);
  });
});

describe('a reader that goes on where another was', () => {
  it('remembers what that one remembered', () => {
    const sources = [{ topic: 'spBv1.0/#', format: 'sparkplug-b' }] as const;
    const lookUp = (): Device => ({ sensor: 'l-1', meanings: new Map([['Level', { sensor: 'l-1', quantity: 'level_m', factor: 1, offset: 0 }]]) });
    const message = (kind: string, seq: number, name?: string) => ({
      topic: `spBv1.0/water/${kind}/edge/pump-1`,
      payload: encodeSparkplug({ timestamp: AT, seq, metrics: [{ ...(name === undefined ? {} : { name }), alias: 1, type: 'float', value: 1.5 }] }),
      receivedAt: AT,
    });
    const first = new MessageReader(sources, lookUp);
    first.read(message('DBIRTH', 1, 'Level'));
    expect(new MessageReader(sources, lookUp, first).read(message('DDATA', 2)).readings).toMatchObject([{ value: 1.5 }]);
    expect(new MessageReader(sources, lookUp).read(message('DDATA', 2)).undecodable).toMatchObject([{ reason: 'no-birth' }]);
  });
});

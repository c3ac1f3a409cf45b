import { instant } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import type { Device } from './device.ts';
import { MessageReader } from './message-reader.ts';

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

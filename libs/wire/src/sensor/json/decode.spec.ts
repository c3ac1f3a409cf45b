import { instant, instantFromIso } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJson } from './decode.ts';

const NOW = instantFromIso('2026-08-26T12:20:05Z') ?? instant(0);
const bytes = (text: string) => new TextEncoder().encode(text);
const decode = (text: string) => decodeJson({ topic: 'sensors/s-1/json', payload: bytes(text), receivedAt: NOW }, { sensor: 's-1' });
const TWENTY_PAST = instantFromIso('2026-08-26T12:20:00Z');

describe('our own JSON', () => {
  it('reads one object', () => {
    expect(decode('{"time":"2026-08-26T12:20:00Z","rain_mm":0.2}')).toEqual({
      readings: [{ sensor: 's-1', quantity: 'rain_mm', value: 0.2, phenomenonTime: TWENTY_PAST, receivedAt: NOW, timeFrom: 'sensor' }],
      undecodable: [],
    });
  });

  it.each([
    ['an offset', '"2026-08-26T14:20:00+02:00"'],
    ['epoch seconds', '1787746800'],
    ['epoch milliseconds', '1787746800000'],
    ['fractions of a second', '"2026-08-26T12:20:00.000Z"'],
  ])('understands a time with %s', (_case, time) => {
    expect(decode(`{"time":${time},"level_m":1.4}`).readings[0]?.phenomenonTime).toBe(TWENTY_PAST);
  });

  it('uses the arrival time where there is none, and says so', () => {
    expect(decode('{"level_m":1.9}').readings[0]).toMatchObject({ value: 1.9, phenomenonTime: NOW, timeFrom: 'arrival' });
  });

  it('reads an array and several quantities', () => {
    const { readings } = decode('[{"time":1787746800,"level_m":1.4,"battery_v":3.1},{"time":1787746860,"level_m":1.5}]');
    expect(readings.map(({ quantity, value }) => [quantity, value])).toEqual([['level_m', 1.4], ['battery_v', 3.1], ['level_m', 1.5]]);
  });

  it('hears which telling of a value it is', () => {
    expect(decode('{"time":1787746800,"level_m":1.9,"revision":2}').readings[0]).toMatchObject({ value: 1.9, revision: 2 });
    expect(decode('{"time":1787746800,"level_m":1.9}').readings[0]).not.toHaveProperty('revision');
  });

  it('knows 0 and false from nothing', () => {
    expect(decode('{"rain_mm":0}').readings[0]?.value).toBe(0);
    expect(decode('{"pump_on":false}').readings[0]?.value).toBe(0);
  });

  it.each([
    ['text', 'hello', 'not-json'],
    ['half an object', '{"level_m":1', 'not-json'],
    ['a bare number', '1.9', 'not-json'],
    ['nothing', '', 'empty'],
    ['an empty list', '[]', 'empty'],
    ['an object without a quantity', '{"time":1787746800}', 'empty'],
    ['a quantity nobody knows', '{"level_cm":190}', 'unknown-quantity'],
    ['a number in quotes', '{"level_m":"1.9"}', 'not-a-number'],
    ['null', '{"level_m":null}', 'not-a-number'],
    ['more than a number can hold', '{"level_m":1e999}', 'not-a-number'],
    ['a local time', '{"time":"2026-08-26T12:20:00","level_m":1.9}', 'bad-time'],
    ['a day that is none', '{"time":"2026-13-41T12:20:00Z","level_m":1.9}', 'bad-time'],
    ['half a revision', '{"level_m":1.9,"revision":1.5}', 'not-a-number'],
    ['time zero', '{"time":0,"level_m":1.9}', 'bad-time'],
  ])('refuses %s with its reason', (_case, text, reason) => {
    const { readings, undecodable } = decode(text);
    expect(readings).toEqual([]);
    expect(undecodable.map((item) => item.reason)).toEqual([reason]);
  });

  it('keeps the good part of a message beside the bad one', () => {
    const { readings, undecodable } = decode('{"level_m":1.9,"level_cm":190}');
    expect(readings).toHaveLength(1);
    expect(undecodable).toMatchObject([{ reason: 'unknown-quantity', detail: 'level_cm', topic: 'sensors/s-1/json', receivedAt: NOW }]);
  });

  it('never throws, whatever the bytes', () => {
    const anything = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(bytes), fc.string().map(bytes));
    fc.assert(
      fc.property(anything, (payload) => {
        const { readings, undecodable } = decodeJson({ topic: 't', payload, receivedAt: NOW }, { sensor: 's-1' });
        expect(readings.every((reading) => Number.isFinite(reading.value) && Number.isSafeInteger(reading.phenomenonTime))).toBe(true);
        expect(readings.length + undecodable.length).toBeGreaterThan(0);
      }),
    );
  });
});

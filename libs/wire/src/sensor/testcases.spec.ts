import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { instantFromIso, instant, isoOf } from '@voldgrav/hydrology';
import { isQuantity, type SensorMessage } from '@voldgrav/reading';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODECS, isCodecName } from './codec/codecs.ts';
import type { Said } from './said.ts';
import { FORMATS, isFormatName } from './formats.ts';
import { readerFor } from './message-reader.ts';
import type { CodecTestcase, Testcase } from './testcase.ts';

const NOW = instantFromIso('2026-08-26T12:30:00Z') ?? instant(0);
const sources = Object.entries(FORMATS).flatMap(([name, { topics }]) => (isFormatName(name) ? topics.map((topic) => ({ topic, format: name })) : []));
const SENSORS = ['r-1', 'l-1', 'p-1'].map((id) => ({ id }));

const reader = (devices: Testcase['devices'] = []) => readerFor({ sources, devices, sensors: SENSORS, scripts: {} });
const bytesOf = (payload: string | Uint8Array) => (typeof payload === 'string' ? new TextEncoder().encode(payload) : payload);
const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** The folders beside this file that hold examples, by name. */
async function examplesIn<Example>(folder: string): Promise<readonly (readonly [string, readonly Example[]])[]> {
  const names = readdirSync(fileURLToPath(new URL(folder, import.meta.url)), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const modules = names.map(async ({ name }) => [name, await import(`${folder}${name}/testcases.ts`).catch(() => undefined)] as const);
  return (await Promise.all(modules)).flatMap(([name, module]) => (module === undefined ? [] : [[name, (module as { testcases: readonly Example[] }).testcases] as const]));
}

const formats = await examplesIn<Testcase>('./');
const codecs = await examplesIn<CodecTestcase>('./codec/');

describe('a format', () => {
  it('has a folder with examples, under its own name', () => {
    expect(formats.map(([name]) => name).sort()).toEqual(Object.keys(FORMATS).sort());
  });

  describe.each(formats)('%s reads', (_format, cases) => {
    it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, { messages, devices, says, refuses = [] }) => {
      const town = reader(devices);
      const parts = messages.map(({ topic, payload }) => town.read({ topic, payload: bytesOf(payload), receivedAt: NOW }));
      const said = parts.flatMap(({ readings }) =>
        readings.map(({ sensor, quantity, value, phenomenonTime, timeFrom }) => `${sensor} ${quantity} ${value} ${timeFrom === 'arrival' ? timeFrom : isoOf(phenomenonTime)}`),
      );
      expect(said).toEqual(says);
      expect(parts.flatMap(({ undecodable }) => undecodable.map(({ reason }) => reason))).toEqual(refuses);
    });
  });

  it.each(formats)('%s says the same when a message comes again', (_format, cases) => {
    for (const { messages, devices } of cases.filter((each) => each.messages.length === 1)) {
      const town = reader(devices);
      const once = messages.map(({ topic, payload }): SensorMessage => ({ topic, payload: bytesOf(payload), receivedAt: NOW })).map((each) => [town.read(each), town.read(each)]);
      for (const [first, second] of once) expect(second?.readings).toEqual(first?.readings);
    }
  });

  it.each(formats)('%s never fails, whatever the bytes, and loses no message without a word', (_format, cases) => {
    const near = cases.flatMap(({ messages }) => messages.map(({ payload }) => bytesOf(payload)));
    const topics = cases.flatMap(({ messages }) => messages.map(({ topic }) => topic));
    const devices = cases.flatMap((each) => each.devices ?? []);
    const spoilt = fc.tuple(fc.constantFrom(...near), fc.nat(), fc.nat(255)).map(([bytes, place, byte]) => bytes.map((old, at) => (at === place % bytes.length ? byte : old)));
    const anything = fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(bytesOf), spoilt);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...topics), anything), { minLength: 1, maxLength: 4 }), (messages) => {
        const town = reader(devices);
        for (const [topic, payload] of messages) {
          const { readings, undecodable } = town.read({ topic, payload, receivedAt: NOW });
          expect(undecodable.filter(({ reason }) => reason === 'decoder-fault')).toEqual([]);
          expect(readings.every(({ value, phenomenonTime }) => Number.isFinite(value) && Number.isSafeInteger(phenomenonTime))).toBe(true);
          expect(readings.length + undecodable.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('a device codec', () => {
  it('has a folder with examples, under its own name', () => {
    expect(codecs.map(([name]) => name).sort()).toEqual(Object.keys(CODECS).sort());
  });

  const bound = (name: string, settings: unknown) => {
    if (!isCodecName(name)) throw new Error(`${name} is no codec`);
    return CODECS[name].bind(settings);
  };
  const inWords = ({ name, value, at }: Said) => `${name} ${String(value)}${at === undefined ? '' : ` ${isoOf(at)}`}`;

  describe.each(codecs)('%s reads', (codec, cases) => {
    it.each(cases.map((each) => [each.name, each] as const))('%s', (_name, { hex, port = 1, settings, says, refuses = [] }) => {
      const { said, faults } = bound(codec, settings)({ bytes: fromHex(hex), port, at: NOW });
      expect(said.map(inWords)).toEqual(says);
      expect(faults.map(({ reason }) => reason)).toEqual(refuses);
    });
  });

  it.each(codecs)('%s never fails, and says only what it says it can', (codec, cases) => {
    const read = bound(codec, cases[0]?.settings);
    const says: readonly string[] = isCodecName(codec) ? CODECS[codec].says : [];
    const near = fc.tuple(fc.constantFrom(...cases.map(({ hex }) => fromHex(hex))), fc.nat(), fc.nat(255)).map(([bytes, place, byte]) => bytes.map((old, at) => (at === place % bytes.length ? byte : old)));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), near), fc.nat(255), (bytes, port) => {
        const { said } = read({ bytes, port, at: NOW });
        expect(said.every(({ name, value }) => isQuantity(name) && says.includes(name) && Number.isFinite(value))).toBe(true);
      }),
    );
  });
});

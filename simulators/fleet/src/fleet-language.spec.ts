import { readFileSync } from 'node:fs';
import { instant } from '@voldgrav/hydrology';
import { FORMAT_NAMES, parseTown, readerFor, TOWN_FILES, type Town } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { edgeDeviceId } from './edge-node.ts';
import { FLEET_LANGUAGES, fleetSpeaker } from './fleet-language.ts';
import type { FleetMessage } from './fleet-speaker.ts';

const parsed = parseTown(new Map(TOWN_FILES.map((name) => [name as string, readFileSync(new URL(`../../../config/sample-town/${name}`, import.meta.url), 'utf8')])));
const AT = Date.UTC(2026, 7, 26, 12, 20, 0, 5);
const level = { id: 'l-aadalen', quantity: 'level_m', low: 1, high: 4 } as const;
const pump = { id: 'p-havnen', quantity: 'pump_on', low: 0, high: 1 } as const;

function town(): Town {
  if (!parsed.ok) throw new Error('The sample town is not valid.');
  const edgeDevices = [level, pump].map(({ id }) => ({ id: edgeDeviceId(id), sensor: id }));
  return { ...parsed.town, devices: [...parsed.town.devices, ...edgeDevices] };
}

/** What a town reads in messages that come one after the other. */
function read(messages: readonly FleetMessage[]) {
  const reader = readerFor(town());
  return messages.map(({ topic, payload }) => {
    const { readings, undecodable } = reader.read({ topic, payload: typeof payload === 'string' ? new TextEncoder().encode(payload) : payload, receivedAt: instant(AT) });
    const said = readings.map(({ sensor, quantity, value, phenomenonTime }) => ({ sensor, quantity, value, phenomenonTime }));
    return { readings: said.sort((one, other) => (one.quantity < other.quantity ? 1 : -1)), refused: undecodable.map(({ reason }) => reason) };
  });
}

it('a fleet speaks every language that a town may name', () => {
  expect([...FLEET_LANGUAGES].sort()).toEqual([...FORMAT_NAMES].sort());
});

// A throw of 0.05 is a twentieth of the way through the middle third of 1 to 4 m, and brings the battery along.
it.each(FLEET_LANGUAGES)('what a fleet says in %s is read as what it meant', (language) => {
  const { greet, say } = fleetSpeaker(language, level);
  const greeting = greet === undefined ? [] : [greet(AT)];
  const said = read([...greeting, ...[0, 1, 2].map((count) => say(AT - 60_000 * (2 - count), () => 0.05, count))]).slice(greeting.length);
  expect(said.flatMap(({ refused }) => refused)).toEqual([]);
  expect(said.map(({ readings }) => readings.length)).toEqual([2, 2, 2]);
  expect(said[2]?.readings).toEqual([
    // 2.5 + 0.49 · sin 10° − 0.9 · 0.01.
    { sensor: 'l-aadalen', quantity: 'level_m', value: 2.576, phenomenonTime: AT },
    { sensor: 'l-aadalen', quantity: 'battery_v', value: 3.61, phenomenonTime: AT },
  ]);
});

describe('an edge node of a fleet', () => {
  it('numbers its messages round and round, its own birth 0, and says changes by alias alone', () => {
    const { greet, say } = fleetSpeaker('sparkplug-b', pump);
    const messages = [greet?.(AT - 1_000), ...Array.from({ length: 300 }, (_, count) => say(AT + count, () => (count % 2 === 0 ? 0.4 : 0.6), count))].flatMap((message) => message ?? []);
    const said = read(messages);
    expect(said.slice(1).flatMap(({ refused }) => refused)).toEqual([]);
    // The birth tells the battery too.
    expect(said.slice(1, 4).map(({ readings }) => readings.map(({ quantity, value }) => `${quantity} ${value}`))).toEqual([['pump_on 0', 'battery_v 3.61'], ['pump_on 1'], ['pump_on 0']]);
    expect(messages.slice(0, 3).map(({ topic }) => topic)).toEqual(['spBv1.0/fleet/NBIRTH/p-havnen', 'spBv1.0/fleet/DBIRTH/p-havnen/p-havnen', 'spBv1.0/fleet/DDATA/p-havnen/p-havnen']);
    expect(new TextDecoder('latin1').decode(messages[2]?.payload as Uint8Array)).not.toContain('pump_on');
  });
});

import { readFileSync } from 'node:fs';
import { instant } from '@voldgrav/hydrology';
import { parseTown, readerFor, TOWN_FILES } from '@voldgrav/wire';
import { expect, it } from 'vitest';
import { FLEET_LANGUAGES, fleetSpeaker } from './fleet-language.ts';

const parsed = parseTown(new Map(TOWN_FILES.map((name) => [name as string, readFileSync(new URL(`../../../config/sample-town/${name}`, import.meta.url), 'utf8')])));
const AT = Date.UTC(2026, 7, 26, 12, 20, 0, 5);
const level = { id: 'l-aadalen', quantity: 'level_m', low: 1, high: 4 } as const;

// A throw of 0.05 is a twentieth of the way through the middle third of 1 to 4 m, and brings the battery along.
it.each(FLEET_LANGUAGES)('what a fleet says in %s is read as what it meant', (language) => {
  if (!parsed.ok) throw new Error('The sample town is not valid.');
  const { topic, say } = fleetSpeaker(language, level);
  const { readings, undecodable } = readerFor(parsed.town).read({ topic, payload: new TextEncoder().encode(say(AT, () => 0.05, 3)), receivedAt: instant(AT) });
  expect(undecodable).toEqual([]);
  expect(readings.map(({ sensor, quantity, value, phenomenonTime }) => ({ sensor, quantity, value, phenomenonTime })).sort((one, other) => (one.quantity < other.quantity ? 1 : -1))).toEqual([
    // 2.5 + 0.49 · sin 10° − 0.9 · 0.01.
    { sensor: 'l-aadalen', quantity: 'level_m', value: 2.576, phenomenonTime: AT },
    { sensor: 'l-aadalen', quantity: 'battery_v', value: 3.61, phenomenonTime: AT },
  ]);
});

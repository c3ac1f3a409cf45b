import { readFileSync } from 'node:fs';
import { parseTown, TOWN_FILES } from '@voldgrav/wire';
import { expect, it } from 'vitest';
import { TownIndex } from './town-index.ts';

const SAMPLE_TOWN = new URL('../../../config/sample-town/', import.meta.url);
const texts = new Map(TOWN_FILES.map((name) => [name as string, readFileSync(new URL(name, SAMPLE_TOWN), 'utf8')]));
const UNASKED = `  - { id: l-well, name: Well, kind: level-sensor, quantity: level_m, position: [11.199, 56.199], expected_interval_s: 60, plausible: [1, 2], organisation: ravnsvig-forsyning }\n`;

/** All texts in a thing, however deep. */
function textsIn(thing: unknown): readonly string[] {
  if (typeof thing === 'string') return [thing];
  return typeof thing === 'object' && thing !== null ? Object.values(thing).flatMap(textsIn) : [];
}

it('whoever an asset or a catchment names is looked back at, and every gauge; a sensor that nobody names is not', () => {
  const parsed = parseTown(new Map([...texts, ['sensors.yaml', `${texts.get('sensors.yaml') ?? ''}\n${UNASKED}`]]));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { sensors, assets, catchments } = parsed.town;
  const named = new Set(textsIn([assets, catchments]));
  const index = new TownIndex(parsed.town);
  const asked = sensors.filter(({ id, kind }) => named.has(id) || kind === 'rain-gauge').map(({ id }) => id);
  expect(asked.length).toBeGreaterThan(10);
  expect(sensors.map(({ id }) => id).filter((id) => index.isLookedBackAt(id))).toEqual(asked);
  expect(index.isLookedBackAt('l-well')).toBe(false);
});

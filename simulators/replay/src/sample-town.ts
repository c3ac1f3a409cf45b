import { readFileSync } from 'node:fs';
import { parseTown, TOWN_FILES, type Town } from '@voldgrav/wire';

/** The invented town that comes along, for specs. */
export function sampleTown(): Town {
  const parsed = parseTown(new Map(TOWN_FILES.map((name) => [name, readFileSync(new URL(`../../../config/sample-town/${name}`, import.meta.url), 'utf8')])));
  if (!parsed.ok) throw new Error('The sample town is not valid; check-town tells why.');
  return parsed.town;
}

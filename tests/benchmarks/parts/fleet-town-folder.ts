import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleetTown } from '@voldgrav/fleet';
import { TOWN_FILES } from '@voldgrav/wire';
import { SAMPLE_TOWN } from './built-program.ts';
import { temporaryFolder } from './built-server.ts';

/** The sample town, grown by a fleet of `sensors`, as a folder that is gone after the run. */
export function fleetTownFolder(sensors: number, later: (undo: () => void) => void): string {
  const folder = join(temporaryFolder(later), 'town');
  mkdirSync(folder);
  const base = new Map(TOWN_FILES.map((name) => [name as string, readFileSync(join(SAMPLE_TOWN, name), 'utf8')]));
  for (const [name, text] of fleetTown(base, sensors)) writeFileSync(join(folder, name), text);
  return folder;
}

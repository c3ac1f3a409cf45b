import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { environmentOfUser } from './built-program.ts';
import { bundled } from './bundled.ts';
import type { Later } from './consumer.ts';
import { fleetTownFolder } from './fleet-town-folder.ts';

const command = promisify(execFile);

export const DAY_MINUTES = 1_440;

/** What the pipeline holds after a day of `sensors` that speak once a minute, in bytes for each sample: without what it held after its first two hours. */
export async function bytesOfASample(sensors: number, later: Later): Promise<number> {
  const { stdout } = await command(process.execPath, ['--expose-gc', await bundled('day-of-sensors'), fleetTownFolder(sensors, later), String(DAY_MINUTES)], { env: environmentOfUser() });
  const { before, after } = JSON.parse(stdout) as { readonly before: number; readonly after: number };
  return (after - before) / (sensors * DAY_MINUTES);
}

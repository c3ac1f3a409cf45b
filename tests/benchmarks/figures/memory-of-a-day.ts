import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Figure } from '../figure.ts';
import { environmentOfUser } from '../parts/built-program.ts';
import { bundled } from '../parts/bundled.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';

const command = promisify(execFile);
const SENSORS = 1_000;
const MANY = 10_000;
/** The two hours that the program begins with, and a day. */
const DAY_MINUTES = 1_440;
const MEGABYTE = 1e6;

export const memoryOfADay: Figure = {
  name: 'memory-of-a-day',
  title: 'Memory of a day of samples',
  meaning: `What the pipeline alone holds after a day of 1,000 sensors that each speak once a minute, up to a second off their moment: what is left after a collection of
garbage, less what it held after its first two hours. A sample is held by the series book for 25 hours and by the judge of its series as far as its checks look back: twelve
hours for a level, a day for rain. For 10,000 sensors that is ten times as much, on top of what the server of their town takes at its start.`,
  measures: [
    { name: 'bytes a sample', unit: 'B', goal: { atMost: 16 } },
    { name: 'a day of 10,000 sensors', unit: 'MB' },
  ],
  runs: { full: 1, quick: 1 },
  async run({ later }) {
    const { stdout } = await command(process.execPath, ['--expose-gc', await bundled('day-of-sensors'), fleetTownFolder(SENSORS, later), String(DAY_MINUTES)], { env: environmentOfUser() });
    const { before, after } = JSON.parse(stdout) as { readonly before: number; readonly after: number };
    const each = (after - before) / (SENSORS * DAY_MINUTES);
    return { 'bytes a sample': each, 'a day of 10,000 sensors': (each * MANY * DAY_MINUTES) / MEGABYTE };
  },
};

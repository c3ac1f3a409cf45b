import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { HOUR, MINUTE } from '@voldgrav/hydrology';
import type { Figure } from '../figure.ts';
import { environmentOfUser } from '../parts/built-program.ts';
import { startServer, temporaryFolder } from '../parts/built-server.ts';
import { bundled } from '../parts/bundled.ts';
import { bytesOfASample, DAY_MINUTES } from '../parts/day-of-samples.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { forgetMost, processorSeconds, residentMemory } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const command = promisify(execFile);
const SENSORS = 10_000;
const SENSORS_OF_A_DAY = 1_000;
/** A whole day is 14 million rows, and going through them takes more than the rest of the bench. */
const MINUTES = { full: (6 * HOUR) / MINUTE, quick: 10 } as const;
/** One word a minute of each. */
const REAL_RATE = 167;
const RATE = 5_000;
const SECONDS = { full: { real: 60, fast: 100 }, quick: { real: 15, fast: 15 } } as const;
const START_PATIENCE_MS = 1_200_000;
const MEGABYTE = 1e6;

export const memoryAfterHours: Figure = {
  name: 'memory-after-hours',
  title: 'Memory of a server of 10,000 sensors after hours',
  meaning: `Resident memory of the server of 10,000 sensors that have each spoken once a minute for six hours, up to a second off their moment, a real Mosquitto before it. The six hours stand in its journal, and it goes through them at its
start as it does through the last twenty-five: the most until it serves its page, and the processor time that this took; then the most in a minute at the rate at which such sensors speak, and in a hundred seconds at 5,000 msg/s. With a whole day
it would be what the samples of eighteen more hours take, reckoned from what the pipeline alone holds of 1,000 sensors after a day.`,
  measures: [
    { name: 'the most while it starts', unit: 'MB' },
    { name: 'processor time of the start', unit: 's' },
    { name: 'the most in a minute at 167 msg/s', unit: 'MB' },
    { name: 'the most at 5,000 msg/s', unit: 'MB', goal: { atMost: 400 } },
    { name: 'with a whole day, reckoned', unit: 'MB', goal: { atMost: 400 } },
  ],
  runs: { full: 1, quick: 1 },
  async run({ quick, later }) {
    const size = quick ? 'quick' : 'full';
    const dataDir = temporaryFolder(later);
    await command(process.execPath, [await bundled('day-in-journal'), dataDir, String(SENSORS), String(MINUTES[size])], { env: environmentOfUser() });
    const broker = await realMosquitto(later);
    const server = await startServer({ townDir: fleetTownFolder(SENSORS, later), mqttUrl: broker.url, dataDir, patienceMs: START_PATIENCE_MS, later });
    const starting = residentMemory(server.pid).most;
    const took = processorSeconds(server.pid);
    const mostAt = async (rate: number, seconds: number): Promise<number> => {
      forgetMost(server.pid);
      await runFleetProgram({ mqttUrl: broker.url, rate, seconds, sensors: SENSORS });
      return residentMemory(server.pid).most;
    };
    const real = await mostAt(REAL_RATE, SECONDS[size].real);
    const fast = await mostAt(RATE, SECONDS[size].fast);
    await server.stop();
    const more = (SENSORS * (DAY_MINUTES - MINUTES[size]) * (await bytesOfASample(SENSORS_OF_A_DAY, later))) / MEGABYTE;
    return {
      'the most while it starts': starting,
      'processor time of the start': took,
      'the most in a minute at 167 msg/s': real,
      'the most at 5,000 msg/s': fast,
      'with a whole day, reckoned': fast + more,
    };
  },
};

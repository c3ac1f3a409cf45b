import { setTimeout as wait } from 'node:timers/promises';
import type { Figure } from '../figure.ts';
import { SAMPLE_TOWN } from '../parts/built-program.ts';
import { startServer } from '../parts/built-server.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { residentMemory } from '../parts/process-usage.ts';

export const serverMemory: Figure = {
  name: 'server-memory',
  title: 'Memory of the server',
  meaning: `Resident memory of the one process that \`npm start\` runs (embedded broker, journal, store, server), over the sample town: five seconds after its
first page without load, and the most it had during 1,000 msg/s.`,
  measures: [
    { name: 'idle', unit: 'MB' },
    { name: 'most at 1,000 msg/s', unit: 'MB', goal: { atMost: 400 } },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const server = await startServer({ later });
    await wait(quick ? 1_000 : 5_000);
    const idle = residentMemory(server.pid).now;
    await runFleetProgram({ mqttUrl: server.mqttUrl, rate: 1_000, seconds: quick ? 3 : 15, townDir: SAMPLE_TOWN });
    return { idle, 'most at 1,000 msg/s': residentMemory(server.pid).most };
  },
};

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import type { Figure } from '../figure.ts';
import { startServer, temporaryFolder } from '../parts/built-server.ts';
import { runFleetProgram } from '../parts/fleet-program.ts';
import { fleetTownFolder } from '../parts/fleet-town-folder.ts';
import { processorSeconds, residentMemory } from '../parts/process-usage.ts';
import { realMosquitto } from '../parts/real-mosquitto.ts';

const SENSORS = 1_000;
const RATE = 40_000;
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 120_000;

export const storeEmbedded: Figure = {
  name: 'store-embedded',
  title: 'Store: from Mosquitto to the embedded store',
  meaning: `40,000 msg/s of 1,000 sensors at QoS 1 through a real Mosquitto. The rate counts from the first message sent to the moment at which another process reads
the last of them in the store's file; each is in the journal before it is acknowledged, judged, and rolled up.`,
  measures: [
    { name: 'queryable', unit: 'msg/s', goal: { atLeast: 20_000 } },
    { name: 'lost', unit: 'msg', goal: { atMost: 0 } },
    { name: 'memory', unit: 'MB' },
    { name: 'processor time', unit: 'µs/msg' },
  ],
  runs: { full: 3, quick: 1 },
  async run({ quick, later }) {
    const broker = await realMosquitto(later);
    const dataDir = temporaryFolder(later);
    const server = await startServer({ townDir: fleetTownFolder(SENSORS, later), mqttUrl: broker.url, dataDir, later });
    const file = join(dataDir, 'observations.sqlite');
    // The store's thread makes it in its own time.
    while (!existsSync(file)) await wait(LOOK_EVERY_MS);
    const store = new DatabaseSync(file, { readOnly: true });
    later(() => store.close());
    const before = processorSeconds(server.pid);
    const { sent, startedAt } = await runFleetProgram({ mqttUrl: broker.url, rate: RATE, seconds: quick ? 4 : 10, sensors: SENSORS });
    const counting = store.prepare(`SELECT count(*) AS count FROM observation WHERE series IN (SELECT id FROM series WHERE quantity <> 'battery_v')`);
    const { count, lastAt } = await untilStored(() => (counting.get() as { count: number }).count, sent);
    return {
      queryable: (count / (lastAt - startedAt)) * 1_000,
      lost: sent - count,
      memory: residentMemory(server.pid).most,
      'processor time': ((processorSeconds(server.pid) - before) / count) * 1e6,
    };
  },
};

async function untilStored(counted: () => number, wanted: number): Promise<{ readonly count: number; readonly lastAt: number }> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const lastAt = Date.now();
    const count = counted();
    if (count >= wanted || lastAt > giveUpAt) return { count, lastAt };
    await wait(LOOK_EVERY_MS);
  }
}

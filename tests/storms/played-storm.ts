import { instant, SECOND } from '@voldgrav/hydrology';
import { ReplayEngine, ReplayPlayer, type ReplayReport } from '@voldgrav/replay';
import { namedStorm, stormMessages, type StormName } from '@voldgrav/storm';
import type { Town } from '@voldgrav/wire';

/** When every named storm's sensors begin to speak here; the first rain comes an hour later. */
const BEGINS = instant(Date.UTC(2026, 7, 26, 9));
const SEED = 1;
const encoder = new TextEncoder();

/** A named storm over the town, through the engine. */
export async function playedStorm(name: StormName, town: Town): Promise<ReplayReport> {
  const engine = new ReplayEngine({ town, lane: 'storms', readinessEvery: 1 });
  const recording = {
    async *parts() {
      yield [...stormMessages(namedStorm({ name, town, seed: SEED, begins: BEGINS }))].map(({ at, topic, payload }) => ({
        kind: 'message' as const,
        message: { topic, payload: encoder.encode(payload), receivedAt: at },
        receivedAt: at,
      }));
    },
  };
  await new ReplayPlayer({ recording, openStage: () => engine, runsOn: 90 * SECOND }).play({ speed: 'max' });
  return engine.report();
}

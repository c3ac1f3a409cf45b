import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECOND } from '@voldgrav/hydrology';
import { TownIndex } from '@voldgrav/pipeline';
import { openRecording, ReplayEngine, ReplayPlayer, type ReplayReport } from '@voldgrav/replay';
import type { Town } from '@voldgrav/wire';

export interface ReplayOfOptions {
  readonly town: Town;
  readonly rename?: ReadonlyMap<string, string>;
  readonly readinessEvery?: number;
}

/** The lines of a recording, played through the engine as fast as it goes. */
export async function replayOf(lines: readonly string[], { town, rename = new Map(), readinessEvery = 1 }: ReplayOfOptions): Promise<ReplayReport> {
  const folder = mkdtempSync(join(tmpdir(), 'voldgrav-storm-'));
  try {
    const file = join(folder, 'recording');
    writeFileSync(file, `${lines.join('\n')}\n`);
    const recording = await openRecording([file], { index: new TownIndex(town), rename, badLines: 'refuse', onMended: () => undefined });
    const engine = new ReplayEngine({ town, lane: 'replay', readinessEvery });
    const runsOn = Math.max(...town.sensors.map(({ expectedInterval }) => 3 * expectedInterval * SECOND));
    await new ReplayPlayer({ recording, openStage: () => engine, runsOn }).play({ speed: 'max' });
    return engine.report();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { setImmediate as turn } from 'node:timers/promises';
import { type Instant, SECOND, shifted } from '@voldgrav/hydrology';
import type { ObservationQuery } from '@voldgrav/pipeline';
import { rollUp, rollUpFurther, type Rollup, ROLLUP_RESOLUTIONS, windowEnd } from '@voldgrav/rollup';
import type { ObservationStore, RolledWindows } from './observation-store.ts';
import type { SeriesState } from './series-state.ts';

/** Series in one step; between two of them others have a turn, such as the intake. */
const AT_ONCE = 100;

export interface RollOptions {
  /** Windows too that their series is still in, because somebody asks for them. */
  readonly open: boolean;
  /** Index of the coarsest resolution that is wanted. */
  readonly upTo: number;
}

/**
 * Rolls up what is due: minutes from observations, everything coarser from the resolution before it. A window that was rolled
 * makes the coarser one around it due. What could not be written stays due.
 */
export async function roll(store: ObservationStore, states: readonly SeriesState[], { open, upTo }: RollOptions): Promise<void> {
  for (let level = 0; level <= upTo; level += 1) {
    const due = states.filter((state) => state.owes(level));
    for (let first = 0; first < due.length; first += AT_ONCE) {
      if (first > 0) await turn();
      await rollSome(store, due.slice(first, first + AT_ONCE), level, open);
    }
  }
}

interface Taken {
  readonly state: SeriesState;
  readonly ends: readonly Instant[];
}

async function rollSome(store: ObservationStore, states: readonly SeriesState[], level: number, open: boolean): Promise<void> {
  const resolution = ROLLUP_RESOLUTIONS[level];
  if (resolution === undefined) return;
  const taken: readonly Taken[] = states.map((state) => ({ state, ends: state.takeDue(level, open) })).filter(({ ends }) => ends.length > 0);
  if (taken.length === 0) return;
  try {
    const runs = taken.map(({ state: { sensor, quantity }, ends }) => runsOf(ends, resolution).map((window) => ({ sensor, quantity, window })));
    const made = await madeFrom(store, runs.flat(), level);
    let first = 0;
    const windows = taken.map(({ state, ends }, index) => windowsOf(state, ends, made.slice(first, (first += runs[index]?.length ?? 0)).flat()));
    await store.putRollups(resolution, windows);
  } catch (cause) {
    for (const { state, ends } of taken) state.owe(level, ends);
    throw cause;
  }
  const coarser = ROLLUP_RESOLUTIONS[level + 1];
  if (coarser !== undefined) for (const { state, ends } of taken) state.owe(level + 1, ends.map((end) => windowEnd(end, coarser)));
}

/** Windows that follow each other are one question. */
function runsOf(ends: readonly Instant[], resolution: number): readonly ObservationQuery['window'][] {
  const step = resolution * SECOND;
  const runs: { after: Instant; until: Instant }[] = [];
  for (const end of ends) {
    const last = runs[runs.length - 1];
    if (last?.until === end - step) last.until = end;
    else runs.push({ after: shifted(end, -step), until: end });
  }
  return runs;
}

async function madeFrom(store: ObservationStore, queries: readonly ObservationQuery[], level: number): Promise<readonly (readonly Rollup[])[]> {
  const resolution = ROLLUP_RESOLUTIONS[level] ?? 0;
  const finer = ROLLUP_RESOLUTIONS[level - 1];
  if (finer === undefined) return (await store.ranges(queries)).map((observations) => rollUp(observations, resolution));
  return (await store.rollups(queries.map((query) => ({ ...query, resolution: finer })))).map((rollups) => rollUpFurther(rollups, resolution));
}

function windowsOf({ sensor, quantity }: SeriesState, ends: readonly Instant[], rollups: readonly Rollup[]): RolledWindows {
  const filled = new Set(rollups.map(({ endsAt }) => endsAt));
  return { sensor, quantity, rollups, emptied: ends.filter((end) => !filled.has(end)) };
}

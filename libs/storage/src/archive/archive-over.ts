import { DAY, type Instant, instant } from '@voldgrav/hydrology';
import type { ObservationArchive, ObservationQuery, Series } from '@voldgrav/pipeline';
import { LATENESS_LIMIT, type Observation } from '@voldgrav/quality';
import { ROLLUP_RESOLUTIONS } from '@voldgrav/rollup';
import { assertStorable } from './assert-storable.ts';
import type { ObservationStore } from './observation-store.ts';
import { roll } from './roller.ts';
import { type SeriesState, SeriesStates } from './series-state.ts';
import { settleLate } from './settle-late.ts';
import { type ObservationPacker, unpackObservations } from '../thread/packed-observations.ts';

/** An archive that is this process's own to close. */
export interface OwnArchive extends ObservationArchive {
  /** `append` of those that were packed from rows after `after`. */
  appendPacked(packer: ObservationPacker, after: number): Promise<void>;
  close(): void | Promise<void>;
}

/** One in this thread, whatever it keeps its observations in. */
export interface KeptArchive extends OwnArchive {
  /** What it is made of, for whoever moves one archive into another. */
  readonly store: ObservationStore;
  /** Lets go of a series within a window, for a rebuild. */
  remove(query: ObservationQuery): Promise<void>;
  close(): void;
}

export interface ArchiveOptions {
  /** Since when observations are kept as they came; absent: for ever. */
  readonly rawSince?: (() => Instant) | undefined;
}

const MINUTES = ROLLUP_RESOLUTIONS[0];
const COARSEST = ROLLUP_RESOLUTIONS.length - 1;

/**
 * The archive over a store of any kind. It has its store to itself: it remembers the newest time of each series, so that what
 * comes in order, nearly everything, is written without a look at what is there. Appending and rolling go one at a time.
 */
export function archiveOver(store: ObservationStore, { rawSince }: ArchiveOptions = {}): KeptArchive {
  const states = new SeriesStates();
  let forgottenUntil = -Infinity;
  let busy: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = busy.then(work, work);
    busy = done.catch(() => undefined);
    return done;
  }

  /** Asks the store once for what a series had; what was open when the process before this one ended is due again. */
  async function meet(known: readonly SeriesState[]): Promise<void> {
    const strangers = [...new Set(known.filter(({ newest }) => newest === undefined))];
    if (strangers.length === 0) return;
    const latest = await store.latest(strangers);
    strangers.forEach((state, index) => {
      const last = latest[index];
      state.newest = last?.phenomenonTime ?? -Infinity;
      if (last !== undefined) state.mark(last.phenomenonTime);
    });
  }

  /**
   * Later than the seven days that late data may take, or from a clock astray, an observation must not roll up anew a window whose
   * other observations were let go of.
   */
  function isRolled({ phenomenonTime, receivedAt }: Observation): boolean {
    if (receivedAt - phenomenonTime <= LATENESS_LIMIT) return true;
    return phenomenonTime > Math.max(forgottenUntil, (rawSince?.() ?? -Infinity) + DAY);
  }

  async function write(observations: readonly Observation[]): Promise<void> {
    const known = observations.map((each) => states.of(each));
    await meet(known);
    const fresh: Observation[] = [];
    const late: Observation[] = [];
    for (const [place, state] of known.entries()) {
      const observation = observations[place]!;
      const { phenomenonTime } = observation;
      if (phenomenonTime > (state.newest ?? Infinity)) {
        state.newest = phenomenonTime;
        fresh.push(observation);
      } else late.push(observation);
      if (isRolled(observation)) state.mark(phenomenonTime);
      else state.stir();
    }
    const standing = await settleLate(store, fresh, late);
    if (standing.length > 0) await store.put(standing);
  }

  async function rollAsked(asked: readonly Series[], upTo: number): Promise<void> {
    const known = asked.map((each) => states.of(each));
    await meet(known);
    const due = known.filter((state) => state.isDue(upTo));
    if (due.length > 0) await roll(store, [...new Set(due)], { open: true, upTo });
  }

  async function rollStirred(): Promise<void> {
    const stirred = states.takeStirred();
    try {
      await roll(store, stirred, { open: false, upTo: COARSEST });
    } catch (cause) {
      for (const state of stirred) state.stir();
      throw cause;
    }
  }

  async function append(observations: readonly Observation[]): Promise<void> {
    observations.forEach(assertStorable);
    if (observations.length === 0) return;
    await inTurn(async () => {
      try {
        await write(observations);
      } catch (cause) {
        // Nobody knows what the store has kept of it: it is asked again.
        for (const state of states) state.newest = undefined;
        throw cause;
      }
    });
  }

  return {
    store,
    append,
    appendPacked: (packer, after) => append(unpackObservations(packer, after)),
    range: async (query) => (await store.ranges([query]))[0] ?? [],
    latest: async (sensor, quantity) => (await store.latest([{ sensor, quantity }]))[0],
    rollups: async (queries) => {
      const upTo = Math.max(...queries.map(({ resolution }) => ROLLUP_RESOLUTIONS.indexOf(resolution)));
      if (isAnyDue(queries.map((each) => states.of(each)), upTo)) await inTurn(() => rollAsked(queries, upTo));
      return store.rollups(queries);
    },
    roll: () => inTurn(rollStirred),
    forget: (until) =>
      inTurn(async () => {
        // Whole days, so that no coarser window is left with half of its minutes.
        const midnight = instant(Math.floor(until / DAY) * DAY);
        forgottenUntil = midnight;
        await store.forget('observations', midnight);
        await store.forget(MINUTES, midnight);
      }),
    remove: (query) =>
      inTurn(async () => {
        const gone = (await store.ranges([query]))[0] ?? [];
        for (const { phenomenonTime } of gone) states.of(query).mark(phenomenonTime);
        await store.remove(query);
        states.of(query).newest = undefined;
      }),
    reachable: () => store.reachable(),
    close: () => store.close(),
  };
}

const isAnyDue = (states: readonly SeriesState[], upTo: number): boolean => states.some((state) => state.newest === undefined || state.isDue(upTo));

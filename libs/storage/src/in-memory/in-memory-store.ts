import { type Instant, isWithin, type TimeWindow } from '@voldgrav/hydrology';
import type { Series } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { rollUpFurther, type Rollup } from '@voldgrav/rollup';
import { archiveOver, type KeptArchive } from '../archive/archive-over.ts';
import type { ObservationStore } from '../archive/observation-store.ts';

/** Keeps observations for as long as the process lives: for tests, and for lanes that leave nothing behind. */
export const inMemoryArchive = (): KeptArchive => archiveOver(inMemoryStore());

function inMemoryStore(): ObservationStore {
  const observations = new Shelf<Observation>();
  const rollups = new Shelf<Rollup>();

  return {
    async put(each) {
      for (const observation of each) observations.put(keyOf(observation), observation.phenomenonTime, observation);
    },
    ranges: async (queries) => queries.map((query) => observations.within(keyOf(query), query.window)),
    latest: async (series) => series.map((each) => observations.last(keyOf(each))),
    earliest: async (series) => observations.within(keyOf(series), EVER)[0]?.phenomenonTime,
    async putRollups(resolution, windows) {
      for (const window of windows) {
        const key = `${resolution} ${keyOf(window)}`;
        for (const rollup of window.rollups) rollups.put(key, rollup.endsAt, rollup);
        for (const end of window.emptied) rollups.remove(key, end);
      }
    },
    rollups: async (queries) =>
      queries.map((query) => {
        const found = rollups.within(`${query.resolution} ${keyOf(query)}`, query.window);
        return query.joined === undefined ? found : rollUpFurther(found, query.joined);
      }),
    async forget(kept, until) {
      if (kept === 'observations') observations.forget('', until);
      else rollups.forget(`${kept} `, until);
    },
    async remove(query) {
      for (const { phenomenonTime } of observations.within(keyOf(query), query.window)) observations.remove(keyOf(query), phenomenonTime);
    },
    series: async () => [...new Set([...observations.keys(), ...rollups.keys().map((key) => key.slice(key.indexOf(' ') + 1))])].map(seriesOf),
    reachable: async () => undefined,
    close: () => undefined,
  };
}

const EVER: TimeWindow = { after: -Infinity as Instant, until: Infinity as Instant };

/** The quantity comes first, because it can hold no space and a sensor's name may. */
const keyOf = ({ sensor, quantity }: Series): string => `${quantity} ${sensor}`;
const seriesOf = (key: string): Series => ({ quantity: key.slice(0, key.indexOf(' ')) as Series['quantity'], sensor: key.slice(key.indexOf(' ') + 1) });

/** Things by key and time. */
class Shelf<Thing> {
  private readonly rows = new Map<string, Map<Instant, Thing>>();

  put(key: string, at: Instant, thing: Thing): void {
    const row = this.rows.get(key) ?? new Map<Instant, Thing>();
    this.rows.set(key, row.set(at, thing));
  }

  remove(key: string, at: Instant): void {
    this.rows.get(key)?.delete(at);
  }

  within(key: string, window: TimeWindow): readonly Thing[] {
    const found = [...(this.rows.get(key) ?? [])].filter(([at]) => isWithin(at, window));
    return found.sort(([one], [other]) => one - other).map(([, thing]) => thing);
  }

  last(key: string): Thing | undefined {
    return this.within(key, EVER).at(-1);
  }

  forget(prefix: string, until: Instant): void {
    for (const [key, row] of this.rows) if (key.startsWith(prefix)) for (const at of row.keys()) if (at <= until) row.delete(at);
  }

  keys(): readonly string[] {
    return [...this.rows.keys()];
  }
}

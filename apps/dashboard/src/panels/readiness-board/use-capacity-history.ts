import type { BasinReadinessAnswer, LiveBasin } from '@voldgrav/wire';
import { shallowRef, watch, type Ref } from 'vue';
import { loadJson } from '../../town/load-json.ts';
import type { SparkPoint } from './sparkline-path.ts';

const KEPT_MS = 2 * 3_600_000;
const POINT_EVERY_MS = 30_000;
/** A longer step than this means that a backlog came in behind our back: the server knows better by now. */
const HOLE_MS = 2 * POINT_EVERY_MS + 15_000;
const ASK_AGAIN_MS = 10_000;

/** What each basin could take over the last two hours: fetched once, again after a new snapshot, and added to as it comes. */
export function useCapacityHistory(basins: Ref<readonly LiveBasin[]>, reloads: Ref<number>) {
  const history = shallowRef<ReadonlyMap<string, readonly SparkPoint[]>>(new Map());

  let askedAt = -Infinity;

  async function fetchAll(): Promise<void> {
    askedAt = performance.now();
    const answers = await Promise.all(basins.value.map((basin) => loadJson<BasinReadinessAnswer>(`/api/v1/basins/${basin.id}/readiness`)));
    history.value = new Map(answers.map(({ basin, points }) => [basin, points.map(({ at, canTake30Mm }) => ({ at: Date.parse(at), mm: canTake30Mm }))]));
  }

  function append(): void {
    const next = new Map(history.value);
    let hole = false;
    for (const basin of basins.value) {
      const points = next.get(basin.id);
      if (points === undefined || basin.at - (points.at(-1)?.at ?? 0) < POINT_EVERY_MS) continue;
      if (basin.at - (points.at(-1)?.at ?? basin.at) > HOLE_MS) hole = true;
      const mm = basin.canTake.find((take) => take.minutes === 30)?.mm ?? null;
      next.set(basin.id, [...points.filter((point) => point.at > basin.at - KEPT_MS), { at: basin.at, mm }]);
    }
    history.value = next;
    if (hole && performance.now() - askedAt > ASK_AGAIN_MS) refresh();
  }

  // A sparkline that cannot be had leaves the number beside it as it is; the next snapshot asks again.
  const refresh = (): void => void fetchAll().catch(() => undefined);
  const ids = () => basins.value.map((basin) => basin.id).join();
  watch([ids, reloads], refresh, { immediate: true });
  watch(basins, append);
  return history;
}

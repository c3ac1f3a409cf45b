import type { BasinReadinessAnswer, LiveBasin } from '@voldgrav/wire';
import { shallowRef, watch, type Ref } from 'vue';
import { loadJson } from '../../town/load-json.ts';
import { withMeanwhile } from './capacity-points.ts';
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
  let asked = 0;
  /** What came in while history was on its way. */
  let meanwhile: ReadonlyMap<string, readonly SparkPoint[]> | undefined;

  async function fetchAll(): Promise<void> {
    askedAt = performance.now();
    asked += 1;
    const mine = asked;
    meanwhile = new Map();
    try {
      const answers = await Promise.all(basins.value.map((basin) => loadJson<BasinReadinessAnswer>(`/api/v1/basins/${basin.id}/readiness`)));
      // A newer question was asked meanwhile: it has an answer of its own, and what comes in until then.
      if (mine !== asked) return;
      const missed = meanwhile;
      history.value = new Map(
        answers.map(({ basin, points }) => {
          const known = points.map(({ at, canTake30Mm }) => ({ at: Date.parse(at), mm: canTake30Mm }));
          return [basin, withMeanwhile(known, missed.get(basin) ?? [])];
        }),
      );
    } finally {
      if (mine === asked) meanwhile = undefined;
    }
  }

  function append(): void {
    const next = new Map(history.value);
    let hole = false;
    for (const basin of basins.value) {
      const point: SparkPoint = { at: basin.at, mm: basin.canTake.find((take) => take.minutes === 30)?.mm ?? null };
      if (meanwhile !== undefined) meanwhile = withPoint(meanwhile, basin.id, point);
      const points = next.get(basin.id);
      if (points === undefined || basin.at - (points.at(-1)?.at ?? 0) < POINT_EVERY_MS) continue;
      if (basin.at - (points.at(-1)?.at ?? basin.at) > HOLE_MS) hole = true;
      next.set(basin.id, [...points.filter(({ at }) => at > basin.at - KEPT_MS), point]);
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

/** One more point where it is late enough to be one. */
function withPoint(all: ReadonlyMap<string, readonly SparkPoint[]>, basin: string, point: SparkPoint): ReadonlyMap<string, readonly SparkPoint[]> {
  const points = all.get(basin) ?? [];
  return point.at - (points.at(-1)?.at ?? -Infinity) < POINT_EVERY_MS ? all : new Map(all).set(basin, [...points, point]);
}

import type { ReadinessState } from '@voldgrav/readiness';
import type { LiveBasin } from '@voldgrav/wire';

const NEED: Readonly<Record<ReadinessState, number>> = { exhausted: 3, unknown: 2, strained: 1, ready: 0 };

/** Unknown is never ranked milder than the state it was in before (readiness.md §3). */
const needOf = (basin: LiveBasin): number => Math.max(NEED[basin.state], basin.lastKnownState === undefined ? 0 : NEED[basin.lastKnownState]);

/**
 * Basins with the greatest need first; the order within a state is the town's, so that rows do not jump about while
 * millimetres change.
 */
export const byNeed = (basins: readonly LiveBasin[]): readonly LiveBasin[] => [...basins].sort((one, other) => needOf(other) - needOf(one));

/** The one basin to speak of first: the greatest need, and among those still able to take rain the one that takes least. */
export function neediest(basins: readonly LiveBasin[]): LiveBasin | undefined {
  const [first] = byNeed(basins);
  const equals = basins.filter((basin) => first !== undefined && needOf(basin) === needOf(first));
  return equals.reduce<LiveBasin | undefined>((least, next) => (least !== undefined && takes(least) <= takes(next) ? least : next), undefined);
}

const takes = (basin: LiveBasin): number => basin.canTake.find((take) => take.minutes === 30)?.mm ?? -1;

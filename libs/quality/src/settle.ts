import { against } from './against.ts';
import { finding } from './finding.ts';
import { SUSPECT } from './flag.ts';
import type { CheckResult, Observation } from './observation.ts';

/**
 * Which of two observations of one series and instant stands (contract.md §3): the one with the higher revision; of equal
 * revisions the later judgement; else the one that was there first, which is doubted from then on when the other had another
 * value. `told` is the one that came later. Gives `kept` itself when nothing changes.
 */
export function settle(kept: Observation, told: Observation): Observation {
  const revised = (told.revision ?? 0) - (kept.revision ?? 0);
  if (revised !== 0) return revised > 0 ? told : kept;
  const judged = (told.judgement ?? 0) - (kept.judgement ?? 0);
  if (judged !== 0) return judged > 0 ? doubtedAs(kept, told) : kept;
  return told.value === kept.value || conflictOf(kept) !== undefined ? kept : against(kept, conflict(told));
}

/** A later judgement does not take away that there was a contradiction. */
function doubtedAs(kept: Observation, told: Observation): Observation {
  const found = conflictOf(kept);
  return found === undefined || conflictOf(told) !== undefined ? told : against(told, found);
}

const conflictOf = ({ checks }: Observation): CheckResult | undefined => checks.find(({ check }) => check === 'conflict');

const conflict = ({ value }: Observation): CheckResult => ({ check: 'conflict', flag: SUSPECT, detail: finding('told-otherwise', { value }) });

import { type Instant, MINUTE } from '@voldgrav/hydrology';
import type { CatchmentAssessment } from './catchment-assessment.ts';

/** How long there is to begin something against a limit: minutes, negative where the last moment has passed, Infinity while the limit is not in sight or somebody has begun. */
export interface TimeToDecide {
  readonly minutes: number;
  /** Some of those who could tell do not know: it may be less. */
  readonly perhapsLess: boolean;
}

/**
 * Minutes until the first last moment (readiness.md §4) of an action of which nobody has begun a step, of the steps that protect one of `limits` (ids), over all
 * catchments whose water comes there. Undefined where nobody can tell: none was asked yet, or all of them are unknown.
 */
export function timeToDecide(limits: ReadonlySet<string>, assessments: readonly CatchmentAssessment[], now: Instant): TimeToDecide | undefined {
  const known = assessments.filter(({ state }) => state !== 'unknown');
  if (known.length === 0) return undefined;
  const begun = new Set(known.flatMap(({ latestDecisions }) => latestDecisions.flatMap(({ action, begunAt }) => (begunAt === undefined ? [] : [action]))));
  const moments = known.flatMap(({ latestDecisions }) => latestDecisions.flatMap(({ action, limit, at }) => (limits.has(limit) && !begun.has(action) ? [at] : [])));
  return { minutes: (Math.min(...moments) - now) / MINUTE, perhapsLess: known.length < assessments.length };
}

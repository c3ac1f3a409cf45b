import type { Instant } from '@voldgrav/hydrology';
import type { Escalation, LatestDecision } from './catchment-assessment.ts';

/**
 * What has to be escalated at `now` (readiness.md §4): acknowledging an alert does not stop this clock, beginning a step does.
 * `before` is what was escalated at the last look: last moments move with the forecast, and the one that passed stays told.
 */
export function escalations(decisions: readonly LatestDecision[], before: readonly Escalation[], now: Instant): readonly Escalation[] {
  const told = new Map<string, Escalation>();
  const begun = new Set(decisions.filter(({ begunAt }) => begunAt !== undefined).map(({ action }) => action));
  // Soonest first: the first that has passed is the one to tell.
  for (const { action, limit, at } of decisions) {
    if (at >= now || begun.has(action) || told.has(action)) continue;
    const earlier = before.find((each) => each.action === action && each.limit === limit);
    told.set(action, earlier ?? { action, limit, since: at });
  }
  return [...told.values()];
}

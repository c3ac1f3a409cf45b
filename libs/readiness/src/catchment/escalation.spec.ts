import { MINUTE, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import type { LatestDecision } from './catchment-assessment.ts';
import { escalations } from './escalation.ts';
import { NOON } from './small-catchments.ts';

const step = (action: string, id: string, minute: number, begunMinute?: number): LatestDecision => ({
  action, step: id, limit: 'b', at: shifted(NOON, minute * MINUTE), ...(begunMinute === undefined ? {} : { begunAt: shifted(NOON, begunMinute * MINUTE) }),
});

describe('an action that nobody has begun', () => {
  it('is escalated once the last moment for its first step has passed, not before', () => {
    expect(escalations([step('park', 'pump', 0), step('park', 'call', 5)], [], NOON)).toEqual([]);
    expect(escalations([step('park', 'pump', -1), step('park', 'call', 5)], [], NOON)).toEqual([{ action: 'park', limit: 'b', since: shifted(NOON, -MINUTE) }]);
  });

  it('is not, when any of its steps is under way; another action is on its own', () => {
    expect(escalations([step('park', 'pump', -1), step('park', 'call', 5, -20)], [], NOON)).toEqual([]);
    expect(escalations([step('park', 'pump', -1, -9), step('gate', 'close', -3)], [], NOON).map(({ action }) => action)).toEqual(['gate']);
  });

  it('stays told from the moment that passed, and is over when its limit is out of sight', () => {
    const before = escalations([step('park', 'pump', -1)], [], NOON);
    const later = shifted(NOON, 10 * MINUTE);
    expect(escalations([step('park', 'pump', 7)], before, later)).toEqual(before);
    expect(escalations([], before, later)).toEqual([]);
  });
});

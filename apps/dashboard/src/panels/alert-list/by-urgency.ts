import type { LiveAlert } from '@voldgrav/wire';

const PLACE = { new: 0, returned: 2, acknowledged: 1, closed: 3 } as const;

/** What needs someone first: new before acknowledged before returned, the graver first, and of equals the newer. Closed ones are history. */
export const byUrgency = (alerts: readonly LiveAlert[]): readonly LiveAlert[] =>
  alerts
    .filter((alert) => alert.state !== 'closed')
    .sort((one, other) => PLACE[one.state] - PLACE[other.state] || other.severity - one.severity || other.raisedAt - one.raisedAt);

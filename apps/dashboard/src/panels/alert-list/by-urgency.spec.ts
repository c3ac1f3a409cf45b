import type { LiveAlert } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { byUrgency } from './by-urgency.ts';

const alert = (id: string, state: LiveAlert['state'], severity: 1 | 2 | 3, raisedAt: number): LiveAlert => ({
  id, rule: 'r', asset: 'a', severity, state, episodeStart: raisedAt, raisedAt, valueWhenRaised: 1, actions: [],
});

describe('the order of alerts', () => {
  it('is new, acknowledged, returned; graver first; newer first; closed not at all', () => {
    const order = byUrgency([
      alert('closed', 'closed', 3, 9), alert('returned', 'returned', 3, 8), alert('seen', 'acknowledged', 3, 7),
      alert('old', 'new', 2, 1), alert('grave', 'new', 3, 2), alert('new', 'new', 2, 3),
    ]);
    expect(order.map(({ id }) => id)).toEqual(['grave', 'new', 'old', 'seen', 'returned']);
  });
});

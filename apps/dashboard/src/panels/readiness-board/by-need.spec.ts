import type { LiveBasin } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { byNeed, neediest } from './by-need.ts';

const basin = (id: string, state: LiveBasin['state'], mm?: number, lastKnownState?: LiveBasin['state']): LiveBasin => ({
  id, at: 0, state, designReturnPeriod: 5, comingMm: null, reasons: [],
  canTake: mm === undefined ? [] : [{ minutes: 30, mm, lowMm: mm - 1, highMm: mm + 1 }],
  ...(lastKnownState === undefined ? {} : { lastKnownState }),
});

describe('the order of the board', () => {
  it('puts the greatest need first and keeps the town’s order within a state', () => {
    const order = byNeed([basin('a', 'ready', 30), basin('b', 'strained', 12), basin('c', 'exhausted', 0.4), basin('d', 'strained', 9)]);
    expect(order.map(({ id }) => id)).toEqual(['c', 'b', 'd', 'a']);
  });

  it('never ranks unknown milder than what it was', () => {
    const order = byNeed([basin('strained', 'strained', 9), basin('was-full', 'unknown', undefined, 'exhausted'), basin('full', 'exhausted', 0)]);
    expect(order.map(({ id }) => id)).toEqual(['was-full', 'full', 'strained']);
  });

  it('speaks first of the one that takes least', () => {
    expect(neediest([basin('b', 'strained', 12), basin('d', 'strained', 9), basin('a', 'ready', 1)])?.id).toBe('d');
    expect(neediest([])).toBeUndefined();
  });
});

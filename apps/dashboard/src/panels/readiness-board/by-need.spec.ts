import type { ReadinessState } from '@voldgrav/readiness';
import { describe, expect, it } from 'vitest';
import { byNeed, neediest, type Told } from './by-need.ts';

const told = (id: string, state: ReadinessState, mm?: number, more: Partial<Told> = {}) => ({ id, state, canTake: mm === undefined ? [] : [{ minutes: 30, mm }], ...more });
const ordered = (...things: readonly ReturnType<typeof told>[]) => byNeed(things, (each) => each).map(({ id }) => id);

describe('the order of the board', () => {
  it('puts the greatest need first and keeps the town’s order within a state', () => {
    expect(ordered(told('a', 'ready', 30), told('b', 'strained', 12), told('c', 'exhausted', 0.4), told('d', 'strained', 9))).toEqual(['c', 'b', 'd', 'a']);
  });

  it('never ranks unknown milder than what it was, or than what the model says', () => {
    expect(ordered(told('strained', 'strained', 9), told('was-full', 'unknown', undefined, { lastKnownState: 'exhausted' }), told('full', 'exhausted', 0))).toEqual(['was-full', 'full', 'strained']);
    expect(ordered(told('unknown', 'unknown', 4), told('by-model', 'unknown', 0, { lastKnownState: 'ready', rankedAs: 'exhausted' }))).toEqual(['by-model', 'unknown']);
  });

  it('takes what is not told yet for unknown', () => {
    const states = new Map([['a', told('a', 'ready', 30)], ['c', told('c', 'exhausted', 0)]]);
    expect(byNeed(['a', 'b', 'c'], (id) => states.get(id))).toEqual(['c', 'b', 'a']);
  });

  it('speaks first of the one that takes least', () => {
    expect(neediest([told('b', 'strained', 12), told('d', 'strained', 9), told('a', 'ready', 1)])?.id).toBe('d');
    expect(neediest([])).toBeUndefined();
  });
});

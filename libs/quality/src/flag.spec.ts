import { describe, expect, it } from 'vitest';
import { type Flag, worstFlag } from './flag.ts';

// QARTOD's order is missing < not evaluated < good < suspect < fail; by number 9 would win (domain.md §3.3, trap 16).
describe('the flag several checks add up to', () => {
  it.each<[readonly Flag[], Flag]>([
    [[9, 1], 1],
    [[9, 2], 2],
    [[2, 1], 1],
    [[1, 3], 3],
    [[4, 3, 9], 4],
    [[], 9],
  ])('%j add up to %i, by QARTOD’s order and not by their numbers', (flags, worst) => {
    expect(worstFlag(flags)).toBe(worst);
  });
});

import { describe, expect, it } from 'vitest';
import { fullJitter } from './full-jitter.ts';

describe('the wait before connecting again', () => {
  it.each([
    [0, 500],
    [1, 1_000],
    [2, 2_000],
    [4, 8_000],
    [5, 15_000],
    [2_000, 15_000],
  ])('after %i failures is drawn from a span whose middle is %i ms', (failures, middle) => {
    expect(fullJitter(failures, () => 0.5)).toBe(middle);
  });

  it('can be nothing', () => {
    expect(fullJitter(3, () => 0)).toBe(0);
  });
});

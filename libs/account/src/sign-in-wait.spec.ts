import { describe, expect, it } from 'vitest';
import { signInWait, type TryLimit } from './sign-in-wait.ts';

const LIMIT: TryLimit = { freeTries: 3, firstWait: 2_000, longestWait: 10_000, remembered: 60_000 };
const NOW = 1_000_000;
const tries = (count: number, last = NOW) => Array.from({ length: count }, (_, index) => last - (count - 1 - index) * 10);

describe('the wait before the next try', () => {
  it.each([
    ['is none at first', 0, 0],
    ['is none while tries are free', 2, 0],
    ['begins with the last free one', 3, 2_000],
    ['doubles', 4, 4_000],
    ['doubles again', 5, 8_000],
    ['has an end', 6, 10_000],
    ['keeps that end', 60, 10_000],
  ])('%s', (_case, count, wait) => {
    expect(signInWait(tries(count), LIMIT, NOW)).toBe(wait);
  });

  it('passes', () => {
    expect(signInWait(tries(3), LIMIT, NOW + 1_999)).toBe(1);
    expect(signInWait(tries(3), LIMIT, NOW + 2_000)).toBe(0);
  });

  it('forgets tries after their time, exactly then', () => {
    expect(signInWait([NOW, NOW, NOW], { ...LIMIT, longestWait: 100_000, firstWait: 100_000 }, NOW + 59_999)).toBe(40_001);
    expect(signInWait([NOW, NOW, NOW], { ...LIMIT, longestWait: 100_000, firstWait: 100_000 }, NOW + 60_000)).toBe(0);
  });
});

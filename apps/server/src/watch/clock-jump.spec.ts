import { describe, expect, it } from 'vitest';
import { clockJump } from './clock-jump.ts';

describe('a jump of the clock', () => {
  it.each([
    ['five seconds in five seconds', 5_000, 5_000, 1, 0],
    ['a nudge of exactly a minute', 65_000, 5_000, 1, 0],
    ['a minute and a millisecond too many', 65_001, 5_000, 1, 60_001],
    ['an hour back', 5_000 - 3_600_000, 5_000, 1, -3_600_000],
    ['a machine that slept an hour, and whose clock went on', 3_605_000, 5_000, 1, 3_600_000],
    ['a test clock at sixty times the speed', 300_000, 5_000, 60, 0],
  ] as const)('%s', (_, clock, steady, speed, expected) => {
    expect(clockJump({ clock: 1_000_000, steady: 10 }, { clock: 1_000_000 + clock, steady: 10 + steady }, speed)).toBe(expected);
  });
});

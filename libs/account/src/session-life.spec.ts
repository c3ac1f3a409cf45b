import { describe, expect, it } from 'vitest';
import { sessionEnd } from './session-life.ts';

const HOUR = 3_600_000;
const BORN = Date.UTC(2026, 10, 24, 6);
const used = (hours: number) => ({ createdAt: BORN, lastSeenAt: BORN + hours * HOUR });

describe('a session', () => {
  it.each([
    ['holds just before a shift has passed unused', used(0), 12 * HOUR - 1, undefined],
    ['is over when a shift has passed unused', used(0), 12 * HOUR, 'idle'],
    ['goes on when it is used', used(11), 12 * HOUR, undefined],
    ['is over after a week however busy', used(167), 168 * HOUR, 'too-old'],
    ['is over when someone ended it', { ...used(0), endedAt: BORN }, 1, 'ended'],
    ['is over when its account is closed', { ...used(0), accountClosedAt: BORN }, 1, 'account-closed'],
    ['of a screen may stand idle', { ...used(0), tokenUntil: BORN + 1_000 * HOUR }, 999 * HOUR, undefined],
    ['of a screen is over with its token', { ...used(0), tokenUntil: BORN + 5 * HOUR }, 5 * HOUR, 'token-over'],
  ] as const)('%s', (_case, facts, after, end) => {
    expect(sessionEnd(facts, BORN + after)).toBe(end);
  });
});

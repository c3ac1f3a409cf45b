const HOUR = 3_600_000;

/** Unused for this long, a session is over: a shift. */
export const IDLE_HOURS = 12;
/** However busy, it is over after this long: then it is signed in anew. */
export const LONGEST_HOURS = 7 * 24;

export type SessionEnd = 'ended' | 'account-closed' | 'idle' | 'too-old' | 'token-over';

/** What is known of a session; whether it still holds follows from it. Times are UTC milliseconds. */
export interface SessionFacts {
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly endedAt?: number;
  /** Of a person's session: when the account was closed. */
  readonly accountClosedAt?: number;
  /** Of a display's session: when its token runs out or was revoked, whichever is first. Such a screen may stand idle. */
  readonly tokenUntil?: number;
}

/** Why a session is over at `now`, or undefined while it holds. */
export function sessionEnd(facts: SessionFacts, now: number): SessionEnd | undefined {
  if (facts.endedAt !== undefined) return 'ended';
  if (facts.accountClosedAt !== undefined) return 'account-closed';
  if (facts.tokenUntil !== undefined) return now >= facts.tokenUntil ? 'token-over' : undefined;
  if (now - facts.createdAt >= LONGEST_HOURS * HOUR) return 'too-old';
  return now - facts.lastSeenAt >= IDLE_HOURS * HOUR ? 'idle' : undefined;
}

/** How many wrong tries are free, and how the wait grows after them. */
export interface TryLimit {
  readonly freeTries: number;
  /** Wait after the first try too many, ms; each further one doubles it. */
  readonly firstWait: number;
  readonly longestWait: number;
  /** A try is forgotten after so many ms. */
  readonly remembered: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/**
 * For one account. The wait stops at a minute: a stranger who guesses on purpose must not lock the duty officer out of a
 * storm, and at one try a minute twelve characters stand for centuries.
 */
export const ACCOUNT_LIMIT: TryLimit = { freeTries: 5, firstWait: 2 * SECOND, longestWait: MINUTE, remembered: 15 * MINUTE };

/** For one address, behind which a whole town hall may sit. */
export const ADDRESS_LIMIT: TryLimit = { freeTries: 20, firstWait: 5 * SECOND, longestWait: 5 * MINUTE, remembered: 15 * MINUTE };

/** Milliseconds to wait before the next try is looked at; 0 when it may come now. `tries` are times of wrong ones, oldest first. */
export function signInWait(tries: readonly number[], limit: TryLimit, now: number): number {
  const counted = stillCounted(tries, limit, now);
  const last = counted.at(-1);
  const tooMany = counted.length - limit.freeTries;
  if (last === undefined || tooMany < 0) return 0;
  const wait = Math.min(limit.longestWait, limit.firstWait * 2 ** tooMany);
  return Math.max(0, last + wait - now);
}

export const stillCounted = (tries: readonly number[], limit: TryLimit, now: number): readonly number[] =>
  tries.filter((at) => now - at < limit.remembered);

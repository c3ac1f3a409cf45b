import { signInWait, stillCounted, type TryLimit } from '@voldgrav/account';

/** Names and addresses remembered at most; a flood of invented ones pushes out the oldest. */
const MOST_KEYS = 10_000;

/** Wrong tries by name or address, in memory: whoever can restart the server has no need to guess. */
export class RecentTries {
  private readonly limit: TryLimit;
  private readonly tries = new Map<string, readonly number[]>();

  constructor(limit: TryLimit) {
    this.limit = limit;
  }

  /** Milliseconds until the next try is looked at. */
  wait(key: string, now: number): number {
    return signInWait(this.tries.get(key) ?? [], this.limit, now);
  }

  /** Counts a try as wrong before it is looked at, so that many at once are not one. */
  count(key: string, now: number): void {
    const counted = [...stillCounted(this.tries.get(key) ?? [], this.limit, now), now];
    this.tries.delete(key);
    this.tries.set(key, counted);
    const oldest = this.tries.keys().next().value;
    if (this.tries.size > MOST_KEYS && oldest !== undefined) this.tries.delete(oldest);
  }

  /** That one was right after all. */
  takeBack(key: string, at: number): void {
    const tries = this.tries.get(key) ?? [];
    const index = tries.lastIndexOf(at);
    if (index >= 0) this.tries.set(key, tries.toSpliced(index, 1));
  }

  forget(key: string): void {
    this.tries.delete(key);
  }
}

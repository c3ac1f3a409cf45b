import type { Observation } from '@voldgrav/quality';

/** A journal's rows in memory at least, once there have been so many, and less than twice as many; what is older the store reads in the journal. */
const KEPT = 50_000;

/**
 * What the latest rows of the journal hold, so that the store does not read and decode again what has just come in. Only rows
 * without a gap count: what was left out here is in the journal.
 */
export class RowsAtHand {
  private first = 0;
  private rows: (readonly Observation[])[] = [];

  /** The row after a gap starts anew; of too many the oldest go. */
  add(seq: number, observations: readonly Observation[]): void {
    if (seq !== this.first + this.rows.length) {
      this.first = seq;
      this.rows = [];
    } else if (this.rows.length === 2 * KEPT) {
      // Half of them at once, so that each is moved once.
      this.first += KEPT;
      this.rows = this.rows.slice(KEPT);
    }
    this.rows.push(observations);
  }

  /** At most `limit` rows after `seq`, which are then let go; undefined when the row after `seq` is not at hand. */
  after(seq: number, limit: number): { readonly observations: readonly Observation[]; readonly last: number; readonly rows: number } | undefined {
    const skip = seq + 1 - this.first;
    if (skip < 0 || skip >= this.rows.length) return undefined;
    const taken = this.rows.slice(skip, skip + limit);
    this.first += skip + taken.length;
    this.rows = this.rows.slice(skip + taken.length);
    return { observations: taken.flat(), last: this.first - 1, rows: taken.length };
  }
}

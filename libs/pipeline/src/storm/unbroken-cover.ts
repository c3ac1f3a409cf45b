import { DAY, type Instant, instant, shifted } from '@voldgrav/hydrology';
import { countUntil, coveredFrom, newestTime, type RainRecord, sampleAt, timeAt } from '@voldgrav/rollup';

const NEVER = instant(Infinity);

/**
 * How far back a gauge's words cover all time up to the newest of them: the same whatever order they came in. What is older than a day
 * is settled, and known after the record has let go of it. A word in its turn costs one look, a late one those up to the next gap.
 */
export class UnbrokenCover {
  /** The moment from which on no time is missing; after all time for a gauge that has said nothing. */
  since: Instant = NEVER;
  private settled: { readonly at: Instant; readonly since: Instant } | undefined;

  /** The word of `at` was entered in the record, changed or taken out. */
  changed(record: RainRecord, at: Instant): void {
    const last = record.samples.length - 1;
    if (!this.isInTurn(record, at, last)) this.since = this.unbrokenUpTo(record, last);
    this.settle(record);
  }

  private isInTurn(record: RainRecord, at: Instant, last: number): boolean {
    const previous = timeAt(record.samples, last - 1);
    const newest = sampleAt(record.samples, last);
    if (previous === undefined || newest?.at !== at || newest.since !== undefined) return false;
    return this.since <= previous && coveredFrom(record, last, at) === previous;
  }

  private unbrokenUpTo(record: RainRecord, last: number): Instant {
    for (let index = last; index >= 0; index -= 1) {
      const sample = sampleAt(record.samples, index);
      if (sample === undefined) break;
      if (this.settled !== undefined && sample.at <= this.settled.at) return this.settled.since;
      // When in its gap the sum fell is not known, so the gap stays one.
      if (sample.since !== undefined) return sample.at;
      const after = instant(coveredFrom(record, index, sample.at));
      if (after > (timeAt(record.samples, index - 1) ?? -Infinity)) return after;
    }
    return NEVER;
  }

  private settle(record: RainRecord): void {
    const newest = newestTime(record.samples);
    if (newest === undefined) return;
    const last = countUntil(record.samples, shifted(newest, -DAY)) - 1;
    const at = timeAt(record.samples, last);
    if (at === undefined || at <= (this.settled?.at ?? -Infinity)) return;
    this.settled = { at, since: this.unbrokenUpTo(record, last) };
  }
}

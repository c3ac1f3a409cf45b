import type { LiveIntake } from '@voldgrav/wire';

/** Something that came in and could not be used. */
export type Unusable = LiveIntake['latest'][number];

/** One of them with its number, which rises with the order in which they came. */
export interface NumberedUnusable extends Unusable {
  readonly n: number;
}

export interface UnusablePage {
  /** Newest first. */
  readonly items: readonly NumberedUnusable[];
  /** Ask with `before` set to this for those that came earlier; undefined when there are none. */
  readonly before: number | undefined;
}

/** Enough to see what went wrong through a night; older ones are still in the journal. */
const KEPT = 10_000;

/** The newest of what could not be used, to be leafed through from the end. */
export class UnusableLog {
  private items: NumberedUnusable[] = [];
  private count = 0;

  add(item: Unusable): void {
    this.count += 1;
    this.items.push({ ...item, n: this.count });
    // Let go in large bites: shifting ten thousand for each new one would cost more than the message did.
    if (this.items.length >= 2 * KEPT) this.items = this.items.slice(-KEPT);
  }

  /** At most `limit` before number `before`, or the newest; only those with `reason`, when one is given. */
  page({ reason, before = Infinity, limit }: { readonly reason?: string; readonly before?: number; readonly limit: number }): UnusablePage {
    const first = Math.max(0, this.items.length - KEPT);
    const found: NumberedUnusable[] = [];
    for (let place = this.items.length - 1; place >= first; place -= 1) {
      const item = this.items[place];
      if (item === undefined || item.n >= before || (reason !== undefined && item.reason !== reason)) continue;
      if (found.length === limit) return { items: found, before: found.at(-1)?.n };
      found.push(item);
    }
    return { items: found, before: undefined };
  }
}

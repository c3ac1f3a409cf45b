import { DAY, HOUR, type Instant, instant, MINUTE, shifted, type TimeWindow } from '@voldgrav/hydrology';
import type { HeldVolume } from '@voldgrav/readiness';

/** What a model that is followed anew goes through is a day, and begins no longer ago than a gauge may be behind: one a little before it is kept. */
const KEPT = DAY + 3 * HOUR;
/** A catchment is looked at once a minute: its level may have fallen so long before that was seen. */
const SEEN_WITHIN = 2 * MINUTE;

interface Disbelieved {
  readonly since: Instant;
  /** Hour by hour. */
  readonly known: HeldVolume[];
}

/**
 * What is to be remembered of basins whose level fell by more than can have left: whoever follows the water anew from a day back would believe what was said
 * before that day, and an outlet may need longer for the fall.
 */
export class HeldBook {
  private readonly basins = new Map<string, Disbelieved>();

  /** What an answer says of `basins`, which are all that it may say something of: one that it does not name is believed. */
  note(basins: readonly string[], held: readonly HeldVolume[]): void {
    if (held.length === 0 && this.basins.size === 0) return;
    for (const id of basins) {
      const news = held.find(({ basin }) => basin === id);
      if (news === undefined) this.basins.delete(id);
      else this.enter(news);
    }
  }

  /** What was known before a restart. Since when a level had not been believed is not: it counts as since before the day that is gone through. */
  remember(held: readonly HeldVolume[]): void {
    for (const each of held) if (!this.basins.has(each.basin)) this.basins.set(each.basin, { since: instant(-Infinity), known: [each] });
  }

  /** The first that is known of a basin in a window of which it had not been believed since before; undefined where there is none. */
  first(basin: string, { after, until }: TimeWindow): HeldVolume | undefined {
    const found = this.basins.get(basin);
    return found === undefined || found.since > after ? undefined : found.known.find(({ at }) => at > after && at <= until);
  }

  private enter(news: HeldVolume): void {
    const found = this.basins.get(news.basin);
    if (found === undefined) {
      this.basins.set(news.basin, { since: shifted(news.at, -SEEN_WITHIN), known: [news] });
      return;
    }
    if (news.at - found.known.at(-1)!.at < HOUR) return;
    found.known.push(news);
    while (news.at - found.known[0]!.at > KEPT) found.known.shift();
  }
}

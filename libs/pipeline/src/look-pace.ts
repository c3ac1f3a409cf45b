import { type Instant, SECOND } from '@voldgrav/hydrology';

/** How long after a message has made us look at a thing other messages do not. The tick looks at everything each second. */
const LOOKED = SECOND;

/**
 * Keeps a flood of messages from making the same basin be assessed for each of them: the first one is answered at once, what
 * follows within a second is in the next tick's answer. Alerts do not wait for this; their rules see every value.
 */
export class LookPace {
  private readonly lookedAt = new Map<string, Instant>();

  /** Whether a message that arrived at `now` is reason to look at the thing of this id; it is looked at then. */
  due(id: string, now: Instant): boolean {
    const last = this.lookedAt.get(id);
    // A clock that was set back must not keep us from looking.
    if (last !== undefined && now >= last && now - last < LOOKED) return false;
    this.lookedAt.set(id, now);
    return true;
  }
}

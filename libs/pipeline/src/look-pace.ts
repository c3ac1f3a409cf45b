import { type Instant, SECOND } from '@voldgrav/hydrology';

/** How long after a message has made us look at a thing other messages do not. The tick looks at everything each second. */
const LOOKED = SECOND;

/** What is known of looking at one thing. */
interface Looks {
  at: Instant;
  /** Messages about it since the last tick. */
  messages: number;
  /** Several came between two ticks: then the ticks look, and messages do not. */
  isBusy: boolean;
}

/**
 * Keeps a flood of messages from making the same basin be assessed for each of them: the first one is answered at once, what
 * follows within a second is in the next tick's answer. Where several come between two ticks all of them are, so that a
 * thing is looked at once a second and not twice. Alerts do not wait for this; their rules see every value.
 */
export class LookPace {
  private readonly looks = new Map<string, Looks>();

  /** Whether a message that arrived at `now` is reason to look at the thing of this id; it is looked at then. `rest`: ms from one look to the next, where those are more than usual. */
  due(id: string, now: Instant, rest = 0): boolean {
    const looks = this.looks.get(id);
    if (looks === undefined) {
      this.looks.set(id, { at: now, messages: 1, isBusy: false });
      return true;
    }
    looks.messages += 1;
    // A clock that was set back must not keep us from looking.
    if (looks.isBusy || (now >= looks.at && now - looks.at < Math.max(LOOKED, rest))) return false;
    looks.at = now;
    return true;
  }

  /** The clock ticks, and everything is looked at. */
  ticked(): void {
    for (const looks of this.looks.values()) {
      looks.isBusy = looks.messages > 1;
      looks.messages = 0;
    }
  }
}

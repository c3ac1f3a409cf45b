import { HOUR, type Instant, instant } from '@voldgrav/hydrology';
import type { LiveChange } from '@voldgrav/wire';

/** A time in which the water stood at an asset's limit or over it. */
export interface LimitEvent {
  readonly from: Instant;
  readonly until: Instant;
}

/** Water that comes back to the limit within this is the same event. */
const SAME_EVENT = HOUR;
const FAILED = 4;

/** Takes down, from what the engine tells, when a level sensor stood at the limit. What it says in error is no event. */
export class LimitEvents {
  private readonly sensor: string;
  private readonly limit: number;
  private readonly found: LimitEvent[] = [];

  constructor(sensor: string, limit: number) {
    this.sensor = sensor;
    this.limit = limit;
  }

  note(changes: readonly LiveChange[]): void {
    for (const change of changes) {
      if (change.kind !== 'observation') continue;
      const { id, quantity, value, flag, phenomenonTime } = change.observation;
      if (id === this.sensor && quantity === 'level_m' && flag !== FAILED && value >= this.limit) this.reached(instant(phenomenonTime));
    }
  }

  events(): readonly LimitEvent[] {
    return this.found;
  }

  private reached(at: Instant): void {
    const last = this.found.at(-1);
    if (last === undefined || at - last.until > SAME_EVENT) this.found.push({ from: at, until: at });
    else if (at > last.until) this.found[this.found.length - 1] = { ...last, until: at };
  }
}

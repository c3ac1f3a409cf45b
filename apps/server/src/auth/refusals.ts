import type { RefusalReason, RefusalsAnswer } from '@voldgrav/wire';

/** Within this time one kind of refusal is told once: an attack shall not fill the night shift's log. */
const QUIET_MS = 60_000;

const NONE: Readonly<Record<RefusalReason, number>> = {
  'wrong-password': 0,
  'wrong-code': 0,
  'replayed-code': 0,
  'too-many-tries': 0,
  'link-not-valid': 0,
  'token-not-valid': 0,
  'session-over': 0,
  'foreign-origin': 0,
  'not-signed-in': 0,
  'not-allowed': 0,
  'no-such-door': 0,
};

/** Of these there are many on a quiet day: a page left open over night, a screen that looks before it signs in. */
const EVERYDAY: ReadonlySet<RefusalReason> = new Set(['session-over', 'not-signed-in']);

/** Counts who was not let in, by reason, and tells the log. Neither ever sees a secret: callers give an address and a door. */
export class Refusals {
  private readonly tell: (line: string) => void;
  private readonly counts: Record<RefusalReason, number> = { ...NONE };
  private readonly told = new Map<RefusalReason, { readonly at: number; readonly count: number }>();

  constructor(tell: (line: string) => void) {
    this.tell = tell;
  }

  /** `where` is a door or an act, never what was brought to it. */
  count(reason: RefusalReason, where: string, address: string, now: number): void {
    this.counts[reason] += 1;
    const last = this.told.get(reason);
    if (EVERYDAY.has(reason) || (last !== undefined && now - last.at < QUIET_MS)) return;
    const since = this.counts[reason] - (last?.count ?? 0);
    this.tell(`Refused (${reason}): ${where}, from ${address}${since > 1 ? `; ${since} since the last such line` : ''}.`);
    this.told.set(reason, { at: now, count: this.counts[reason] });
  }

  /** Since the start. */
  get byReason(): RefusalsAnswer['byReason'] {
    return { ...this.counts };
  }
}

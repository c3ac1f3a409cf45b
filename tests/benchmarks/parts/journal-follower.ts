import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';

/** Reads the journal of a server from outside: what can be read here is committed. Only messages count, not its other entries. */
export interface JournalFollower {
  readonly lastSeq: () => number;
  /** Payloads of the messages after row `seq`, in order. */
  readonly payloadsAfter: (seq: number) => readonly { readonly seq: number; readonly payload: Uint8Array }[];
  /** When the first message came, UTC in ms. */
  readonly firstAt: () => number;
  /** Waits for the message number `count` and gives the time, UTC in ms, at which it was seen. Throws when it does not come. */
  readonly untilMessage: (count: number) => Promise<number>;
}

const LOOK_EVERY_MS = 5;
const PATIENCE_MS = 60_000;

export function followJournal(file: string, later: (undo: () => void) => void): JournalFollower {
  const database = new DatabaseSync(file, { readOnly: true });
  later(() => database.close());
  const last = database.prepare(`SELECT coalesce(max(seq), 0) AS seq FROM entry`);
  const after = database.prepare(`SELECT seq, payload FROM entry WHERE seq > ? AND kind = 'message' ORDER BY seq`);
  const nth = database.prepare(`SELECT received_at FROM entry WHERE kind = 'message' ORDER BY seq LIMIT 1 OFFSET ?`);
  const lastSeq = (): number => (last.get() as { seq: number }).seq;
  const arrivalOf = (message: number): number | undefined => (nth.get(message - 1) as { received_at: number } | undefined)?.received_at;
  return {
    lastSeq,
    payloadsAfter: (seq) => after.all(seq) as { seq: number; payload: Uint8Array }[],
    firstAt: () => arrivalOf(1) ?? Number.NaN,
    async untilMessage(count) {
      const giveUpAt = Date.now() + PATIENCE_MS;
      while (Date.now() < giveUpAt) {
        // Counting rows takes long, so only when there are enough of any kind.
        const now = Date.now();
        if (lastSeq() >= count && arrivalOf(count) !== undefined) return now;
        await wait(LOOK_EVERY_MS);
      }
      throw new Error(`The journal did not hold ${count} messages after ${PATIENCE_MS / 1000} s, but ${lastSeq()} rows`);
    },
  };
}

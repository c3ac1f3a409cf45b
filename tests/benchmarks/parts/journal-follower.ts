import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';

/** Reads the journal of a running server from outside: what can be read here is committed. */
export interface JournalFollower {
  /** The number of the last committed row. */
  readonly lastSeq: () => number;
  /** Payloads of the rows after `seq`, in order, with their numbers. */
  readonly payloadsAfter: (seq: number) => readonly { readonly seq: number; readonly payload: Uint8Array }[];
  /** Waits for row `seq` and gives the time, UTC in ms, at which it was seen; Infinity when it has not come in time. */
  readonly until: (seq: number, patienceMs: number) => Promise<number>;
}

const LOOK_EVERY_MS = 5;

export function followJournal(file: string, later: (undo: () => void) => void): JournalFollower {
  const database = new DatabaseSync(file, { readOnly: true });
  later(() => database.close());
  const last = database.prepare(`SELECT coalesce(max(seq), 0) AS seq FROM entry`);
  const after = database.prepare(`SELECT seq, payload FROM entry WHERE seq > ? AND kind = 'message' ORDER BY seq`);
  const lastSeq = (): number => (last.get() as { seq: number }).seq;
  return {
    lastSeq,
    payloadsAfter: (seq) => after.all(seq) as { seq: number; payload: Uint8Array }[],
    async until(seq, patienceMs) {
      const giveUpAt = Date.now() + patienceMs;
      while (Date.now() < giveUpAt) {
        if (lastSeq() >= seq) return Date.now();
        await wait(LOOK_EVERY_MS);
      }
      return Infinity;
    },
  };
}

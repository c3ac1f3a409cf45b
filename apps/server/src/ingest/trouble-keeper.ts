import { setTimeout as wait } from 'node:timers/promises';
import { type Instant, instant } from '@voldgrav/hydrology';
import type { Journal } from '@voldgrav/journal';
import type { Noted } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { Doubt, Revised, TroubleLog, UnusableEntry } from '@voldgrav/storage';
import type { RowListener } from './row-listener.ts';
import { rowsAfter } from './rows-after.ts';
import { concernsDoubt, doubtsOf, notesOf, unusableEntries } from './trouble-entries.ts';

const GATHER_MS = 500;
/** Without troubles the mark is moved this seldom: what lies behind it is gone through again at the next start. */
const MARK_EVERY_ROWS = 10_000;
/** While the list does not answer, so many entries wait in memory; the rest is found in the journal by the next start. */
const MOST_WAITING = 20_000;
/** Catching up works for so long at a stretch, and then lets the intake have twice as long. */
const STRETCH_MS = 10;

/** How far back the list of troubles reaches. */
export interface TroubleReach {
  /** Undefined while nothing has ever come. */
  readonly from: Instant | undefined;
  /** Rows from before this start are still being gone through: some of what is older than it may be missing. */
  readonly catchingUp: boolean;
}

/**
 * Enters into the list of troubles what the intake notes, a few at a time, and at a start what the journal holds beyond the
 * list's mark. The list may fail, and nothing else stops for that.
 */
export class TroubleKeeper {
  readonly log: TroubleLog;
  private readonly journal: Journal;
  private readonly tell: (line: string) => void;
  private waiting: { readonly unusable: UnusableEntry[]; readonly doubts: (Doubt | Revised)[] } = { unusable: [], doubts: [] };
  private seenUpTo: number;
  private markedUpTo: number;
  private forgotten = 0;
  private gathering: NodeJS.Timeout | undefined;
  private catchingUp = true;
  private stopped = false;
  /** Some did not fit while the list was away: the mark stays where it was, so that the next start finds them. */
  private leftOut = false;
  private fault: string | undefined;

  constructor({ journal, log, listener, tell }: { readonly journal: Journal; readonly log: TroubleLog; readonly listener: RowListener; readonly tell: (line: string) => void }) {
    this.journal = journal;
    this.log = log;
    this.tell = tell;
    this.seenUpTo = journal.lastSeq();
    this.markedUpTo = Math.min(log.enteredUpTo, this.seenUpTo);
    void this.catchUp(listener, this.seenUpTo);
  }

  /** A row was journalled, or a message refused at the door, and this is what was noted of it. */
  take(seq: number | undefined, notes: readonly Noted[], observations: readonly Observation[]): void {
    const { unusable, doubts } = this.waiting;
    if (seq !== undefined) this.seenUpTo = seq;
    if (unusable.length + doubts.length >= MOST_WAITING) this.leftOut = true;
    else {
      if (notes.length > 0) unusable.push(...unusableEntries(seq, notes, observations.length));
      if (seq !== undefined && concernsDoubt(observations)) doubts.push(...doubtsOf(seq, observations));
    }
    if (unusable.length + doubts.length > 0 || this.seenUpTo - this.markedUpTo >= MARK_EVERY_ROWS) this.gathering ??= setTimeout(() => this.enter(), GATHER_MS);
  }

  /** Enters what waits, so that whoever asks is answered with all of it. */
  enter(): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    const { unusable, doubts } = this.waiting;
    const upTo = this.catchingUp || this.leftOut ? {} : { upTo: this.seenUpTo };
    try {
      this.log.enter({ unusable, doubts, ...upTo });
      this.forgetWithJournal();
      this.waiting = { unusable: [], doubts: [] };
      this.markedUpTo = this.seenUpTo;
      if (this.fault !== undefined) this.tell('The list of troubles can be written again.');
      this.fault = undefined;
    } catch (cause) {
      const fault = cause instanceof Error ? cause.message : String(cause);
      if (this.fault === undefined) this.tell(`The list of what could not be used cannot be written: ${fault}. Nothing is lost: it is in the journal.`);
      this.fault = fault;
    }
  }

  get reach(): TroubleReach {
    const first = this.journal.droppedUntil ?? this.firstArrival();
    const trimmed = this.log.trimmedUntil;
    const from = trimmed === undefined || (first !== undefined && first > trimmed) ? first : trimmed;
    return { from, catchingUp: this.catchingUp };
  }

  /** True once everything from before the start is entered; false when there was no time for it. */
  async caughtUp(patienceMs: number): Promise<boolean> {
    const until = performance.now() + patienceMs;
    while (this.catchingUp && !this.stopped && performance.now() < until) await wait(STRETCH_MS);
    return !this.catchingUp;
  }

  stop(): void {
    this.stopped = true;
    this.enter();
    this.log.close();
  }

  private async catchUp(listener: RowListener, until: number): Promise<void> {
    let began = performance.now();
    let found: { unusable: UnusableEntry[]; doubts: (Doubt | Revised)[] } = { unusable: [], doubts: [] };
    try {
      await listener.catchUp(this.markedUpTo);
      for (const row of rowsAfter(this.journal, this.markedUpTo)) {
        if (row.seq > until) break;
        const heard = listener.hear(row);
        if (!row.damaged && row.kind === 'message') found.unusable.push(...unusableEntries(row.seq, notesOf(heard, row.topic), heard.observations.length));
        found.doubts.push(...doubtsOf(row.seq, heard.observations));
        if (performance.now() - began < STRETCH_MS) continue;
        this.log.enter({ ...found, upTo: row.seq });
        found = { unusable: [], doubts: [] };
        await wait(2 * STRETCH_MS);
        if (this.stopped) return;
        began = performance.now();
      }
      this.log.enter({ ...found, upTo: until });
      this.catchingUp = false;
    } catch (cause) {
      if (!this.stopped) this.tell(`The list of what could not be used could not be brought up to the journal: ${cause instanceof Error ? cause.message : String(cause)}. The next start tries again.`);
    }
  }

  private forgetWithJournal(): void {
    const { droppedUntil } = this.journal;
    if (droppedUntil === undefined) return;
    const dropped = this.journal.seqBefore(instant(0));
    if (dropped === this.forgotten) return;
    this.log.forget(dropped, droppedUntil);
    this.forgotten = dropped;
  }

  private firstArrival(): Instant | undefined {
    for (const row of this.journal.entriesAfter(0, 10)) if (!row.damaged) return row.receivedAt;
    return undefined;
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import { type Instant, instant } from '@voldgrav/hydrology';
import type { Journal } from '@voldgrav/journal';
import type { Noted } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { Doubt, RegainedEntry, Revised, TroubleLog, UnusableEntry } from '@voldgrav/storage';
import type { RowListener } from './row-listener.ts';
import { rowsAfter } from './rows-after.ts';
import { concernsDoubt, doubtsOf, notesOf, regainedEntries, unusableEntries } from './trouble-entries.ts';

const GATHER_MS = 500;
/** Without troubles the mark is moved this seldom: what lies behind it is gone through again at the next start. */
const MARK_EVERY_ROWS = 10_000;
/** While the list does not answer, so many entries wait in memory; the rest is found in the journal by the next start. */
const MOST_WAITING = 20_000;
/** Words of what is no more that are kept while the list catches up; where there were more, the next start goes through the rows again. */
const MOST_TAKEN_BACK = 20_000;
/** Catching up works for so long at a stretch, and then lets the intake have twice as long. */
const STRETCH_MS = 10;

/** What is to be entered. */
interface Entries {
  readonly unusable: (UnusableEntry | RegainedEntry)[];
  readonly doubts: (Doubt | Revised)[];
}
const noEntries = (): Entries => ({ unusable: [], doubts: [] });

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
  private waiting = noEntries();
  /** What has come since the start and takes back what rows of before it may still bring in: it is entered once more when they have. */
  private takenBack = noEntries();
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
      const regained = regainedEntries(notes);
      const spokenOf = seq !== undefined && concernsDoubt(observations) ? doubtsOf(seq, observations) : [];
      if (notes.length > 0) unusable.push(...unusableEntries(seq, notes, observations.length), ...regained);
      doubts.push(...spokenOf);
      if (this.catchingUp) this.keepTakenBack(regained, spokenOf);
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
      this.waiting = noEntries();
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

  private keepTakenBack(regained: readonly RegainedEntry[], doubts: readonly (Doubt | Revised)[]): void {
    const { takenBack } = this;
    if (takenBack.unusable.length + takenBack.doubts.length >= MOST_TAKEN_BACK) this.leftOut = true;
    else {
      takenBack.unusable.push(...regained);
      // What a revision says still holds must come after it again.
      if (doubts.some((doubt) => 'checks' in doubt)) takenBack.doubts.push(...doubts);
    }
  }

  private async catchUp(listener: RowListener, until: number): Promise<void> {
    let began = performance.now();
    let found = noEntries();
    try {
      // What comes in meanwhile moves the mark on.
      const from = this.markedUpTo;
      await listener.catchUp(from);
      for (const row of rowsAfter(this.journal, from)) {
        if (row.seq > until) break;
        const heard = listener.hear(row);
        if (!row.damaged && row.kind === 'message') {
          const notes = notesOf(heard, row.topic);
          found.unusable.push(...unusableEntries(row.seq, notes, heard.observations.length), ...regainedEntries(notes));
        }
        found.doubts.push(...doubtsOf(row.seq, heard.observations));
        if (performance.now() - began < STRETCH_MS) continue;
        this.log.enter({ ...found, upTo: row.seq });
        found = noEntries();
        await wait(2 * STRETCH_MS);
        if (this.stopped) return;
        began = performance.now();
      }
      const { takenBack } = this;
      this.log.enter({ unusable: [...found.unusable, ...takenBack.unusable], doubts: [...found.doubts, ...takenBack.doubts], upTo: until });
      this.takenBack = noEntries();
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

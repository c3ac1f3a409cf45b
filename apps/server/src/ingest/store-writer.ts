import { setTimeout as wait } from 'node:timers/promises';
import type { Journal } from '@voldgrav/journal';
import type { ObservationArchive } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import { rewindStore, STORE_CURSOR } from './rewind-store.ts';
import { RowsAtHand } from './rows-at-hand.ts';
import type { RowListener } from './row-listener.ts';

/** Rows in one append at most: a store writes many together for little more than few (a series is a place on the disk). */
const ROWS_AT_ONCE = 4_000;
/** While the store catches up, the intake has this many times as long as each batch took: what is not journalled can be lost. */
const INTAKE_SHARE = 2;
/** How long fewer rows wait for company. */
const GATHER_MS = 200;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const LOOK_AGAIN_MS = 10;

/**
 * Carries observations from the journal into the store, behind its own cursor. While the store is down the cursor waits
 * and the live view goes on; what it missed is still in the journal (design.md D1).
 */
export class StoreWriter {
  private readonly journal: Journal;
  private readonly archive: ObservationArchive;
  private readonly listener: RowListener;
  private readonly onFault: (fault: string) => void;
  private readonly atHand = new RowsAtHand();
  private working = false;
  private gathering: NodeJS.Timeout | undefined;
  private stopped = false;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;
  /** Why the last try failed; undefined while the store answers. */
  fault: string | undefined;

  constructor(journal: Journal, archive: ObservationArchive, listener: RowListener, onFault: (fault: string) => void) {
    this.journal = journal;
    this.archive = archive;
    this.listener = listener;
    this.onFault = onFault;
    rewindStore(journal);
  }

  /** A row was journalled, and this is what it holds. */
  take({ seq, observations }: { readonly seq: number; readonly observations: readonly Observation[] }): void {
    this.atHand.add(seq, observations);
    this.wake();
  }

  /** Something was journalled. Many calls while it gathers or works are one. */
  wake(): void {
    if (this.working || this.stopped || this.gathering !== undefined || this.retry !== undefined) return;
    this.gathering = setTimeout(() => {
      this.gathering = undefined;
      this.working = true;
      void this.work();
    }, GATHER_MS);
  }

  /** How many journal rows the store is behind. */
  get lag(): number {
    return this.journal.lastSeq() - this.journal.cursor(STORE_CURSOR);
  }

  /**
   * Resolves once the store holds all that was journalled before the call, or after `patience` ms: then whoever asks is
   * answered with what there is, since a store that is down must not hold up the screens.
   */
  async caughtUp(patience: number): Promise<void> {
    const wanted = this.journal.lastSeq();
    const until = performance.now() + patience;
    while (!this.stopped && this.journal.cursor(STORE_CURSOR) < wanted && performance.now() < until) {
      this.wake();
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.gathering);
    clearTimeout(this.retry);
  }

  private async work(): Promise<void> {
    try {
      await this.catchUp();
      this.fault = undefined;
      this.retryMs = FIRST_RETRY_MS;
    } catch (cause) {
      this.fault = cause instanceof Error ? cause.message : String(cause);
      this.onFault(this.fault);
      this.retryLater();
    } finally {
      this.working = false;
    }
    // A row that was committed between the last look and now would otherwise wait for the next one.
    if (!this.stopped && this.retry === undefined && this.lag > 0) this.wake();
  }

  private async catchUp(): Promise<void> {
    while (!this.stopped) {
      const startedAt = performance.now();
      if (!(await this.carryOneBatch())) return;
      await wait((performance.now() - startedAt) * INTAKE_SHARE);
    }
  }

  /** False when few rows are left, or none: they may wait for more. */
  private async carryOneBatch(): Promise<boolean> {
    const { observations, last, rows } = this.nextRows();
    if (rows === 0) return false;
    await this.archive.append(observations);
    if (this.stopped) return false;
    this.journal.moveCursor(STORE_CURSOR, last);
    return rows === ROWS_AT_ONCE || this.lag >= ROWS_AT_ONCE;
  }

  /** From memory what has just come in, from the journal what was left over from before. */
  private nextRows(): { readonly observations: readonly Observation[]; readonly last: number; readonly rows: number } {
    const cursor = this.journal.cursor(STORE_CURSOR);
    const atHand = this.atHand.after(cursor, ROWS_AT_ONCE);
    if (atHand !== undefined) return atHand;
    const rows = this.journal.entriesAfter(cursor, ROWS_AT_ONCE);
    return { observations: rows.flatMap((row) => this.listener.observations(row)), last: rows.at(-1)?.seq ?? cursor, rows: rows.length };
  }

  private retryLater(): void {
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.wake();
    }, this.retryMs);
    this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
  }
}

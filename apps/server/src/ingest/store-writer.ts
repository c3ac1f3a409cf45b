import type { Journal } from '@voldgrav/journal';
import type { ObservationArchive, TownIndex } from '@voldgrav/pipeline';
import { carryBatch, STORE_CURSOR } from './carry-batch.ts';
import { rewindStore } from './rewind-store.ts';

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
  private readonly index: TownIndex;
  private readonly onFault: (fault: string) => void;
  private working = false;
  private stopped = false;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;
  /** Why the last try failed; undefined while the store answers. */
  fault: string | undefined;

  constructor(journal: Journal, archive: ObservationArchive, index: TownIndex, onFault: (fault: string) => void) {
    this.journal = journal;
    this.archive = archive;
    this.index = index;
    this.onFault = onFault;
    rewindStore(journal);
  }

  /** Something was journalled. Many calls while it works are one. */
  wake(): void {
    if (this.working || this.stopped || this.retry !== undefined) return;
    this.working = true;
    setImmediate(() => void this.work());
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
    clearTimeout(this.retry);
  }

  private async work(): Promise<void> {
    try {
      while (!this.stopped && (await this.carryOneBatch()));
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
    if (this.retry === undefined && this.lag > 0) this.wake();
  }

  private async carryOneBatch(): Promise<boolean> {
    const { upTo } = await carryBatch(this.journal, this.archive, this.index);
    if (upTo === undefined || this.stopped) return false;
    this.journal.moveCursor(STORE_CURSOR, upTo);
    return true;
  }

  private retryLater(): void {
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.wake();
    }, this.retryMs);
    this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
  }
}

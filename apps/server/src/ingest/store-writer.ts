import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { Journal } from '@voldgrav/journal';
import { type Heard, keepLateRain, type SensorNumbers } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { ObservationPacker, type OwnArchive } from '@voldgrav/storage';
import { rewindStore, ROLLED_CURSOR, STORE_CURSOR } from './rewind-store.ts';
import { RowsAtHand, type RowsTaken } from './rows-at-hand.ts';
import type { RowListener } from './row-listener.ts';

/**
 * Rows in one append at most: a store writes many together for little more than few. Where it writes elsewhere, its answer waits for a
 * turn of our own loop, which is long while messages are dense, so each append carries more.
 */
const ROWS_AT_ONCE = { here: 4_000, elsewhere: 10_000 } as const;
/**
 * While a store in this thread catches up and messages come in, the intake has this many times as long as each batch took: what is not
 * journalled can be lost.
 */
const INTAKE_SHARE = 2;
/** How long fewer rows wait for company. */
const GATHER_MS = 200;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const LOOK_AGAIN_MS = 10;
/** While it catches up, what it has had is rolled up so often; else when it has caught up. */
const ROLL_EVERY_MS = 2_000;
/** How often a store that has nothing to do is asked whether it is there. */
const PROBE_EVERY_MS = 5_000;

export interface StoreWriterOptions {
  readonly journal: Journal;
  readonly archive: OwnArchive;
  readonly listener: RowListener;
  readonly sensor: (id: string) => Sensor;
  /** Those that the watch has just heard by. */
  readonly numbers?: SensorNumbers;
  /** The intake goes on while the archive writes. */
  readonly worksForItself: boolean;
  readonly onFault: (fault: string) => void;
  readonly onMended: () => void;
}

/**
 * Carries observations from the journal into the store, behind its own cursor. While the store is down the cursor waits
 * and the live view goes on; what it missed is still in the journal (design.md D1).
 */
export class StoreWriter {
  private readonly options: StoreWriterOptions;
  private readonly journal: Journal;
  private readonly archive: OwnArchive;
  private readonly mostRows: number;
  private readonly probe: NodeJS.Timeout;
  private batch: RowsTaken | undefined;
  private rolledAt = -Infinity;
  private readonly atHand: RowsAtHand;
  private working = false;
  private gathering: NodeJS.Timeout | undefined;
  private stopped = false;
  private retryMs = FIRST_RETRY_MS;
  private retry: NodeJS.Timeout | undefined;
  /** Why the last try failed; undefined while the store answers. */
  fault: string | undefined;

  constructor(options: StoreWriterOptions) {
    this.options = options;
    this.journal = options.journal;
    this.archive = options.archive;
    this.mostRows = ROWS_AT_ONCE[options.worksForItself ? 'elsewhere' : 'here'];
    this.atHand = new RowsAtHand(this.mostRows, options.numbers);
    this.probe = setInterval(() => this.begin(), PROBE_EVERY_MS);
    rewindStore(this.journal);
  }

  /** A row was journalled, and this is what it holds. */
  take({ seq, ...heard }: { readonly seq: number } & Pick<Heard, 'observations' | 'forStore'>): void {
    this.atHand.add(seq, heard);
    this.wake();
  }

  /** Something was journalled. Many calls while it gathers or works are one. */
  wake(): void {
    if (this.working || this.stopped || this.gathering !== undefined || this.retry !== undefined) return;
    this.gathering = setTimeout(() => {
      this.gathering = undefined;
      this.begin();
    }, GATHER_MS);
  }

  private begin(): void {
    if (this.working || this.stopped || this.gathering !== undefined || this.retry !== undefined) return;
    this.working = true;
    void this.work();
  }

  /** How many journal rows the store is behind. */
  get lag(): number {
    return this.journal.lastSeq() - this.journal.cursor(STORE_CURSOR);
  }

  /**
   * Resolves once the store holds all that was journalled before the call, or after `patience` ms: then whoever asks is
   * answered with what there is, since a store that is slow must not hold up the screens. At once while it is down.
   */
  async caughtUp(patience: number): Promise<void> {
    const wanted = this.journal.lastSeq();
    const until = performance.now() + patience;
    while (!this.stopped && this.fault === undefined && this.journal.cursor(STORE_CURSOR) < wanted && performance.now() < until) {
      this.wake();
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  stop(): void {
    this.stopped = true;
    clearInterval(this.probe);
    clearTimeout(this.gathering);
    clearTimeout(this.retry);
  }

  private async work(): Promise<void> {
    try {
      await this.archive.reachable();
      // It may have lost what it took, or what it was still to roll up.
      if (this.fault !== undefined) rewindStore(this.journal);
      await this.catchUp();
      await this.roll();
      this.mended();
    } catch (cause) {
      if (this.stopped) return;
      this.fault = cause instanceof Error ? cause.message : String(cause);
      this.options.onFault(this.fault);
      this.retryLater();
    } finally {
      this.working = false;
    }
    // A row that was committed between the last look and now would otherwise wait for the next one.
    if (!this.stopped && this.retry === undefined && this.lag > 0) this.wake();
  }

  private mended(): void {
    const wasDown = this.fault !== undefined;
    this.fault = undefined;
    this.retryMs = FIRST_RETRY_MS;
    if (wasDown) this.options.onMended();
  }

  private async catchUp(): Promise<void> {
    while (!this.stopped) {
      const startedAt = performance.now();
      const journalled = this.journal.lastSeq();
      if (!(await this.carryOneBatch())) return;
      // It takes what is told: whatever was the matter is over, though much may be left to tell.
      this.mended();
      if (startedAt - this.rolledAt > ROLL_EVERY_MS) await this.roll();
      if (this.options.worksForItself) continue;
      const tookMs = performance.now() - startedAt;
      // One turn of the loop shows whether anything comes in.
      await turn();
      if (this.journal.lastSeq() > journalled) await wait(Math.max(0, tookMs * INTAKE_SHARE - (performance.now() - startedAt - tookMs)));
    }
  }

  private async roll(): Promise<void> {
    if (this.stopped) return;
    const told = this.journal.cursor(STORE_CURSOR);
    await this.archive.roll();
    this.rolledAt = performance.now();
    if (!this.stopped && this.journal.cursor(ROLLED_CURSOR) !== told) this.journal.moveCursor(ROLLED_CURSOR, told);
  }

  /** False when few rows are left, or none: they may wait for more. */
  private async carryOneBatch(): Promise<boolean> {
    // Kept until the store has it: rows are heard once, and told again as often as it takes.
    if (this.batch?.after !== this.journal.cursor(STORE_CURSOR)) this.batch = await this.nextRows();
    const { packer, forStore, after, last, rows } = this.batch;
    if (rows > 0 && !this.stopped) {
      await this.archive.appendPacked(packer, after);
      await keepLateRain(this.archive, this.options.sensor, forStore);
    }
    this.batch = undefined;
    if (rows === 0 || this.stopped) return false;
    this.journal.moveCursor(STORE_CURSOR, last);
    return this.lag >= this.mostRows;
  }

  /** From memory what has just come in, from the journal what was left over from before. */
  private async nextRows(): Promise<RowsTaken> {
    const { listener } = this.options;
    const after = this.journal.cursor(STORE_CURSOR);
    const atHand = this.atHand.after(after);
    if (atHand !== undefined) return atHand;
    // With nothing left to carry, hearing the rows that were at hand once more would double the work of every message.
    if (after >= this.journal.lastSeq()) return { after, packer: new ObservationPacker(), forStore: [], last: after, rows: 0 };
    await listener.catchUp(after);
    const rows = this.stopped ? [] : this.journal.entriesAfter(after, this.mostRows);
    const packer = new ObservationPacker();
    const forStore: Observation[] = [];
    for (const row of rows) {
      const heard = listener.hear(row);
      for (const observation of heard.observations) packer.add(row.seq, observation);
      if (heard.forStore !== undefined) forStore.push(...heard.forStore);
    }
    return { after, packer, forStore, last: rows.at(-1)?.seq ?? after, rows: rows.length };
  }

  private retryLater(): void {
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.wake();
    }, this.retryMs);
    this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
  }
}

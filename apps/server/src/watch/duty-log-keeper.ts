import { TextDecoder } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import { type Instant, instant } from '@voldgrav/hydrology';
import type { ActEntry, Journal } from '@voldgrav/journal';
import type { DutyLog, DutyNote, DutyNotePage } from '@voldgrav/storage';
import { z } from 'zod';
import { rowsAfter } from '../ingest/rows-after.ts';

/** The act by which a note stands in the journal. */
export const DUTY_NOTE = 'duty-note';

const Body = z.object({ at: z.number(), text: z.string(), storm: z.string().optional(), organisation: z.string().optional() });

/** Without notes the mark is moved this seldom: what lies behind it is gone through again at the next start. */
const MARK_EVERY_ROWS = 10_000;
/** A start goes through rows of before for so long at a stretch, and then lets the intake have twice as long. */
const STRETCH_MS = 10;

export interface NoteGiven {
  readonly text: string;
  readonly at: Instant;
  readonly storm?: string;
}

/** A note as the journal takes it. */
export function dutyNoteEntry({ text, at, storm }: NoteGiven, by: { readonly name: string; readonly organisation?: string }, receivedAt: Instant): ActEntry {
  const body: z.infer<typeof Body> = { at, text, ...(storm === undefined ? {} : { storm }), ...(by.organisation === undefined ? {} : { organisation: by.organisation }) };
  return { kind: 'act', name: DUTY_NOTE, body: new TextEncoder().encode(JSON.stringify(body)), origin: by.name, receivedAt };
}

/** The note that an entry of the journal holds; undefined where it holds none. */
function noteIn(seq: number, entry: Pick<ActEntry, 'name' | 'body' | 'origin' | 'receivedAt'>): DutyNote | undefined {
  if (entry.name !== DUTY_NOTE) return undefined;
  const { at, text, storm, organisation } = Body.parse(JSON.parse(new TextDecoder().decode(entry.body)));
  return { seq, at: instant(at), writtenAt: entry.receivedAt, by: entry.origin, text, ...(storm === undefined ? {} : { storm }), ...(organisation === undefined ? {} : { organisation }) };
}

export interface DutyLogKeeperOptions {
  readonly journal: Journal;
  readonly log: DutyLog;
  readonly tell: (line: string) => void;
}

/** Keeps the duty log beside the journal: what is written goes into both, and at a start what the journal holds beyond the log's mark. */
export class DutyLogKeeper {
  private readonly options: DutyLogKeeperOptions;
  private markedUpTo: number;
  private stopped = false;
  /** Rows from before this start are still being gone through: some of the older notes may be missing. */
  catchingUp = true;
  private readonly caughtUpWith: Promise<void>;

  constructor(options: DutyLogKeeperOptions) {
    this.options = options;
    this.markedUpTo = Math.min(options.log.enteredUpTo, options.journal.lastSeq());
    this.caughtUpWith = this.catchUp(this.markedUpTo, options.journal.lastSeq());
  }

  /** An entry was journalled at this number. The note is told though the log cannot be written: the journal has it, and the next start enters it. */
  take(seq: number, entry: ActEntry): DutyNote | undefined {
    const note = noteIn(seq, entry);
    if (note !== undefined) this.enter([note], seq);
    return note;
  }

  /** The journal has come so far, and every note up to there was taken. */
  passed(seq: number): void {
    if (!this.catchingUp && seq - this.markedUpTo >= MARK_EVERY_ROWS) this.enter([], seq);
  }

  page(query: { readonly storm?: string; readonly before?: number; readonly limit: number }): DutyNotePage {
    return this.options.log.page(query);
  }

  ofStorm(storm: string): readonly DutyNote[] {
    return this.options.log.ofStorm(storm);
  }

  /** Resolves when everything from before the start is entered, or could not be. */
  caughtUp(): Promise<void> {
    return this.caughtUpWith;
  }

  stop(): void {
    this.stopped = true;
    if (!this.catchingUp) this.enter([], this.options.journal.lastSeq());
    this.options.log.close();
  }

  private enter(notes: readonly DutyNote[], upTo: number): void {
    try {
      this.options.log.enter(notes, this.catchingUp ? undefined : upTo);
      if (!this.catchingUp) this.markedUpTo = upTo;
    } catch (cause) {
      this.options.tell(`The duty log cannot be written: ${cause instanceof Error ? cause.message : String(cause)}. What was written is in the journal.`);
    }
  }

  private async catchUp(from: number, until: number): Promise<void> {
    const { journal, log, tell } = this.options;
    try {
      let began = performance.now();
      let found: DutyNote[] = [];
      for (const row of rowsAfter(journal, from)) {
        if (row.seq > until) break;
        const note = row.damaged || row.kind !== 'act' ? undefined : noteIn(row.seq, row);
        if (note !== undefined) found.push(note);
        if (performance.now() - began < STRETCH_MS) continue;
        log.enter(found, row.seq);
        found = [];
        await wait(2 * STRETCH_MS);
        if (this.stopped) return;
        began = performance.now();
      }
      log.enter(found, until);
      this.markedUpTo = until;
      this.catchingUp = false;
    } catch (cause) {
      if (!this.stopped) tell(`The duty log could not be brought up to the journal: ${cause instanceof Error ? cause.message : String(cause)}. The next start tries again.`);
    }
  }
}

import { TextEncoder } from 'node:util';
import type { Instant } from '@voldgrav/hydrology';
import type { Journal, JournalEntry, JournalRow } from '@voldgrav/journal';
import type { TownWatch } from '@voldgrav/pipeline';
import type { Observation } from '@voldgrav/quality';
import type { LiveChange } from '@voldgrav/wire';
import { z } from 'zod';
import type { Clock } from '../clock.ts';

const ACKNOWLEDGE = 'acknowledge';
const Acknowledgement = z.object({ alert: z.string(), organisation: z.string().optional(), comment: z.string().optional() });
type Acknowledgement = z.infer<typeof Acknowledgement>;

/** What has become of a row of the journal. */
export interface Taken {
  readonly seq: number;
  readonly observations: readonly Observation[];
  readonly changes: readonly LiveChange[];
}

/** The doorway: into the journal first, and only from there on to the town watch, in the journal's order. */
export class Intake {
  private readonly journal: Journal;
  private readonly watch: TownWatch;
  private readonly clock: Clock;
  private readonly onTaken: (taken: Taken) => void;
  /** Why the last message could not be journalled; undefined while the journal takes them. */
  fault: string | undefined;

  constructor(journal: Journal, watch: TownWatch, clock: Clock, onTaken: (taken: Taken) => void) {
    this.journal = journal;
    this.watch = watch;
    this.clock = clock;
    this.onTaken = onTaken;
  }

  /** Resolves once the message is on disk: the broker may acknowledge it. */
  async message(published: { readonly topic: string; readonly payload: Uint8Array; readonly clientId: string }): Promise<void> {
    const { topic, payload, clientId } = published;
    const receivedAt = this.clock.now();
    const seq = await this.journalled({ kind: 'message', topic, payload, origin: clientId, receivedAt });
    const heard = this.watch.hear({ topic, payload, receivedAt });
    this.onTaken({ seq, observations: heard.observations, changes: this.watch.take({ topic, payload, receivedAt }, heard) });
  }

  /** 'unknown' when there is no such alert; then nothing is journalled. */
  async acknowledge(alert: string, by: { readonly name: string; readonly organisation?: string }, comment: string | undefined): Promise<'done' | 'unknown'> {
    if (!this.watch.liveAlerts().some((each) => each.id === alert)) return 'unknown';
    const at = this.clock.now();
    const organisation = by.organisation === undefined ? {} : { organisation: by.organisation };
    const act: Acknowledgement = { alert, ...organisation, ...(comment === undefined ? {} : { comment }) };
    const body = new TextEncoder().encode(JSON.stringify(act));
    const seq = await this.journalled({ kind: 'act', name: ACKNOWLEDGE, body, origin: by.name, receivedAt: at });
    this.onTaken({ seq, observations: [], changes: this.apply(act, by.name, at) });
    return 'done';
  }

  /** Goes through the journal from the first entry received after `since`, so that a restart knows what was known before. */
  restore(since: Instant): { readonly entries: number; readonly damaged: number } {
    let entries = 0;
    let damaged = 0;
    for (const row of rowsOf(this.journal)) {
      if (row.damaged) damaged += 1;
      else if (row.receivedAt > since) {
        entries += 1;
        this.again(row);
      }
    }
    return { entries, damaged };
  }

  private async journalled(entry: JournalEntry): Promise<number> {
    try {
      const seq = await this.journal.append(entry);
      this.fault = undefined;
      return seq;
    } catch (cause) {
      this.fault = cause instanceof Error ? cause.message : String(cause);
      throw cause;
    }
  }

  private again(row: Exclude<JournalRow, { damaged: true }>): void {
    if (row.kind === 'message') {
      this.watch.receive(row);
      return;
    }
    const act = row.name === ACKNOWLEDGE ? Acknowledgement.safeParse(JSON.parse(Buffer.from(row.body).toString('utf8'))) : undefined;
    if (act?.success === true) this.apply(act.data, row.origin, row.receivedAt);
  }

  private apply(act: Acknowledgement, by: string, at: Instant): readonly LiveChange[] {
    const comment = act.comment === undefined ? {} : { comment: act.comment };
    const organisation = act.organisation === undefined ? {} : { organisation: act.organisation };
    return this.watch.acknowledge(act.alert, { at, by, ...organisation, ...comment }) ?? [];
  }
}

const ROWS_AT_ONCE = 1_000;

function* rowsOf(journal: Journal): Generator<JournalRow> {
  let seq = 0;
  for (;;) {
    const rows = journal.entriesAfter(seq, ROWS_AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    seq = last.seq;
  }
}

import { TextEncoder } from 'node:util';
import { type Instant, SECOND } from '@voldgrav/hydrology';
import type { Journal, JournalEntry, JournalRow, TownEntry } from '@voldgrav/journal';
import type { TownWatch } from '@voldgrav/pipeline';
import type { RefusalReason } from '@voldgrav/reading';
import type { LiveChange } from '@voldgrav/wire';
import { z } from 'zod';
import type { Clock } from '../clock.ts';

/** The lane whose clock this server is. */
const LANE = 'live';
/** A replay ticks this often at least: between two of these, silence decides nothing that the next message would not. */
const CLOCK_EVERY = 10 * SECOND;
/** The embedded broker's limit too; another broker may let more through. */
const LONGEST_PAYLOAD = 1_048_576;
const NOTHING = new Uint8Array(0);

const ACKNOWLEDGE = 'acknowledge';
const Acknowledgement = z.object({ alert: z.string(), comment: z.string().optional() });
type Acknowledgement = z.infer<typeof Acknowledgement>;

/** The doorway: into the journal first, and only from there on to the town watch, in the journal's order. */
export class Intake {
  private readonly journal: Journal;
  private readonly watch: TownWatch;
  private readonly clock: Clock;
  private readonly onChanges: (changes: readonly LiveChange[]) => void;
  private readonly tell: (line: string) => void;
  private clockEntryAt = -Infinity;
  /** Why the last message could not be journalled; undefined while the journal takes them. */
  fault: string | undefined;

  constructor(journal: Journal, watch: TownWatch, clock: Clock, onChanges: (changes: readonly LiveChange[]) => void, tell: (line: string) => void) {
    this.journal = journal;
    this.watch = watch;
    this.clock = clock;
    this.onChanges = onChanges;
    this.tell = tell;
  }

  /**
   * Resolves once the message is on disk: the broker may acknowledge it. One that a stated limit refuses is acknowledged too,
   * or it would come again for ever; it is counted and shown.
   */
  async message(published: { readonly topic: string; readonly payload: Uint8Array; readonly clientId: string }): Promise<void> {
    const { topic, payload, clientId } = published;
    const receivedAt = this.clock.now();
    if (payload.length > LONGEST_PAYLOAD) return this.refused('too-long', `${payload.length} bytes`, topic);
    if (topic.includes('\0')) return this.refused('topic-not-allowed', 'U+0000 in the topic', topic);
    await this.journalled({ kind: 'message', topic, payload, origin: clientId, receivedAt });
    this.onChanges(this.watch.receive({ topic, payload, receivedAt }));
  }

  /** A message that did not come past the door. */
  refused(reason: RefusalReason, detail: string, topic: string): void {
    this.onChanges(this.watch.refuse({ reason, detail, topic, receivedAt: this.clock.now() }));
  }

  /** The town in force, entered when it is not the one that was entered last. */
  async town(entry: TownEntry): Promise<void> {
    const latest = this.journal.latestTown();
    if (latest?.damaged === false && latest.kind === 'town' && latest.name === entry.name) return;
    await this.journalled(entry);
  }

  /**
   * Time passes. Every ten seconds it is entered too, so that a replay knows what time it was when nothing arrived; that is
   * also how a journal that could not write is found to write again. Time passes whether it can be entered or not.
   */
  async tick(): Promise<void> {
    const now = this.clock.now();
    if (now - this.clockEntryAt >= CLOCK_EVERY || now < this.clockEntryAt) {
      this.clockEntryAt = now;
      // A failure is `fault` by now, and every screen shows it.
      await this.journalled({ kind: 'clock', name: LANE, body: NOTHING, origin: '', receivedAt: now }).catch(() => undefined);
    }
    this.onChanges(this.watch.tick(now));
  }

  /** 'unknown' when there is no such alert; then nothing is journalled. */
  async acknowledge(alert: string, by: string, comment: string | undefined): Promise<'done' | 'unknown'> {
    if (!this.watch.liveAlerts().some((each) => each.id === alert)) return 'unknown';
    const at = this.clock.now();
    const act: Acknowledgement = { alert, ...(comment === undefined ? {} : { comment }) };
    const body = new TextEncoder().encode(JSON.stringify(act));
    await this.journalled({ kind: 'act', name: ACKNOWLEDGE, body, origin: by, receivedAt: at });
    this.onChanges(this.apply(act, by, at));
    return 'done';
  }

  /** Goes through the journal from the first entry received after `since`, so that a restart knows what was known before. */
  restore(since: Instant): { readonly entries: number; readonly damaged: number } {
    let entries = 0;
    let damaged = 0;
    for (const row of rowsOf(this.journal, this.journal.seqBefore(since))) {
      if (row.damaged) damaged += 1;
      else if (row.receivedAt > since) {
        entries += 1;
        this.again(row);
      }
    }
    return { entries, damaged };
  }

  private async journalled(entry: JournalEntry): Promise<void> {
    try {
      await this.journal.append(entry);
      if (this.fault !== undefined) this.tell('The journal takes entries again.');
      this.fault = undefined;
    } catch (cause) {
      const fault = cause instanceof Error ? cause.message : String(cause);
      // Told when it begins and when it ends: a line a message would fill the disk that is full already.
      if (this.fault === undefined) this.tell(`${fault}. Nothing is acknowledged until it can be written again.`);
      this.fault = fault;
      throw cause;
    }
  }

  private again(row: Exclude<JournalRow, { damaged: true }>): void {
    if (row.kind === 'message') this.watch.receive(row);
    if (row.kind === 'clock' && row.name === LANE) this.watch.elapse(row.receivedAt);
    if (row.kind !== 'act') return;
    const act = row.name === ACKNOWLEDGE ? Acknowledgement.safeParse(JSON.parse(Buffer.from(row.body).toString('utf8'))) : undefined;
    if (act?.success === true) this.apply(act.data, row.origin, row.receivedAt);
  }

  private apply(act: Acknowledgement, by: string, at: Instant): readonly LiveChange[] {
    const comment = act.comment === undefined ? {} : { comment: act.comment };
    return this.watch.acknowledge(act.alert, { at, by, ...comment }) ?? [];
  }
}

const ROWS_AT_ONCE = 1_000;

function* rowsOf(journal: Journal, from: number): Generator<JournalRow> {
  let seq = from;
  for (;;) {
    const rows = journal.entriesAfter(seq, ROWS_AT_ONCE);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    seq = last.seq;
  }
}

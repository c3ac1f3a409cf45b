import { TextDecoder, TextEncoder } from 'node:util';
import { type Instant, SECOND } from '@voldgrav/hydrology';
import type { ActEntry, Journal, JournalEntry, JournalRow, TownEntry } from '@voldgrav/journal';
import type { Heard, TownWatch } from '@voldgrav/pipeline';
import type { RefusalReason } from '@voldgrav/reading';
import { type ComingGiven, comingGivenIn, type LiveChange, readComing } from '@voldgrav/wire';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { LANE } from './hear-row.ts';
import { mendedRows } from './mended-rows.ts';
import { rowsAfter } from './rows-after.ts';

/** A replay ticks this often at least: between two of these, silence decides nothing that the next message would not. */
const CLOCK_EVERY = 10 * SECOND;
/** The embedded broker's limit too; another broker may let more through. */
const LONGEST_PAYLOAD = 1_048_576;
const NOTHING = new Uint8Array(0);
const NOTHING_HEARD = { observations: [] } as const;

const ACKNOWLEDGE = 'acknowledge';
const Acknowledgement = z.object({ alert: z.string(), organisation: z.string().optional(), comment: z.string().optional() });
type Acknowledgement = z.infer<typeof Acknowledgement>;

const STEP = 'playbook-step';
const StepTaken = z.object({ what: z.enum(['begin', 'end']), action: z.string(), step: z.string() });
type StepTaken = z.infer<typeof StepTaken>;

/** What has become of a row of the journal. */
export interface Taken extends Pick<Heard, 'observations' | 'forStore'> {
  readonly seq: number;
  readonly changes: readonly LiveChange[];
}

export interface IntakeOptions {
  readonly journal: Journal;
  readonly watch: TownWatch;
  readonly clock: Clock;
  /** A row was journalled, and this came of it. */
  readonly onTaken: (taken: Taken) => void;
  /** Something changed that no row stands for. */
  readonly onChanges: (changes: readonly LiveChange[]) => void;
  readonly tell: (line: string) => void;
}

/** The doorway: into the journal first, and only from there on to the town watch, in the journal's order. */
export class Intake {
  private readonly options: IntakeOptions;
  private clockEntryAt = -Infinity;
  /** Why the last entry could not be journalled; undefined while the journal takes them. */
  fault: string | undefined;

  constructor(options: IntakeOptions) {
    this.options = options;
  }

  /**
   * Resolves once the message is on disk: the broker may acknowledge it. One that a stated limit refuses is acknowledged too,
   * or it would come again for ever; it is counted and shown.
   */
  async message(published: { readonly topic: string; readonly payload: Uint8Array; readonly clientId: string }): Promise<void> {
    const { topic, payload, clientId } = published;
    const { watch, clock, onTaken } = this.options;
    const receivedAt = clock.now();
    if (payload.length > LONGEST_PAYLOAD) return this.refused('too-long', `${payload.length} bytes`, topic);
    if (topic.includes('\0')) return this.refused('topic-not-allowed', 'U+0000 in the topic', topic);
    const seq = await this.journalled({ kind: 'message', topic, payload, origin: clientId, receivedAt });
    const heard = watch.hear({ topic, payload, receivedAt });
    onTaken({ seq, ...storedOf(heard), changes: watch.take({ topic, payload, receivedAt }, heard) });
  }

  /** A message that did not come past the door. */
  refused(reason: RefusalReason, detail: string, topic: string): void {
    const { watch, clock, onChanges } = this.options;
    onChanges(watch.refuse({ reason, detail, topic, receivedAt: clock.now() }));
  }

  /** The store will never take this; the message it came in is in the journal. */
  notStored(sensor: string, detail: string): void {
    const { watch, clock, onChanges } = this.options;
    onChanges(watch.note({ reason: 'not-stored', detail, topic: sensor, receivedAt: clock.now() }));
  }

  /** The town in force, entered when it is not the one that was entered last. */
  async town(entry: TownEntry): Promise<void> {
    const latest = this.options.journal.latestTown();
    if (latest?.damaged === false && latest.kind === 'town' && latest.name === entry.name) return;
    const seq = await this.journalled(entry);
    this.options.onTaken({ seq, observations: [], changes: [] });
  }

  /** Enters what a person did that changes nothing of what the watch knows, and gives its place. */
  async act(entry: ActEntry): Promise<number> {
    const seq = await this.journalled(entry);
    this.options.onTaken({ seq, observations: [], changes: [] });
    return seq;
  }

  /**
   * Time passes. Every ten seconds it is entered too, so that a replay knows what time it was when nothing arrived; that is
   * also how a journal that could not write is found to write again. Time passes whether it can be entered or not.
   */
  async tick(): Promise<void> {
    const { watch, clock, onTaken, onChanges } = this.options;
    const now = clock.now();
    const isDue = now - this.clockEntryAt >= CLOCK_EVERY || now < this.clockEntryAt;
    if (isDue) this.clockEntryAt = now;
    let seq: number | undefined;
    try {
      // Awaited as directly as messages are, or those that were committed with it would be heard first.
      if (isDue) seq = await this.journalled({ kind: 'clock', name: LANE, body: NOTHING, origin: '', receivedAt: now });
    } catch {
      // The failure is `fault` by now, and every screen shows it.
    }
    // What the gauges say of each other is asked for at the entries alone: a rebuild, which has nothing else, comes to the same.
    const settled = seq === undefined ? undefined : watch.settle(now);
    const changes = [...(settled?.changes ?? []), ...watch.tick(now)];
    if (seq === undefined) onChanges(changes);
    else onTaken({ seq, observations: settled?.observations ?? [], changes });
  }

  /** 'unknown' when there is no such alert; then nothing is journalled. */
  async acknowledge(alert: string, by: { readonly name: string; readonly organisation?: string }, comment: string | undefined): Promise<'done' | 'unknown'> {
    const { watch, clock, onTaken } = this.options;
    if (!watch.liveAlerts().some((each) => each.id === alert)) return 'unknown';
    const at = clock.now();
    const organisation = by.organisation === undefined ? {} : { organisation: by.organisation };
    const act: Acknowledgement = { alert, ...organisation, ...(comment === undefined ? {} : { comment }) };
    const body = new TextEncoder().encode(JSON.stringify(act));
    const seq = await this.journalled({ kind: 'act', name: ACKNOWLEDGE, body, origin: by.name, receivedAt: at });
    onTaken({ seq, observations: [], changes: this.apply(act, by.name, at) });
    return 'done';
  }

  /** 'unknown' when there is no such step; then nothing is journalled, and neither when that was so already. */
  async step(taken: StepTaken, by: string): Promise<'done' | 'unknown'> {
    const { watch, clock, onTaken } = this.options;
    const { what, action, step } = taken;
    if (!watch.hasStep(action, step)) return 'unknown';
    if (watch.begunSteps().some((begun) => begun.action === action && begun.step === step) === (what === 'begin')) return 'done';
    const at = clock.now();
    const seq = await this.journalled({ kind: 'act', name: STEP, body: new TextEncoder().encode(JSON.stringify(taken)), origin: by, receivedAt: at });
    watch.takeStep(what, { action, step, at, by });
    onTaken({ seq, observations: [], changes: [] });
    return 'done';
  }

  /**
   * A forecast or a warning comes in, from `by`. It is entered as it was given, and read from there; the faults of one that cannot be
   * used come back, and nothing is entered then.
   */
  async coming(given: ComingGiven, by: string): Promise<readonly string[]> {
    const { watch, clock, onTaken } = this.options;
    const receivedAt = clock.now();
    const read = readComing(given, watch.known, receivedAt);
    if (!read.ok) return read.faults;
    const seq = await this.journalled({ kind: 'forecast', name: read.source, body: new TextEncoder().encode(JSON.stringify(given)), origin: by, receivedAt });
    onTaken({ seq, observations: [], changes: watch.coming.take(read.said, receivedAt) });
    return [];
  }

  /**
   * Goes through the journal from the first entry received after `since`, so that a restart knows what was known before.
   * `onHeard` is told what each row held, for whoever has not come so far.
   */
  restore(since: Instant, onHeard: (heard: Omit<Taken, 'changes'>) => void = () => undefined): { readonly entries: number; readonly damaged: number } {
    const { journal, watch, clock } = this.options;
    let entries = 0;
    let damaged = 0;
    const from = journal.seqBefore(since);
    const mended = mendedRows(journal, from);
    for (const row of rowsAfter(journal, from)) {
      if (row.damaged) damaged += 1;
      else if (row.receivedAt > since) {
        entries += 1;
        onHeard({ seq: row.seq, ...(mended.has(row.seq) && row.kind === 'message' ? storedOf(watch.receivePast(row)) : this.again(row)) });
      }
    }
    // Silence may have decided something since the last entry.
    watch.elapse(clock.now());
    return { entries, damaged };
  }

  private async journalled(entry: JournalEntry): Promise<number> {
    const { journal, tell } = this.options;
    try {
      const seq = await journal.append(entry);
      if (this.fault !== undefined) tell('The journal takes entries again.');
      this.fault = undefined;
      return seq;
    } catch (cause) {
      const fault = cause instanceof Error ? cause.message : String(cause);
      // Told when it begins and when it ends: a line a message would fill the disk that is full already.
      if (this.fault === undefined) tell(`${fault}. Nothing is acknowledged until it can be written again.`);
      this.fault = fault;
      throw cause;
    }
  }

  private again(row: Exclude<JournalRow, { damaged: true }>): Omit<Taken, 'seq' | 'changes'> {
    const { watch } = this.options;
    if (row.kind === 'message') {
      const heard = watch.hear(row);
      watch.take(row, heard);
      return storedOf(heard);
    }
    if (row.kind === 'clock' && row.name === LANE) {
      const { observations } = watch.settle(row.receivedAt);
      watch.elapse(row.receivedAt);
      return { observations };
    }
    if (row.kind === 'forecast') this.comeAgain(row.body, row.receivedAt);
    if (row.kind !== 'act') return NOTHING_HEARD;
    // What somebody acted on may have been raised by a tick since the last clock entry.
    watch.elapse(row.receivedAt);
    if (row.name === STEP) this.stepAgain(row.body, row.origin, row.receivedAt);
    const act = row.name === ACKNOWLEDGE ? Acknowledgement.safeParse(JSON.parse(Buffer.from(row.body).toString('utf8'))) : undefined;
    if (act?.success === true) this.apply(act.data, row.origin, row.receivedAt);
    return NOTHING_HEARD;
  }

  private stepAgain(body: Uint8Array, by: string, at: Instant): void {
    const taken = StepTaken.safeParse(JSON.parse(Buffer.from(body).toString('utf8')));
    if (taken.success) this.options.watch.takeStep(taken.data.what, { action: taken.data.action, step: taken.data.step, at, by });
  }

  private comeAgain(body: Uint8Array, receivedAt: Instant): void {
    const { watch } = this.options;
    const given = comingGivenIn(new TextDecoder().decode(body));
    const read = given === undefined ? undefined : readComing(given, watch.known, receivedAt);
    // What the town or the reading has since left behind is passed over: it was told when it came.
    if (read?.ok === true) watch.coming.take(read.said, receivedAt);
  }

  private apply(act: Acknowledgement, by: string, at: Instant): readonly LiveChange[] {
    const comment = act.comment === undefined ? {} : { comment: act.comment };
    const organisation = act.organisation === undefined ? {} : { organisation: act.organisation };
    return this.options.watch.acknowledge(act.alert, { at, by, ...organisation, ...comment }) ?? [];
  }
}

/** What the store is told of what was heard. */
const storedOf = ({ observations, forStore }: Heard): Pick<Heard, 'observations' | 'forStore'> => (forStore === undefined ? { observations } : { observations, forStore });

import { setTimeout as wait } from 'node:timers/promises';
import { type Instant, isoOf } from '@voldgrav/hydrology';
import { type ReadTown, townEntryOf } from '@voldgrav/installation';
import type { IntactRow, Journal } from '@voldgrav/journal';
import { type Heard, keepObservations, type Noted, type ObservationArchive, type TownIndex, type TownWatch } from '@voldgrav/pipeline';
import type { UnreadMessage } from '@voldgrav/storage';
import { type DecodeAgainAnswer, type LiveChange, openSandbox, runsScripts } from '@voldgrav/wire';
import type { Intake } from './intake.ts';
import { type MendedBy, mendedEntry, noteMended } from './mended-rows.ts';
import type { RebirthRequests } from './rebirth-requests.ts';
import type { RowListener } from './row-listener.ts';
import { RowReader } from './row-reader.ts';
import { townAgain } from './town-again.ts';
import { doubtsOf, notesOf, unusableEntries } from './trouble-entries.ts';
import type { TroubleKeeper } from './trouble-keeper.ts';

/** Messages that are stored and shown together. */
const AT_ONCE = 500;
/** Work for so long at a stretch, and then let the intake have as long. */
const STRETCH_MS = 15;
/** While the list of troubles itself is being brought up to the journal, a run waits for it. */
const CATCH_UP_MS = 3_600_000;

export interface DecodeAgainOptions {
  readonly journal: Journal;
  readonly archive: ObservationArchive;
  readonly index: TownIndex;
  readonly watch: TownWatch;
  readonly intake: Intake;
  readonly trouble: TroubleKeeper;
  /** What the store's way through the journal reads by. */
  readonly listener: RowListener;
  /** Absent in a lane. */
  readonly rebirths: RebirthRequests | undefined;
  readonly texts: ReadonlyMap<string, string>;
  /** What the broker was asked for. */
  readonly topics: readonly string[];
  readonly readTown: () => Promise<ReadTown>;
  /** Gives what the watch has noted since it was last asked. */
  readonly noted: () => readonly Noted[];
  /** From which number of the journal on the counts on the screens count. */
  readonly countedFrom: number;
  readonly now: () => Instant;
  readonly publish: (changes: readonly LiveChange[]) => void;
}

type Message = UnreadMessage & { readonly row: IntactRow & { readonly kind: 'message' }; readonly heard: Heard };

const NOTHING_DONE: DecodeAgainAnswer = { state: 'none', messages: 0, read: 0, mended: 0, observations: 0, stillUnread: 0, byReason: {}, faults: [] };

/**
 * Reads again, by the town's sources and codecs as they stand on the disk now, what could not be read when it came; from
 * here on the same are what new messages are read by. What can be read goes into the store and into what is known. It sends
 * nothing and raises no alert: that would be about the past. One run at a time; a run that was cut off is simply asked for again.
 */
export class DecodeAgain {
  private readonly options: DecodeAgainOptions;
  private texts: ReadonlyMap<string, string>;
  private latest: DecodeAgainAnswer = NOTHING_DONE;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(options: DecodeAgainOptions) {
    this.options = options;
    this.texts = options.texts;
  }

  get answer(): DecodeAgainAnswer {
    return this.latest;
  }

  /** Begins a run, unless one goes on, and resolves when it has ended or after `patience` ms. False: there was one already. */
  async start(by: MendedBy, patience: number, onEnd: (answer: DecodeAgainAnswer) => void): Promise<boolean> {
    if (this.running !== undefined) return false;
    const { name, why } = by;
    this.latest = { ...NOTHING_DONE, state: 'running', startedAt: isoOf(this.options.now()), by: name, ...(why === undefined ? {} : { why }) };
    this.running = this.run(by)
      .catch((cause: unknown) => this.end('failed', [cause instanceof Error ? cause.message : String(cause)]))
      .finally(() => {
        this.running = undefined;
        onEnd(this.latest);
      });
    await Promise.race([this.running, wait(patience)]);
    return true;
  }

  /** Ends after what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async run(by: MendedBy): Promise<void> {
    const { journal, watch, intake, trouble, listener, rebirths, topics, readTown, now } = this.options;
    const read = await readTown();
    const again = townAgain({ texts: this.texts, topics }, read);
    if (!again.ok) return this.end('refused', again.faults);
    if (!(await trouble.caughtUp(CATCH_UP_MS))) return this.end('failed', ['The list of what could not be read is not up to date with the journal.']);
    const sandbox = runsScripts(again.town) ? await openSandbox() : undefined;
    if (again.changed) {
      await intake.town(townEntryOf(read.texts, now()));
      this.texts = read.texts;
      watch.readBy(again.town, sandbox);
      listener.readBy(again.town, sandbox);
      rebirths?.readBy(again.town.devices);
    }
    await this.enter(by, []);
    trouble.enter();
    this.tell({ messages: trouble.log.unreadCount() });
    const until = journal.lastSeq();
    const reader = new RowReader(journal, again.town, sandbox);
    for (let after = 0; !this.stopped; ) {
      const unread = trouble.log.unreadMessages(after, until, AT_ONCE);
      const last = unread.at(-1);
      if (last === undefined) return this.end('done', []);
      await this.keep(by, await this.read(reader, unread));
      this.tell({ read: this.latest.read + unread.length });
      after = last.seq;
    }
    this.end('failed', ['The server was stopped before all was read; what was read is kept.']);
  }

  /** The rows themselves, and what they say now. */
  private async read(reader: RowReader, unread: readonly UnreadMessage[]): Promise<readonly Message[]> {
    const messages: Message[] = [];
    let began = performance.now();
    for (const each of unread) {
      const row = this.options.journal.entriesAfter(each.seq - 1, 1)[0];
      // The journal may have let go of it meanwhile.
      if (row?.seq === each.seq && !row.damaged && row.kind === 'message') messages.push({ ...each, row, heard: this.options.watch.judge(row, reader.read(row)) });
      if (performance.now() - began < STRETCH_MS) continue;
      await wait(STRETCH_MS);
      began = performance.now();
    }
    return messages;
  }

  /** First the journal, so that a restart knows these rows for old ones; then the store; then the screens. */
  private async keep(by: MendedBy, messages: readonly Message[]): Promise<void> {
    const { archive, index, publish } = this.options;
    const mended = messages.filter(({ partly, heard }) => !partly && heard.observations.length > 0);
    if (mended.length > 0) await this.enter(by, mended.map(({ seq }) => seq));
    await keepObservations(archive, (id) => index.knownSensor(id), { observations: messages.flatMap(({ heard }) => heard.observations), forStore: messages.flatMap(({ heard }) => heard.forStore ?? []) });
    publish(messages.flatMap((message) => this.show(message)));
  }

  private show({ seq, partly, row, heard }: Message): readonly LiveChange[] {
    const { watch, trouble, noted, countedFrom } = this.options;
    const { observations, undecodable } = heard;
    const still = unusableEntries(seq, notesOf({ observations: [], undecodable }, row.topic), observations.length);
    const before = trouble.log.readAgain(seq, still);
    this.tell({
      mended: this.latest.mended + (still.length === 0 ? 1 : 0),
      observations: this.latest.observations + observations.length,
      stillUnread: this.latest.stillUnread + (still.length === 0 ? 0 : 1),
      byReason: withReasons(this.latest.byReason, new Set(still.map(({ reason }) => reason))),
    });
    const asBefore = before.length === still.length && before.every(({ reason, detail }, i) => still[i]?.reason === reason && still[i]?.detail === detail);
    const changes = observations.length === 0 ? [] : watch.takePast(row, heard, { partly });
    const failed = noted();
    trouble.log.enter({ unusable: unusableEntries(seq, failed, observations.length), doubts: doubtsOf(seq, observations) });
    const counted = seq > countedFrom && !asBefore ? watch.readAgain(before, undecodable.slice(0, still.length)) : [];
    // They stand in the list already.
    noted();
    return [...changes, ...counted];
  }

  private async enter(by: MendedBy, mended: readonly number[]): Promise<void> {
    const { journal, intake, now } = this.options;
    noteMended(journal, await intake.act(mendedEntry(journal, by, mended, now())));
  }

  private tell(more: Partial<DecodeAgainAnswer>): void {
    this.latest = { ...this.latest, ...more };
  }

  private end(state: 'done' | 'refused' | 'failed', faults: readonly string[]): void {
    this.tell({ state, faults, endedAt: isoOf(this.options.now()) });
  }
}

function withReasons(byReason: Readonly<Record<string, number>>, reasons: ReadonlySet<string>): Readonly<Record<string, number>> {
  return { ...byReason, ...Object.fromEntries([...reasons].map((reason) => [reason, (byReason[reason] ?? 0) + 1])) };
}

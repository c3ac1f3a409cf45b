import type { Journal } from '@voldgrav/journal';
import type { LiveSpool } from '@voldgrav/wire';
import type { Clock } from '../clock.ts';
import type { Intake } from '../ingest/intake.ts';
import { type ClockReading, clockJump } from './clock-jump.ts';

const LOOK_EVERY_MS = 5_000;
/** After the clock has jumped, this long nothing is dropped for its age: a clock that is set wrong is mostly set right again. */
const DISTRUST_MS = 24 * 3_600_000;
/** And after a start: a machine without a battery wakes with any time at all, until the time service has answered. */
const SETTLING_MS = 3_600_000;

export interface KeeperOptions {
  readonly journal: Journal;
  readonly intake: Intake;
  readonly clock: Clock;
  /** Rows that were found damaged at the start. */
  readonly damagedRows: number;
  readonly storeAnswers: () => boolean;
  readonly publish: (spool: LiveSpool) => void;
  readonly tell: (line: string) => void;
}

/** Looks after the journal while the house is open: lets old rows go, and raises the alarm when too much waits in it. */
export class JournalKeeper {
  private readonly options: KeeperOptions;
  private readonly timer: NodeJS.Timeout;
  private latest: LiveSpool;
  private reading: ClockReading;
  private distrustUntil = performance.now() + SETTLING_MS;

  constructor(options: KeeperOptions) {
    this.options = options;
    this.latest = this.look();
    this.reading = this.readClock();
    this.timer = setInterval(() => this.round(), LOOK_EVERY_MS);
  }

  /** As the screens show it. */
  get state(): LiveSpool {
    return this.latest;
  }

  /** Whether what the clock says may decide about what is let go of. */
  get trustsClock(): boolean {
    return performance.now() >= this.distrustUntil;
  }

  /** Something changed that the screens should not wait for. */
  publishNow(): void {
    const { tell, publish } = this.options;
    const before = this.latest;
    this.latest = this.look();
    if (JSON.stringify(before) !== JSON.stringify(this.latest)) publish(this.latest);
    if (this.latest.level > before.level || (this.latest.full && !before.full)) tell(alarm(this.latest));
    if (this.latest.level === 0 && before.level > 0) tell('The journal has room again.');
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private round(): void {
    const { journal, clock, tell } = this.options;
    this.watchClock();
    try {
      journal.prune(this.trustsClock ? clock.now() : undefined);
    } catch (cause) {
      tell(`The journal could not let old entries go: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
    this.publishNow();
  }

  private look(): LiveSpool {
    const { journal, intake, damagedRows, storeAnswers } = this.options;
    const { waitingRows, share, level, limitedBy, full } = journal.spool();
    return { waitingRows, share: Number(share.toFixed(3)), level, limitedBy, full, writable: intake.fault === undefined, storeAnswers: storeAnswers(), damagedRows };
  }

  private watchClock(): void {
    const { tell, clock } = this.options;
    const before = this.reading;
    this.reading = this.readClock();
    const jump = clockJump(before, this.reading, clock.speed);
    // A lane is as fast as its player, who may pause.
    if (jump === 0 || clock.kind === 'lane') return;
    this.distrustUntil = performance.now() + DISTRUST_MS;
    const seconds = Math.round(Math.abs(jump) / 1_000);
    tell(`This machine's clock jumped ${jump > 0 ? 'forward' : 'back'} by ${seconds} s. Readings are judged by it: check the time service. Nothing is dropped from the journal for its age until tomorrow.`);
  }

  private readClock(): ClockReading {
    return { clock: this.options.clock.now(), steady: performance.now() };
  }
}

const alarm = ({ share, limitedBy, full }: LiveSpool): string =>
  full
    ? 'The journal is full of messages that wait for the store: no more are taken, and the broker keeps them as long as it can. Mend the store or raise JOURNAL_GB.'
    : `The journal is ${Math.round(share * 100)} % full of messages that wait for the store, by ${limitedBy === 'disk' ? 'the room on its disk' : 'JOURNAL_GB'}. Mend the store or make room.`;

import { setTimeout as wait } from 'node:timers/promises';
import { HOUR, type Instant, instant, SECOND, shifted } from '@voldgrav/hydrology';
import type { Recorded, Recording } from './recorded.ts';
import type { Stage } from './stage.ts';

export interface ReplayPlayerOptions {
  readonly recording: Recording;
  /** A stage on which nothing has been played yet; asked for at the start, and again when the recording begins anew. */
  readonly openStage: () => Stage;
  /** How long the clock runs on after the last word, in ms, where the recording does not say itself until when it is. */
  readonly runsOn: number;
}

export interface Playing {
  /** Milliseconds of the recording in one real one; 'max' is as fast as it goes. */
  readonly speed: number | 'max';
  /** Goes there at once from the recording's start, and each time that it begins again. */
  readonly from?: Instant | undefined;
  /** Asked at each end: whether to begin again, with nothing known. A recording in which nothing happens is played once. */
  readonly again?: () => boolean | Promise<boolean>;
  readonly onProgress?: (at: Instant) => void;
  /** At full speed, in a process that has others to serve: asked after every entry, and waited for where it wants it. */
  readonly breathe?: () => Promise<void> | undefined;
}

/** The clock of a lane is told so often while nothing comes, and no pause is longer, so that `pause` is heard. */
const LONGEST_WAIT_MS = 200;
/** At full speed the process listens to others now and then. */
const BREATHES_EVERY = 2_000;

/**
 * Plays a recording on a stage: on and on, or a step at a time. Going back means playing again from the start on a new
 * stage, so what is known at a moment is the same however one came to it. One call at a time; `pause` may come at any time.
 */
export class ReplayPlayer {
  private readonly options: ReplayPlayerOptions;
  private stage: Stage;
  private parts: AsyncIterator<readonly Recorded[]>;
  private part: readonly Recorded[] = [];
  private place = 0;
  private last: Recorded | undefined;
  /** The latest arrival played; the clock may be beyond it. */
  private newest: Instant | undefined;
  private clockAt: Instant | undefined;
  private paused = false;
  private over = false;

  constructor(options: ReplayPlayerOptions) {
    this.options = options;
    this.stage = options.openStage();
    this.parts = options.recording.parts()[Symbol.asyncIterator]();
  }

  /** What time it is in the recording; undefined before its first word. */
  get now(): Instant | undefined {
    return this.clockAt;
  }

  /** Everything has been played. */
  get ended(): boolean {
    return this.over;
  }

  /** Plays the next entry and gives it; undefined at the end, which is then played too. */
  async step(): Promise<Recorded | undefined> {
    const next = await this.peek();
    if (next === undefined) {
      await this.finish();
      return undefined;
    }
    await this.playNext(next);
    return next;
  }

  /** Goes to what is known at `at`, after everything that came until then. */
  async seek(at: Instant): Promise<void> {
    if (this.clockAt !== undefined && at < this.clockAt) this.rewind();
    for (let next = this.atHand ?? (await this.peek()); next !== undefined && next.receivedAt <= at; next = this.atHand ?? (await this.peek())) {
      const playing = this.playNext(next);
      if (playing !== undefined) await playing;
    }
    const end = this.endsAt();
    if ((await this.peek()) === undefined && (end === undefined || at >= end)) return this.finish();
    if (this.clockAt !== undefined) await this.tell(at);
  }

  /** Ends where it stands: nothing more comes. Without a first word there is nothing to end. */
  async endHere(): Promise<void> {
    if (this.over) return;
    this.over = true;
    if (this.clockAt !== undefined) await this.stage.end(this.clockAt);
  }

  /** Back before the first word, on a stage of its own. */
  rewind(): void {
    this.stage = this.options.openStage();
    this.parts = this.options.recording.parts()[Symbol.asyncIterator]();
    this.part = [];
    this.place = 0;
    this.last = undefined;
    this.newest = undefined;
    this.clockAt = undefined;
    this.over = false;
  }

  /** Stops `play` before the next entry. */
  pause(): void {
    this.paused = true;
  }

  /** Plays on from where it stands until the end, or until `pause`. */
  async play({ speed, from, again = () => false, onProgress = () => undefined, breathe }: Playing): Promise<void> {
    this.paused = false;
    let played = 0;
    let pace: Pace | undefined;
    while (!this.over) {
      if (from !== undefined && this.clockAt === undefined) await this.seek(from);
      const next = this.atHand ?? (await this.peek());
      const due = next?.receivedAt ?? this.endsAt();
      if (speed !== 'max' && due !== undefined) {
        pace ??= { startedAt: performance.now(), from: this.clockAt ?? due, speed };
        await this.waitUntil(due, pace);
      } else if (breathe !== undefined) {
        await this.passTime(due, breathe);
        await breathe();
      } else if (++played % BREATHES_EVERY === 0) await wait(0);
      if (this.paused) return;
      // In one process nobody has to be waited for, and half a million waits are half a second.
      const playing = next === undefined ? this.finish() : this.playNext(next);
      if (playing !== undefined) await playing;
      if (this.clockAt !== undefined) onProgress(this.clockAt);
      if (!this.over || this.last === undefined || !(await again())) continue;
      this.rewind();
      pace = undefined;
    }
  }

  /** The next entry, where it has been read already. */
  private get atHand(): Recorded | undefined {
    return this.part[this.place];
  }

  private async peek(): Promise<Recorded | undefined> {
    while (this.place >= this.part.length) {
      const next = await this.parts.next();
      if (next.done === true) return undefined;
      this.part = next.value;
      this.place = 0;
    }
    return this.part[this.place];
  }

  /** Waits only where the stage does. */
  private playNext(next: Recorded): void | Promise<void> {
    this.place += 1;
    this.last = next;
    const done = this.stage.take(next);
    if (done === undefined) return this.played(next);
    return done.then(() => this.played(next));
  }

  private played(next: Recorded): void {
    this.newest = laterOf(this.newest, next.receivedAt);
    this.clockAt = laterOf(this.clockAt, next.receivedAt);
  }

  private endsAt(): Instant | undefined {
    if (this.last === undefined || this.newest === undefined) return undefined;
    return this.last.kind === 'clock' ? this.newest : shifted(this.newest, this.options.runsOn);
  }

  private async finish(): Promise<void> {
    if (this.over) return;
    this.over = true;
    const at = this.endsAt();
    if (at === undefined) return;
    await this.stage.end(at);
    this.clockAt = at;
  }

  /** Long silence is gone through an hour at a time: months of it in one go would hold everybody up. */
  private async passTime(due: Instant | undefined, breathe: () => Promise<void> | undefined): Promise<void> {
    if (this.clockAt === undefined || due === undefined) return;
    for (let at = shifted(this.clockAt, HOUR); at < due && !this.paused; at = shifted(at, HOUR)) {
      await this.tell(at);
      await breathe();
    }
  }

  private async tell(at: Instant): Promise<void> {
    await this.stage.clock(at);
    this.clockAt = at;
  }

  private async waitUntil(due: Instant, { startedAt, from, speed }: Pace): Promise<void> {
    for (;;) {
      const at = instant(Math.floor(from + (performance.now() - startedAt) * speed));
      if (at >= due || this.paused) return;
      // Whole seconds are enough for whoever only looks at the clock.
      const second = instant(Math.floor(at / SECOND) * SECOND);
      if (this.clockAt !== undefined && second > this.clockAt) await this.tell(second);
      await wait(Math.min(LONGEST_WAIT_MS, Math.max(1, (due - at) / speed), SECOND / speed));
    }
  }
}

const laterOf = (one: Instant | undefined, other: Instant): Instant => (one === undefined || other > one ? other : one);

interface Pace {
  readonly startedAt: number;
  readonly from: Instant;
  readonly speed: number;
}

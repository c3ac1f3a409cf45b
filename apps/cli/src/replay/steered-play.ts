import { isoOf } from '@voldgrav/hydrology';
import type { Playing, Recorded, ReplayPlayer } from '@voldgrav/replay';
import { type OrderSource } from './order-source.ts';
import { SEEK_FORMS, seekTarget, type ReplayOrder } from './replay-order.ts';

export interface SteeredPlayOptions {
  readonly player: ReplayPlayer;
  readonly playing: Playing;
  readonly orders: OrderSource;
  /** Waits for the first order. */
  readonly paused: boolean;
  /** What became of an order, in a line. */
  readonly tell: (line: string) => void;
}

/** A recording being played, and whoever steers it. Orders are obeyed one after the other. */
export class SteeredPlay {
  private readonly options: SteeredPlayOptions;
  private speed: Playing['speed'];
  /** The playing under way; undefined while it stands. */
  private going: Promise<void> | undefined;
  private settle: { readonly done: () => void; readonly fail: (cause: unknown) => void } = { done: () => undefined, fail: () => undefined };

  constructor(options: SteeredPlayOptions) {
    this.options = options;
    this.speed = options.playing.speed;
  }

  /** Resolves at the recording's end, or where it was told to end. When no more orders can come, what stands goes on. */
  async run(): Promise<void> {
    const over = new Promise<void>((done, fail) => (this.settle = { done, fail }));
    let obeyed = Promise.resolve();
    const inTurn = (work: () => Promise<void> | void): void => {
      obeyed = obeyed.then(work).catch((cause: unknown) => this.settle.fail(cause));
    };
    const { paused, playing, player } = this.options;
    if (!paused) this.goOn();
    else if (playing.from !== undefined) {
      const { from } = playing;
      inTurn(() => player.seek(from));
    }
    const stop = this.options.orders.listen(
      (order) => inTurn(() => this.obey(order)),
      () => inTurn(() => this.goOn()),
    );
    try {
      await over;
    } finally {
      stop();
      await this.halt();
    }
  }

  private async obey(order: ReplayOrder): Promise<void> {
    const { player, tell } = this.options;
    if (player.ended) return;
    switch (order.kind) {
      case 'toggle':
        return this.obey({ kind: this.going === undefined ? 'play' : 'pause' });
      case 'pause':
        await this.halt();
        return tell(`${this.now()} paused`);
      case 'play':
        tell(`${this.now()} goes on`);
        return this.goOn();
      case 'step':
        await this.halt();
        tell(stepTold(await player.step(), this.now()));
        return this.orEnd();
      case 'seek':
        return this.seek(order.to);
      case 'quit':
        await this.halt();
        await player.endHere();
        tell(`${this.now()} ended by order`);
        return this.settle.done();
      case 'unknown':
        return tell(`"${order.text}" is no order; there are pause, play, step, seek TIME, speed N, speed max and quit.`);
      default:
        return this.setSpeed(order.kind === 'speed' ? order.speed : this.speed === 'max' ? 'max' : order.kind === 'faster' ? this.speed * 2 : this.speed / 2);
    }
  }

  private goOn(): void {
    if (this.going !== undefined) return;
    this.going = this.options.player.play({ ...this.options.playing, speed: this.speed }).then(
      () => this.orEnd(),
      (cause: unknown) => this.settle.fail(cause),
    );
  }

  /** True when it was going. */
  private async halt(): Promise<boolean> {
    const wasGoing = this.going !== undefined;
    if (wasGoing) this.options.player.pause();
    await this.going;
    this.going = undefined;
    return wasGoing;
  }

  private async seek(to: string): Promise<void> {
    const { player, tell } = this.options;
    const wasGoing = await this.halt();
    // Before the first word it is no time yet; whoever counts from where it stands counts from there.
    if (player.now === undefined) await player.step();
    const at = player.now === undefined ? undefined : seekTarget(to, player.now);
    if (at === undefined) tell(`"${to}" is no time; expected ${SEEK_FORMS}.`);
    else {
      await player.seek(at);
      tell(`${this.now()} gone to`);
    }
    this.orEnd();
    if (wasGoing && !player.ended) this.goOn();
  }

  private async setSpeed(speed: Playing['speed']): Promise<void> {
    const wasGoing = await this.halt();
    this.speed = speed;
    this.options.tell(`${this.now()} at ${speed === 'max' ? 'full speed' : `${speed}×`}`);
    if (wasGoing) this.goOn();
  }

  private orEnd(): void {
    if (this.options.player.ended) this.settle.done();
  }

  private now(): string {
    const { now } = this.options.player;
    return now === undefined ? 'before the first word' : isoOf(now);
  }
}

function stepTold(played: Recorded | undefined, now: string): string {
  if (played === undefined) return `${now} the end`;
  if (played.kind === 'message') return `${now} ${played.message.topic}`;
  return played.kind === 'clock' ? `${now} clock` : `${now} ${played.name}, by ${played.by}`;
}

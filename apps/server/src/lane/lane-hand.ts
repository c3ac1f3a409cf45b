import { type Instant, instant } from '@voldgrav/hydrology';
import { decodeLaneClock, laneClockTopic, topicInLane } from '@voldgrav/wire';
import type { Clock } from '../clock.ts';

/** What has become of a message on one of the lane's topics. */
export type LaneMessage = { readonly kind: 'sensor'; readonly topic: string } | { readonly kind: 'clock' } | { readonly kind: 'passed-over' };

/**
 * The clock of a lane that is not live: it stands where the one who plays the recording last put it, and so never runs ahead
 * of a message. It follows one playing, the first that it hears of: another one is another past, for which this server has
 * to be started anew.
 */
export class LaneHand implements Clock {
  readonly kind = 'lane';
  /** As often as a ticker usefully ticks; how fast the lane goes is for the player to say. */
  readonly speed = 20;
  private readonly lane: string;
  private readonly tell: (line: string) => void;
  private at: Instant = instant(0);
  private run: string | undefined;
  private toldOther = false;

  constructor(lane: string, tell: (line: string) => void) {
    this.lane = lane;
    this.tell = tell;
  }

  now(): Instant {
    return this.at;
  }

  /** Whether the lane's clock has been heard: before that nothing can be judged. */
  get isRunning(): boolean {
    return this.run !== undefined;
  }

  /** A message of the lane has come. What a sensor says before the clock was heard, or in another playing, is passed over. */
  hear(topic: string, payload: Uint8Array): LaneMessage {
    if (topic === laneClockTopic(this.lane)) {
      this.hearClock(payload);
      return { kind: 'clock' };
    }
    const inner = topicInLane(this.lane, topic);
    return inner === undefined || !this.isRunning || this.toldOther ? { kind: 'passed-over' } : { kind: 'sensor', topic: inner };
  }

  private hearClock(payload: Uint8Array): void {
    const clock = decodeLaneClock(payload);
    if (clock === undefined) return;
    this.run ??= clock.run;
    if (clock.run === this.run) {
      if (clock.at > this.at) this.at = clock.at;
      return;
    }
    if (!this.toldOther) this.tell(`The lane ${this.lane} began anew. This server stays with what it has seen; start it again to follow.`);
    this.toldOther = true;
  }
}

import { type Instant, instant } from '@voldgrav/hydrology';
import { decodeLaneClock, laneClockTopic, topicInLane } from '@voldgrav/wire';
import type { Clock } from '../clock.ts';

/** What has become of a message on one of the lane's topics. */
export type LaneMessage = { readonly kind: 'sensor'; readonly topic: string } | { readonly kind: 'clock' } | { readonly kind: 'passed-over' } | { readonly kind: 'another-playing' };

/**
 * The clock of a lane that is not live: it stands where the one who plays the recording last put it, and so never runs ahead
 * of a message. It follows one playing, the first that it hears of: another one is another past, of which it takes nothing. Whoever
 * listens begins anew for it, with a hand of its own.
 */
export class LaneHand implements Clock {
  readonly kind = 'lane';
  /** As often as a ticker usefully ticks; how fast the lane goes is for the player to say. */
  readonly speed = 20;
  private readonly lane: string;
  private readonly onAnother: () => void;
  private at: Instant = instant(0);
  private run: string | undefined;
  private another = false;

  /** `onAnother` is called once, when another playing has begun. */
  constructor(lane: string, onAnother: () => void = () => undefined) {
    this.lane = lane;
    this.onAnother = onAnother;
  }

  now(): Instant {
    return this.at;
  }

  /** Whether the lane's clock has been heard: before that nothing can be judged. */
  get isRunning(): boolean {
    return this.run !== undefined;
  }

  /** Whether another playing has begun. */
  get isOver(): boolean {
    return this.another;
  }

  /** A message of the lane has come. What a sensor says before the clock was heard is passed over; all that comes once another playing has begun is that one's. */
  hear(topic: string, payload: Uint8Array): LaneMessage {
    const isClock = topic === laneClockTopic(this.lane);
    if (isClock) this.hearClock(payload);
    const inner = topicInLane(this.lane, topic);
    if (inner === undefined) return { kind: 'passed-over' };
    if (this.another) return { kind: 'another-playing' };
    if (isClock) return { kind: 'clock' };
    return this.isRunning ? { kind: 'sensor', topic: inner } : { kind: 'passed-over' };
  }

  private hearClock(payload: Uint8Array): void {
    const clock = decodeLaneClock(payload);
    if (clock === undefined) return;
    this.run ??= clock.run;
    if (clock.run === this.run) {
      if (clock.at > this.at) this.at = clock.at;
      return;
    }
    if (!this.another) this.onAnother();
    this.another = true;
  }
}

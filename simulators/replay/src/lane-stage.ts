import type { Instant } from '@voldgrav/hydrology';
import { connectPublisher, type Publisher } from '@voldgrav/mqtt';
import { encodeLaneClock, laneClockTopic, laneTopic } from '@voldgrav/wire';
import type { Recorded } from './recorded.ts';
import type { Stage } from './stage.ts';

/** Messages on the way at most; the broker's pace is ours. */
const IN_FLIGHT = 200;

/** How many of each. */
export interface LeftOut {
  readonly acts: number;
  readonly forecasts: number;
}

/** One playing in a lane of a broker. */
export interface LaneStage extends Stage {
  /** What cannot be said on a sensor's topic, and so was left out: what people did, and forecasts and warnings. */
  readonly leftOut: () => LeftOut;
}

/** A lane of a broker, for one who plays into it. */
export interface Lane {
  /** A playing of this name, which its clock carries. Whoever listens begins anew when another name comes: a loop, or a step back in time. */
  readonly begin: (run: string) => LaneStage;
  /** Waits until the broker has all of it, and says goodbye. */
  readonly close: () => Promise<void>;
}

/**
 * Connects to a broker and plays into `lane/<id>/…`: before each message the lane's clock says what time it is, retained, so
 * that whoever listens judges the message by that and by nothing else. Rejects when the broker cannot be reached.
 */
export async function openLane({ url, lane }: { readonly url: string; readonly lane: string }): Promise<Lane> {
  const publisher = await connectPublisher({ url, clientId: `replay-${lane}-${process.pid}` });
  const flight = new Flight(publisher);
  return { begin: (run) => stageOf(lane, run, flight), close: () => publisher.close() };
}

function stageOf(lane: string, run: string, flight: Flight): LaneStage {
  let told: Instant | undefined;
  const leftOut = { acts: 0, forecasts: 0 };
  async function tell(at: Instant, ended = false): Promise<void> {
    if (told !== undefined && at <= told && !ended) return;
    told = at;
    await flight.send(laneClockTopic(lane), encodeLaneClock({ at, run, ended }), true);
  }
  return {
    leftOut: () => ({ ...leftOut }),
    clock: tell,
    async take(recorded: Recorded) {
      await tell(recorded.receivedAt);
      if (recorded.kind === 'act') leftOut.acts += 1;
      if (recorded.kind === 'forecast') leftOut.forecasts += 1;
      if (recorded.kind === 'message') await flight.send(laneTopic(lane, recorded.message.topic), recorded.message.payload, false);
    },
    async end(at) {
      await tell(at, true);
      await flight.landed();
    },
  };
}

/** Publishes in order, a few at a time without their acknowledgement. */
class Flight {
  private readonly publisher: Publisher;
  private readonly underWay = new Set<Promise<void>>();
  private fault: unknown;

  constructor(publisher: Publisher) {
    this.publisher = publisher;
  }

  async send(topic: string, payload: string | Uint8Array, retain: boolean): Promise<void> {
    if (this.underWay.size >= IN_FLIGHT) await Promise.race(this.underWay);
    this.throwFault();
    const sent: Promise<void> = this.publisher
      .publish(topic, payload, { qos: 1, retain })
      .catch((cause: unknown) => {
        this.fault ??= cause;
      })
      .finally(() => this.underWay.delete(sent));
    this.underWay.add(sent);
  }

  async landed(): Promise<void> {
    await Promise.all(this.underWay);
    this.throwFault();
  }

  private throwFault(): void {
    if (this.fault !== undefined) throw new Error('The broker did not take a message of the lane', { cause: this.fault });
  }
}

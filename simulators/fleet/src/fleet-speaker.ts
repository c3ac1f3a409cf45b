export interface FleetMessage {
  readonly topic: string;
  readonly payload: string | Uint8Array;
}

/** How a sensor is heard. `count` is how many messages it has sent before; a speaker is asked for all of them, in their order. */
export interface FleetSpeaker {
  /** What has to be sent before its first message, if anything. */
  readonly greet?: (atMs: number) => FleetMessage;
  readonly say: (atMs: number, dice: () => number, count: number) => FleetMessage;
}

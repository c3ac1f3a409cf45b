import type { RunningMosquitto } from '@voldgrav/test-contracts/mosquitto';

/** Whoever receives what the fleet sends: ours, or a peer beside it. */
export interface Consumer {
  /** Makes a session that the broker keeps, and leaves. */
  readonly subscribe: (broker: RunningMosquitto) => Promise<void>;
  /** Connects to that session to take `count` messages. */
  readonly start: (broker: RunningMosquitto, count: number) => Promise<Consuming>;
}

export interface Consuming {
  /** Waits until all have come. Times are UTC in ms; `firstAt` is when the first one came. */
  readonly done: Promise<{ readonly firstAt: number; readonly lastAt: number }>;
  readonly stop: () => Promise<void>;
}

export type Later = (undo: () => void | Promise<void>) => void;

import { type Instant, isoOf, MINUTE, type Minutes } from '@voldgrav/hydrology';

/** A rain event. Facts only: whether it is over follows from what the gauges said since (`stormEnd`). */
export interface Storm {
  /** Named for its onset, so that the same storm found again has the same name. */
  readonly id: string;
  readonly onset: Instant;
  /** When rain was last seen at any gauge. */
  readonly lastRainAt: Instant;
}

/** What a storm that began at `onset` is called. */
export const stormId = (onset: Instant): string => `storm-${isoOf(onset).slice(0, 16).replace(/[-:]/g, '')}Z`;

/**
 * Rain at `at`: the storm goes on, or a new one begins after `dryGap` without rain anywhere (domain.md §2.8). A storm that was
 * awaited already has its id, and keeps it.
 */
export function stormWithRain(storm: Storm | undefined, at: Instant, dryGap: Minutes, awaitedAs?: string): Storm {
  if (storm === undefined || at - storm.lastRainAt > dryGap * MINUTE) return { id: awaitedAs ?? stormId(at), onset: at, lastRainAt: at };
  return at > storm.lastRainAt ? { id: storm.id, onset: storm.onset, lastRainAt: at } : storm;
}

/**
 * When it ended: its last rain, once the gauges have been heard a whole dry gap beyond it; undefined while it is open.
 * `heardUntil` is the time of the gauges' newest word, not of the clock: silence is not dry weather.
 */
export const stormEnd = (storm: Storm, heardUntil: Instant, dryGap: Minutes): Instant | undefined =>
  heardUntil - storm.lastRainAt > dryGap * MINUTE ? storm.lastRainAt : undefined;

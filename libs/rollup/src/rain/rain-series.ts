import { type Instant, type Micrometres, MINUTE, type Minutes, minutes } from '@voldgrav/hydrology';

/**
 * One gauge's record, made for long ones: what fell in the interval that ends at each stamp. Stamps rise; where two of them lie
 * further apart than the interval, nothing is known of what lies between.
 */
export interface RainSeries {
  /** UTC milliseconds at which the intervals end. */
  readonly ends: Float64Array;
  /** Whole µm. */
  readonly depths: Int32Array;
  /** How long an interval is. */
  readonly interval: Minutes;
}

/**
 * Puts a record together from stamps and depths in any order; of two with the same stamp the first one stays. The interval is
 * the commonest distance between stamps, 1 min for a record of fewer than two.
 */
export function rainSeries(values: Iterable<{ readonly end: Instant; readonly depth: Micrometres }>): RainSeries {
  const sorted = [...values].map((value, place) => ({ ...value, place })).sort((one, other) => one.end - other.end || one.place - other.place);
  const unique = sorted.filter((value, index) => value.end !== sorted[index - 1]?.end);
  const ends = Float64Array.from(unique, ({ end }) => end);
  return { ends, depths: Int32Array.from(unique, ({ depth }) => depth), interval: commonestDistance(ends) };
}

function commonestDistance(ends: Float64Array): Minutes {
  const counts = new Map<number, number>();
  for (let index = 1; index < ends.length; index += 1) {
    const distance = (ends[index] ?? 0) - (ends[index - 1] ?? 0);
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  let commonest = MINUTE;
  let most = 0;
  for (const [distance, count] of counts) {
    if (count > most || (count === most && distance < commonest)) [commonest, most] = [distance, count];
  }
  return minutes(commonest / MINUTE);
}

/** A stamp may be this share of an interval late without the windows losing it. */
const JITTER = 0.1;

/**
 * How much of `duration` whole intervals fill, in ms: a window of 30 min holds two of 15 min; one of 7 min holds one of 5 min,
 * and not the half of another. Undefined when not even one fits: then the depth is not known at all.
 */
export function filledBy({ interval }: Pick<RainSeries, 'interval'>, duration: Minutes): number | undefined {
  const whole = Math.floor(duration / interval + JITTER);
  return whole < 1 ? undefined : Math.min(duration, whole * interval) * MINUTE;
}

/** Whether every interval between the first and the last stamp has its value. */
export function isUnbroken({ ends, interval }: RainSeries): boolean {
  const longest = (1 + JITTER) * interval * MINUTE;
  for (let index = 1; index < ends.length; index += 1) {
    if ((ends[index] ?? 0) - (ends[index - 1] ?? 0) > longest) return false;
  }
  return ends.length > 0;
}

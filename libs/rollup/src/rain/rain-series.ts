import { DAY, MINUTE, type Minutes, minutes, type TimeWindow } from '@voldgrav/hydrology';

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
 * Puts a record together from stamps (UTC ms) and depths (µm), each at its place in the two lists, in any order; of two with the
 * same stamp the first one stays. The interval is the commonest distance between stamps; for a record of fewer than two a day, since a
 * lone value may be the sum of one.
 */
export function rainSeries(stamps: ArrayLike<number>, values: ArrayLike<number>): RainSeries {
  const order = isRising(stamps) ? undefined : inOrder(stamps);
  const count = order?.length ?? stamps.length;
  const ends = new Float64Array(count);
  const depths = new Int32Array(count);
  for (let index = 0; index < count; index += 1) {
    const place = order === undefined ? index : (order[index] ?? 0);
    ends[index] = stamps[place] ?? Number.NaN;
    depths[index] = values[place] ?? 0;
  }
  return { ends, depths, interval: commonestDistance(ends) };
}

function isRising(stamps: ArrayLike<number>): boolean {
  for (let index = 1; index < stamps.length; index += 1) {
    if (!((stamps[index] ?? 0) > (stamps[index - 1] ?? 0))) return false;
  }
  return true;
}

/** The places of the stamps in time order, without those that come a second time. */
function inOrder(stamps: ArrayLike<number>): readonly number[] {
  const places = Array.from({ length: stamps.length }, (_, place) => place);
  places.sort((one, other) => (stamps[one] ?? 0) - (stamps[other] ?? 0) || one - other);
  return places.filter((place, index) => index === 0 || stamps[place] !== stamps[places[index - 1] ?? 0]);
}

function commonestDistance(ends: Float64Array): Minutes {
  const counts = new Map<number, number>();
  // Distances mostly come in long rows of the same, which are counted first.
  let distance = 0;
  let inARow = 0;
  for (let index = 1; index < ends.length; index += 1) {
    const next = (ends[index] as number) - (ends[index - 1] as number);
    if (next !== distance && inARow > 0) {
      counts.set(distance, (counts.get(distance) ?? 0) + inARow);
      inARow = 0;
    }
    distance = next;
    inARow += 1;
  }
  if (inARow > 0) counts.set(distance, (counts.get(distance) ?? 0) + inARow);
  if (counts.size === 0) return minutes(DAY / MINUTE);
  let commonest = MINUTE;
  let most = 0;
  for (const [each, count] of counts) {
    if (count > most || (count === most && each < commonest)) [commonest, most] = [each, count];
  }
  return minutes(commonest / MINUTE);
}

/** A stamp may be this share of an interval late without the windows losing it. */
export const JITTER = 0.1;

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

/** A value after so many intervals may be more than a late one. */
const LONG_GAP = 4;

/**
 * Values of rain that come after four intervals and more, and the first of them (UTC ms). Each counts as what fell in one interval, as after a lost
 * message; that it is the sum of the time before it, as where a gauge goes over to hourly values, its stamp does not tell.
 */
export function wetAfterGaps({ ends, depths, interval }: RainSeries): { readonly count: number; readonly first: number } | undefined {
  const longest = (LONG_GAP - JITTER) * interval * MINUTE;
  let count = 0;
  let first = 0;
  for (let index = 1; index < ends.length; index += 1) {
    if (depths[index] === 0 || (ends[index] as number) - (ends[index - 1] as number) < longest) continue;
    if (count === 0) first = ends[index] as number;
    count += 1;
  }
  return count === 0 ? undefined : { count, first };
}

/** From the beginning of the first interval to the end of the last one; 0 of an empty record. */
export function lengthOf({ ends, interval }: RainSeries): Minutes {
  const [first, last] = [ends[0], ends[ends.length - 1]];
  return minutes(first === undefined || last === undefined ? 0 : (last - first) / MINUTE + interval);
}

/** Whether the record begins and ends no later and no earlier than a span of time. */
export function reaches({ ends, interval }: RainSeries, { after, until }: TimeWindow): boolean {
  const [first = Infinity, last = -Infinity] = [ends[0], ends[ends.length - 1]];
  const jitter = JITTER * interval * MINUTE;
  return first - interval * MINUTE <= after + jitter && last >= until - jitter;
}

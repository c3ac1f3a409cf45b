import { type Millimetres, millimetres, type Minutes, minutes } from './units.ts';

export interface DesignStormShape {
  /** Depth in mm that falls in the wettest `duration` minutes, rising ever more slowly; one column of an IDF table. */
  readonly depth: (duration: Minutes) => Millimetres;
  /** Length of the whole storm: a whole number of steps. */
  readonly duration: Minutes;
  readonly step: Minutes;
  /** Where in the storm its peak lies: 0 at the start, 0.5 in the middle, 1 at the end. */
  readonly peak: number;
}

/** No table is asked for a shorter duration: depths below it are not known (domain.md §2.5). */
const SHORTEST_ASKED = 10;

/**
 * A Chicago design storm (CDS) as depths in mm per step, by alternating blocks: the depth gained by each longer
 * duration is laid against the block that stands already, first before the peak, then after it, in the proportion that
 * `peak` asks for. So the wettest k steps always lie together, and for every k they hold exactly depth(k·step).
 *
 * The table is not evaluated below 10 min: shorter durations get their even share of the 10-minute depth, so that the
 * ten wettest one-minute steps are alike. The sum is depth(duration) whatever the step (duration of 10 min or more).
 * Source: domain.md §2.7.
 * @throws RangeError when `duration` is not a whole number of steps, or `peak` lies outside 0–1.
 */
export function designStorm({ depth, duration, step, peak }: DesignStormShape): readonly Millimetres[] {
  const count = duration / step;
  if (!(step > 0 && count >= 1 && Number.isInteger(count))) {
    throw new RangeError(`A design storm of ${duration} min does not divide into steps of ${step} min.`);
  }
  if (!(peak >= 0 && peak <= 1)) throw new RangeError(`The peak lies at 0 to 1 of the storm, not at ${peak}.`);

  const before = Math.min(count - 1, Math.floor(peak * count));
  const gains = depthGains(depth, step, count);
  const rising: Millimetres[] = [];
  const falling: Millimetres[] = [];
  for (const gain of gains.slice(1)) {
    if (nextLiesBeforePeak(rising.length, falling.length, before, count - 1 - before)) rising.push(gain);
    else falling.push(gain);
  }
  return [...rising.reverse(), ...gains.slice(0, 1), ...falling];
}

/** What each longer duration adds to the one before it. */
function depthGains(depth: DesignStormShape['depth'], step: Minutes, count: number): Millimetres[] {
  let reached = 0;
  return Array.from({ length: count }, (_, index) => {
    const total = depthFrom(depth, minutes((index + 1) * step));
    const gain = millimetres(total - reached);
    reached = total;
    return gain;
  });
}

const depthFrom = (depth: DesignStormShape['depth'], duration: Minutes): number =>
  duration < SHORTEST_ASKED ? (depth(minutes(SHORTEST_ASKED)) * duration) / SHORTEST_ASKED : depth(duration);

/** Fills both sides of the peak at the same share; at equal shares the side before it goes first. */
const nextLiesBeforePeak = (rising: number, falling: number, before: number, after: number): boolean =>
  rising < before && rising * after <= falling * before;

import { type Millimetres, millimetres, type Minutes, minutes, type Years } from '../units.ts';
import type { Idf } from './idf.ts';

export interface DesignStormShape {
  /** Depth in mm that falls in the wettest `duration` minutes, rising ever more slowly; one column of an IDF table. */
  readonly depth: (duration: Minutes) => Millimetres;
  /** Length of the whole storm: a whole number of steps. */
  readonly duration: Minutes;
  readonly step: Minutes;
  /** Where in the storm its peak lies: 0 at the start, 0.5 in the middle, 1 at the end. */
  readonly peak: number;
  /** `depth` is asked for no shorter duration, since depths below it are not known (domain.md §2.5). */
  readonly shortest?: Minutes;
}

/** The built-in table's. */
const SHORTEST = minutes(10);

export interface StormFromIdf extends Pick<DesignStormShape, 'duration' | 'step' | 'peak'> {
  readonly returnPeriod: Years;
  /** What every depth is multiplied by: 1 for today's climate. */
  readonly climateFactor?: number;
}

/** The Chicago design storm of a return period after a table, with the climate that is planned for. */
export function chicagoStorm(idf: Idf, { returnPeriod, climateFactor = 1, ...shape }: StormFromIdf): readonly Millimetres[] {
  return designStorm({ ...shape, shortest: idf.shortest, depth: (duration) => millimetres(idf.depth(duration, returnPeriod) * climateFactor) });
}

/**
 * A Chicago design storm (CDS) as depths in mm per step, by alternating blocks: the depth gained by each longer
 * duration is laid against the block that stands already, first before the peak, then after it, in the proportion that
 * `peak` asks for. So the wettest k steps always lie together, and for every k they hold exactly depth(k·step), as long as
 * every longer duration gains less than the one before it; a table with a kink may hold a little more.
 *
 * The table is not evaluated below its shortest duration: shorter ones get their even share of that depth, so that with
 * 10 min the ten wettest one-minute steps are alike. The sum is depth(duration) whatever the step.
 * Source: domain.md §2.7.
 * @throws RangeError when `duration` is not a whole number of steps, or `peak` lies outside 0–1.
 */
export function designStorm({ depth, duration, step, peak, shortest = SHORTEST }: DesignStormShape): readonly Millimetres[] {
  const count = duration / step;
  if (!(step > 0 && count >= 1 && Number.isInteger(count))) {
    throw new RangeError(`A design storm of ${duration} min does not divide into steps of ${step} min.`);
  }
  if (!(peak >= 0 && peak <= 1)) throw new RangeError(`The peak lies at 0 to 1 of the storm, not at ${peak}.`);

  const before = Math.min(count - 1, Math.floor(peak * count));
  const gains = depthGains((asked) => depthFrom(depth, asked, shortest), step, count);
  const rising: Millimetres[] = [];
  const falling: Millimetres[] = [];
  for (const gain of gains.slice(1)) {
    if (nextLiesBeforePeak(rising.length, falling.length, before, count - 1 - before)) rising.push(gain);
    else falling.push(gain);
  }
  return [...rising.reverse(), ...gains.slice(0, 1), ...falling];
}

/** What each longer duration adds to the one before it. */
function depthGains(depth: (duration: Minutes) => number, step: Minutes, count: number): Millimetres[] {
  let reached = 0;
  return Array.from({ length: count }, (_, index) => {
    const total = depth(minutes((index + 1) * step));
    const gain = millimetres(total - reached);
    reached = total;
    return gain;
  });
}

const depthFrom = (depth: DesignStormShape['depth'], duration: Minutes, shortest: Minutes): number =>
  duration < shortest ? (depth(shortest) * duration) / shortest : depth(duration);

/** Fills both sides of the peak at the same share; at equal shares the side before it goes first. */
const nextLiesBeforePeak = (rising: number, falling: number, before: number, after: number): boolean =>
  rising < before && rising * after <= falling * before;

import { type Instant, metresFrom, MINUTE, type Millimetres, millimetres, type Position, type TimeWindow } from '@voldgrav/hydrology';

/** A rain cell that moves straight over the town without changing. */
export interface StormCell {
  /** Depth in mm minute by minute at a place on its axis. */
  readonly depths: readonly Millimetres[];
  /** A place its axis passes over. */
  readonly centre: Position;
  /** When the first of `depths` begins to fall at `centre`. */
  readonly begins: Instant;
  /** Where it moves to: degrees clockwise from north. */
  readonly heading: number;
  /** Metres a second. */
  readonly speed: number;
  /** Distance across the axis, in m, at which 61 % of the depth is left (one standard deviation of a bell curve). */
  readonly spread: number;
}

/**
 * Depth in mm that falls in `window` at a place: later downwind of the centre and earlier upwind, weaker to either side
 * of the axis. Within a minute of the cell rain falls evenly.
 */
export function rainOver(cell: StormCell, position: Position, window: TimeWindow): Millimetres {
  const { east, north } = metresFrom(cell.centre, position);
  const heading = (cell.heading * Math.PI) / 180;
  const along = east * Math.sin(heading) + north * Math.cos(heading);
  const across = east * Math.cos(heading) - north * Math.sin(heading);
  const begins = cell.begins + (along / cell.speed) * 1000;
  const fallen = depthUntil(cell.depths, (window.until - begins) / MINUTE) - depthUntil(cell.depths, (window.after - begins) / MINUTE);
  return millimetres(fallen * Math.exp(-(across ** 2) / (2 * cell.spread ** 2)));
}

/** Depth that has fallen before each whole minute, kept with the depths: a storm of a day is asked for it at every gauge in every minute. */
const SUMS = new WeakMap<readonly Millimetres[], Float64Array>();

function sumsOf(depths: readonly Millimetres[]): Float64Array {
  const known = SUMS.get(depths);
  if (known !== undefined) return known;
  const sums = new Float64Array(depths.length + 1);
  depths.forEach((depth, index) => (sums[index + 1] = (sums[index] ?? 0) + depth));
  SUMS.set(depths, sums);
  return sums;
}

function depthUntil(depths: readonly Millimetres[], minute: number): number {
  const within = Math.max(0, Math.min(depths.length, minute));
  const whole = Math.floor(within);
  return (sumsOf(depths)[whole] ?? 0) + (depths[whole] ?? 0) * (within - whole);
}

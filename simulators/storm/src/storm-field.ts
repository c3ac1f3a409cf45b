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

function depthUntil(depths: readonly Millimetres[], minute: number): number {
  let sum = 0;
  for (let index = 0; index < Math.min(depths.length, minute); index += 1) {
    sum += (depths[index] ?? 0) * Math.min(1, minute - index);
  }
  return sum;
}

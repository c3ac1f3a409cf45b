import { distanceBetween, metresFrom, type Millimetres, millimetres, type Position } from '@voldgrav/hydrology';
import { faultyZero, ZERO_WATCH_START, type ZeroWatch } from './faulty-zero.ts';
import { highInflux } from './high-influx.ts';
import { NEIGHBOUR_DISTANCE_M, neighbourMedian } from './neighbour-median.ts';
import { BUDDIES, BUDDY_DISTANCE_M, BUDDY_MINUTES, neighbours, type RainHour } from './neighbours.ts';
import type { CheckResult } from './observation.ts';

/** Whom a gauge is compared with, as places in the list of gauges. */
export interface Neighbourhood {
  /** All within 10 km: their median is what it should be like. */
  readonly wide: readonly number[];
  /** All within 5 km, the nearest first: the first three that speak are its buddies. */
  readonly near: readonly number[];
}

/**
 * Each gauge's neighbours, found once: where gauges stand does not change with the rain. Of those within 10 km the nearest
 * `most`; all, as in the paper, unless somebody has thousands.
 */
export function neighbourhoodsOf(positions: readonly Position[], most = Infinity): readonly Neighbourhood[] {
  const places = new Float64Array(positions.length * 2);
  positions.forEach((position, index) => places.set(position, index * 2));
  return positions.map((position, self) => {
    const others = nearestOf(positions, { places, position, self, most });
    const near = others.filter(({ distance }) => distance <= BUDDY_DISTANCE_M);
    return { wide: others.map(({ index }) => index), near: near.map(({ index }) => index) };
  });
}

interface Other {
  readonly index: number;
  readonly distance: number;
}

interface NearWhom {
  /** Longitude and latitude of each position, one after the other. */
  readonly places: Float64Array;
  readonly position: Position;
  readonly self: number;
  readonly most: number;
}

/** Whoever is further by the estimate is further in truth, whatever their last digits are. */
const ESTIMATE_MARGIN = 1 + 1e-9;

/**
 * The nearest first. Room for `most` is kept sorted, since sorting thousands for each of thousands takes seconds; and who is too far
 * is told by an estimate, since a distance is an object, a root and a cosine.
 */
function nearestOf(positions: readonly Position[], { places, position, self, most }: NearWhom): readonly Other[] {
  const nearest: Other[] = [];
  const [longitude, latitude] = position;
  const { east, north } = metresFrom(position, [longitude + 1, latitude + 1]);
  let furthest = NEIGHBOUR_DISTANCE_M;
  let limit = furthest ** 2 * ESTIMATE_MARGIN;
  for (let index = 0; index < positions.length; index += 1) {
    const eastward = (places[index * 2]! - longitude) * east;
    const northward = (places[index * 2 + 1]! - latitude) * north;
    if (index === self || eastward * eastward + northward * northward > limit) continue;
    const distance = distanceBetween(position, positions[index]!);
    if (distance > NEIGHBOUR_DISTANCE_M || (nearest.length === most && distance >= furthest)) continue;
    if (nearest.length === most) nearest.pop();
    let place = nearest.length;
    while (place > 0 && (nearest[place - 1]?.distance ?? 0) > distance) place -= 1;
    nearest.splice(place, 0, { index, distance });
    if (nearest.length < most) continue;
    furthest = nearest[most - 1]?.distance ?? 0;
    limit = furthest ** 2 * ESTIMATE_MARGIN;
  }
  return nearest;
}

type Depths = readonly (Millimetres | undefined)[];

/** What is remembered of all gauges between two intervals, each in its place. */
export interface GaugesMemory {
  readonly watches: readonly ZeroWatch[];
  /** The intervals of the last hour, oldest first; those that two memories share are there once. */
  readonly hour: readonly Depths[];
}

export const GAUGES_MEMORY_START: GaugesMemory = { watches: [], hour: [] };

/** The same interval at every gauge, undefined where one said nothing, and how many minutes long it is. */
export interface Interval {
  readonly depths: Depths;
  /** What each says itself, where that is more than `depths` has: a value that has failed is no neighbour to anybody, and is compared all the same. */
  readonly own?: Depths;
  readonly minutes: number;
}

/**
 * Compares every gauge with its neighbours for one interval; intervals come in their order, and one in which nobody spoke
 * is given too. A gauge that said nothing has no results.
 */
export function compareGauges(
  before: GaugesMemory,
  interval: Interval,
  neighbourhoods: readonly Neighbourhood[],
): { readonly memory: GaugesMemory; readonly results: readonly (readonly CheckResult[])[] } {
  const { depths, own = depths, minutes } = interval;
  const kept = Math.max(1, Math.floor(BUDDY_MINUTES / minutes));
  const hour = [...before.hour, depths].slice(-kept);
  const sums = depths.map((_, gauge) => rainHour(hour, gauge, kept));
  const watches: ZeroWatch[] = [];
  const results = neighbourhoods.map(({ wide, near }, gauge): readonly CheckResult[] => {
    const depth = own[gauge];
    const median = neighbourMedian(depths, wide);
    const zero = faultyZero(before.watches[gauge] ?? ZERO_WATCH_START, { depth, median });
    watches.push(zero.watch);
    if (depth === undefined) return [];
    const hourOf = (each: number) => sums[each] ?? rainHour([], each, kept);
    const buddies = buddiesOf(near, hour);
    return [zero.result, highInflux(depth, median), neighbours(hourOf(gauge), buddies.map(hourOf))];
  });
  return { memory: { watches, hour }, results };
}

/** The nearest that have spoken in the hour. */
function buddiesOf(near: readonly number[], hour: readonly Depths[]): readonly number[] {
  const buddies: number[] = [];
  for (const each of near) {
    if (buddies.length === BUDDIES) break;
    if (hour.some((row) => row[each] !== undefined)) buddies.push(each);
  }
  return buddies;
}

function rainHour(hour: readonly Depths[], gauge: number, intervals: number): RainHour {
  let sum = 0;
  let complete = hour.length === intervals;
  for (const row of hour) {
    const depth = row[gauge];
    if (depth === undefined) complete = false;
    else sum += depth;
  }
  return { depth: millimetres(sum), complete };
}

import { distanceBetween, type Millimetres, millimetres, type Position } from '@voldgrav/hydrology';
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
  return positions.map((position, self) => {
    const others = nearestOf(positions, { position, self, most });
    const near = others.filter(({ distance }) => distance <= BUDDY_DISTANCE_M);
    return { wide: others.map(({ index }) => index), near: near.map(({ index }) => index) };
  });
}

interface Other {
  readonly index: number;
  readonly distance: number;
}

/** The nearest first. Room for `most` is kept sorted, since sorting thousands for each of thousands takes seconds. */
function nearestOf(positions: readonly Position[], { position, self, most }: { readonly position: Position; readonly self: number; readonly most: number }): readonly Other[] {
  const nearest: Other[] = [];
  positions.forEach((other, index) => {
    const distance = distanceBetween(position, other);
    if (index === self || distance > NEIGHBOUR_DISTANCE_M || (nearest.length === most && distance >= (nearest[most - 1]?.distance ?? 0))) return;
    if (nearest.length === most) nearest.pop();
    let place = nearest.length;
    while (place > 0 && (nearest[place - 1]?.distance ?? 0) > distance) place -= 1;
    nearest.splice(place, 0, { index, distance });
  });
  return nearest;
}

/** What is remembered of one gauge between two intervals. */
export interface GaugeMemory {
  readonly watch: ZeroWatch;
  /** Its last hour, oldest first: undefined where it said nothing. */
  readonly hour: readonly (Millimetres | undefined)[];
}

export const GAUGE_MEMORY_START: GaugeMemory = { watch: ZERO_WATCH_START, hour: [] };

/** The same interval at every gauge, undefined where one said nothing, and how many minutes long it is. */
export interface Interval {
  readonly depths: readonly (Millimetres | undefined)[];
  /** What each says itself, where that is more than `depths` has: a value that has failed is no neighbour to anybody, and is compared all the same. */
  readonly own?: readonly (Millimetres | undefined)[];
  readonly minutes: number;
}

/**
 * Compares every gauge with its neighbours for one interval; intervals come in their order, and one in which nobody spoke
 * is given too. A gauge that said nothing has no results.
 */
export function compareGauges(
  before: readonly GaugeMemory[],
  interval: Interval,
  neighbourhoods: readonly Neighbourhood[],
): { readonly memory: readonly GaugeMemory[]; readonly results: readonly (readonly CheckResult[])[] } {
  const { depths, own = depths, minutes } = interval;
  const kept = Math.max(1, Math.floor(BUDDY_MINUTES / minutes));
  const hours = depths.map((depth, gauge) => [...(before[gauge]?.hour ?? []), depth].slice(-kept));
  const sums = hours.map((hour) => rainHour(hour, kept));
  const compared = neighbourhoods.map(({ wide, near }, gauge) => {
    const depth = own[gauge];
    const median = neighbourMedian(depths, wide);
    const zero = faultyZero(before[gauge]?.watch ?? ZERO_WATCH_START, { depth, median });
    const memory: GaugeMemory = { watch: zero.watch, hour: hours[gauge] ?? [] };
    if (depth === undefined) return { memory, results: [] };
    const buddies = near.filter((each) => hours[each]?.some((value) => value !== undefined)).slice(0, BUDDIES);
    const hour = (each: number) => sums[each] ?? rainHour([], kept);
    return { memory, results: [zero.result, highInflux(depth, median), neighbours(hour(gauge), buddies.map(hour))] };
  });
  return { memory: compared.map(({ memory }) => memory), results: compared.map(({ results }) => results) };
}

const rainHour = (hour: readonly (Millimetres | undefined)[], intervals: number): RainHour => ({
  depth: millimetres(hour.reduce<number>((sum, depth) => sum + (depth ?? 0), 0)),
  complete: hour.length === intervals && !hour.includes(undefined),
});

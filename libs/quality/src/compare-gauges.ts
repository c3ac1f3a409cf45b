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

/** Each gauge's neighbours, found once: where gauges stand does not change with the rain. */
export function neighbourhoodsOf(positions: readonly Position[]): readonly Neighbourhood[] {
  return positions.map((position, self) => {
    const others = positions
      .map((other, index) => ({ index, distance: distanceBetween(position, other) }))
      .filter(({ index, distance }) => index !== self && distance <= NEIGHBOUR_DISTANCE_M)
      .sort((one, other) => one.distance - other.distance);
    const near = others.filter(({ distance }) => distance <= BUDDY_DISTANCE_M);
    return { wide: others.map(({ index }) => index), near: near.map(({ index }) => index) };
  });
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
  const { depths, minutes } = interval;
  const kept = Math.max(1, Math.floor(BUDDY_MINUTES / minutes));
  const hours = depths.map((depth, gauge) => [...(before[gauge]?.hour ?? []), depth].slice(-kept));
  const sums = hours.map((hour) => rainHour(hour, kept));
  const compared = neighbourhoods.map(({ wide, near }, gauge) => {
    const depth = depths[gauge];
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

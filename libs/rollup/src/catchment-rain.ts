import { type Micrometres, type TimeWindow } from '@voldgrav/hydrology';
import { rainDepth, type RainDepth, type RainRecord } from './rain-depth.ts';

/**
 * Rain over a catchment: the plain mean of its gauges. A gauge that covers less than half of the window has no say beside
 * one that covers more, but lowers the completeness. Where none does, the mean of those that said anything is the least
 * that fell. Without any word the depth is 0 with completeness 0: not known.
 */
export function meanRain(depths: readonly RainDepth[]): RainDepth {
  let completeness = 0;
  let well = 0;
  let wellDepth = 0;
  let speaking = 0;
  let saidDepth = 0;
  // Asked three times with every look at a catchment: sums, and no lists.
  for (const each of depths) {
    completeness += each.completeness;
    if (each.completeness <= 0) continue;
    speaking += 1;
    saidDepth += each.depth;
    if (each.completeness < 0.5) continue;
    well += 1;
    wellDepth += each.depth;
  }
  const depth = well > 0 ? wellDepth / well : speaking > 0 ? saidDepth / speaking : 0;
  return { depth: Math.round(depth) as Micrometres, completeness: depths.length === 0 ? 0 : completeness / depths.length };
}

/** `meanRain` of a window, from the gauges' records. */
export const catchmentRain = (gauges: readonly RainRecord[], window: TimeWindow): RainDepth => meanRain(gauges.map((gauge) => rainDepth(gauge, window)));

/** The completeness of `catchmentRain` alone, 0–1: asked with every look at a basin. */
export function rainCompleteness(gauges: readonly RainRecord[], window: TimeWindow): number {
  let sum = 0;
  for (const gauge of gauges) sum += rainDepth(gauge, window).completeness;
  return gauges.length === 0 ? 0 : sum / gauges.length;
}

import { type Micrometres, type TimeWindow } from '@voldgrav/hydrology';
import { rainDepth, type RainDepth, type RainRecord } from './rain-depth.ts';

/**
 * Rain over a catchment: the plain mean of its gauges. A gauge that covers less than half of the window has no say beside
 * one that covers more, but lowers the completeness. Where none does, the mean of those that said anything is the least
 * that fell. Without any word the depth is 0 with completeness 0: not known.
 */
export function meanRain(depths: readonly RainDepth[]): RainDepth {
  const wellCovered = depths.filter((depth) => depth.completeness >= 0.5);
  const speaking = wellCovered.length > 0 ? wellCovered : depths.filter((depth) => depth.completeness > 0);
  const completeness = mean(depths.map((depth) => depth.completeness));
  return { depth: Math.round(mean(speaking.map((depth) => depth.depth))) as Micrometres, completeness };
}

/** `meanRain` of a window, from the gauges' records. */
export const catchmentRain = (gauges: readonly RainRecord[], window: TimeWindow): RainDepth => meanRain(gauges.map((gauge) => rainDepth(gauge, window)));

/** The completeness of `catchmentRain` alone, 0–1: asked with every look at a basin. */
export function rainCompleteness(gauges: readonly RainRecord[], window: TimeWindow): number {
  let sum = 0;
  for (const gauge of gauges) sum += rainDepth(gauge, window).completeness;
  return gauges.length === 0 ? 0 : sum / gauges.length;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

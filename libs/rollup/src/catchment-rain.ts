import { type Micrometres, type TimeWindow } from '@voldgrav/hydrology';
import { rainDepth, type RainDepth, type RainRecord } from './rain-depth.ts';

/**
 * Rain over a catchment: the plain mean of its gauges. A gauge that covers less than half of the window has no say in
 * the mean, but lowers the completeness. Without any gauge that has, the depth is 0 with completeness 0: not known.
 */
export function catchmentRain(gauges: readonly RainRecord[], window: TimeWindow): RainDepth {
  const depths = gauges.map((gauge) => rainDepth(gauge, window));
  const speaking = depths.filter((depth) => depth.completeness >= 0.5);
  const completeness = mean(depths.map((depth) => depth.completeness));
  return { depth: Math.round(mean(speaking.map((depth) => depth.depth))) as Micrometres, completeness };
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

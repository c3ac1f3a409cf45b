import { MINUTE, type Millimetres, millimetres, type TimeWindow } from '@voldgrav/hydrology';
import type { RainRecord } from './rain-depth.ts';
import { samplesIn } from './samples.ts';

/**
 * Mean rain of several gauges minute by minute, from `window.after` on; the last minute may be a broken one. A message
 * counts in the minute in which it ends. A silent gauge counts as dry here: use it only where that is the safe side.
 */
export function minuteRain(gauges: readonly RainRecord[], window: TimeWindow): readonly Millimetres[] {
  const minutes = new Array<number>(Math.max(0, Math.ceil((window.until - window.after) / MINUTE))).fill(0);
  for (const gauge of gauges) {
    for (const sample of samplesIn(gauge.samples, window)) {
      // Most of a day is dry, and this is asked with every look at a basin.
      if (sample.value === 0) continue;
      const index = Math.ceil((sample.at - window.after) / MINUTE) - 1;
      minutes[index] = (minutes[index] ?? 0) + sample.value / 1000 / gauges.length;
    }
  }
  return minutes.map(millimetres);
}

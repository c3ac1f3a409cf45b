import { MINUTE, type Millimetres, millimetres, type TimeWindow } from '@voldgrav/hydrology';
import type { RainRecord } from './rain-depth.ts';
import { countUntil, type Sample } from './samples.ts';

/**
 * Mean rain of several gauges minute by minute, from `window.after` on; the last minute may be a broken one. A message
 * counts in the minute in which it ends. A silent gauge counts as dry here: use it only where that is the safe side. Undefined when no
 * gauge caught anything, as on most days.
 */
export function minuteRain(gauges: readonly RainRecord[], window: TimeWindow): readonly Millimetres[] | undefined {
  const { after, until } = window;
  let minutes: Millimetres[] | undefined;
  for (const { samples } of gauges) {
    for (let place = countUntil(samples, after); place < samples.length; place += 1) {
      const sample = samples[place] as Sample;
      if (sample.at > until) break;
      // Most of a day is dry, and this is asked with every look at a basin.
      if (sample.value === 0) continue;
      minutes ??= new Array<Millimetres>(Math.max(0, Math.ceil((until - after) / MINUTE))).fill(millimetres(0));
      const minute = Math.ceil((sample.at - after) / MINUTE) - 1;
      minutes[minute] = millimetres((minutes[minute] ?? 0) + sample.value / 1000 / gauges.length);
    }
  }
  return minutes;
}

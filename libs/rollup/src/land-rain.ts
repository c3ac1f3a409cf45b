import { MINUTE, SECOND, type TimeWindow } from '@voldgrav/hydrology';
import type { RainRecord } from './rain-depth.ts';
import { countUntil } from './samples.ts';

/** Rain over a catchment minute by minute, and how far its gauges can be trusted. */
export interface LandRain {
  /** mm in each whole minute from `window.after` on; 0 in a minute of which no gauge speaks. */
  readonly depth: Float64Array;
  /** 1 where a gauge speaks for the minute, 0 where none does. */
  readonly heard: Uint8Array;
}

/**
 * Mean rain of the gauges that speak for each minute: a message speaks for the expected interval before it, and what it
 * says falls evenly over that. A silent gauge does not count as dry, since it would halve a storm.
 */
export function landRain(gauges: readonly RainRecord[], window: TimeWindow): LandRain {
  const count = Math.max(0, Math.floor((window.until - window.after) / MINUTE));
  const depth = new Float64Array(count);
  const speaking = new Uint8Array(count);
  for (const { samples, interval } of gauges) {
    const spread = Math.max(1, Math.round((interval * SECOND) / MINUTE));
    const own = new Float64Array(count);
    const heard = new Uint8Array(count);
    for (let at = countUntil(samples, window.after); at < samples.length; at += 1) {
      const sample = samples[at];
      if (sample === undefined) break;
      const last = Math.ceil((sample.at - window.after) / MINUTE) - 1;
      if (last - spread >= count) break;
      for (let minute = Math.max(0, last - spread + 1); minute <= Math.min(last, count - 1); minute += 1) {
        own[minute]! += sample.value / 1000 / spread;
        heard[minute] = 1;
      }
    }
    for (let minute = 0; minute < count; minute += 1) {
      if (heard[minute] === 0) continue;
      depth[minute]! += own[minute]!;
      speaking[minute]! += 1;
    }
  }
  for (let minute = 0; minute < count; minute += 1) if (speaking[minute]! > 1) depth[minute]! /= speaking[minute]!;
  return { depth, heard: speaking.map((gaugesHeard) => Math.min(1, gaugesHeard)) };
}

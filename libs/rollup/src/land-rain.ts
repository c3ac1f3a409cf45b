import { type Instant, MINUTE, SECOND, type TimeWindow } from '@voldgrav/hydrology';
import type { RainRecord } from './rain-depth.ts';
import { countUntil, sinceAt, timeAt, valueAt } from './samples.ts';

/** Rain over a catchment minute by minute, and how far its gauges can be trusted. */
export interface LandRain {
  /** mm in each whole minute from `window.after` on; 0 in a minute of which no gauge speaks. */
  readonly depth: Float64Array;
  /** 1 where a gauge speaks for the minute, 0 where none does. */
  readonly heard: Uint8Array;
}

/**
 * Mean rain of the gauges that speak for each minute: a message speaks for the expected interval before it, a sum over a gap for
 * the gap (when in it the rain fell is not known: see `unplacedRain`), and what it says falls evenly over that. A silent gauge
 * does not count as dry, since it would halve a storm.
 */
export const landRain = (gauges: readonly RainRecord[], window: TimeWindow): LandRain => meanRainBy(gauges, window, evenly);

/** The rain of `landRain` if every sum over a gap fell at one end of its gap: mm in each whole minute. */
export interface UnplacedRain {
  /** All of it in the gap's last minute; in the window's, where the gap ends after it. */
  readonly latest: Float64Array;
  /** All of it in the gap's first minute, which may lie before the window. */
  readonly earliest: Float64Array;
}

/** How differently what `landRain` spreads evenly may have fallen; undefined where no sum over a gap bears on the window. */
export function unplacedRain(gauges: readonly RainRecord[], window: TimeWindow): UnplacedRain | undefined {
  if (!gauges.some((gauge) => holdsSum(gauge, window))) return undefined;
  return { latest: meanRainBy(gauges, window, atTheEnd).depth, earliest: meanRainBy(gauges, window, atTheBeginning).depth };
}

function holdsSum({ samples }: RainRecord, { after, until }: TimeWindow): boolean {
  for (let index = countUntil(samples, after); index < samples.length; index += 1) {
    const since = sinceAt(samples, index);
    if (since !== undefined && since < until) return true;
    if (timeAt(samples, index)! > until) return false;
  }
  return false;
}

/** Lays the mm of a sum over a gap into the minutes of a window; the gap's own, `first` to `last`, may lie outside it. */
type Laying = (rain: Float64Array, mm: number, first: number, last: number) => void;

const evenly: Laying = (rain, mm, first, last) => {
  const each = mm / (last - first + 1);
  for (let minute = Math.max(0, first); minute <= Math.min(last, rain.length - 1); minute += 1) rain[minute]! += each;
};
const atTheEnd: Laying = (rain, mm, _first, last) => void (rain[Math.min(last, rain.length - 1)]! += mm);
const atTheBeginning: Laying = (rain, mm, first) => {
  if (first >= 0) rain[first]! += mm;
};

// Filled anew by each gauge of each call: minutes are asked about one by one, and an array costs more than what is laid into it.
let ownRain = new Float64Array(64);
let ownHeard = new Uint8Array(64);

function meanRainBy(gauges: readonly RainRecord[], window: TimeWindow, layingSums: Laying): LandRain {
  const count = Math.max(0, Math.floor((window.until - window.after) / MINUTE));
  const depth = new Float64Array(count);
  const heard = new Uint8Array(count);
  const speaking = new Uint16Array(count);
  if (ownRain.length < count) [ownRain, ownHeard] = [new Float64Array(count), new Uint8Array(count)];
  const own = ownRain.length === count ? ownRain : ownRain.subarray(0, count);
  for (const gauge of gauges) {
    own.fill(0);
    ownHeard.fill(0, 0, count);
    lay(gauge, window.after, own, layingSums);
    for (let minute = 0; minute < count; minute += 1) {
      if (ownHeard[minute] === 0) continue;
      depth[minute]! += own[minute]!;
      speaking[minute]! += 1;
      heard[minute] = 1;
    }
  }
  for (let minute = 0; minute < count; minute += 1) if (speaking[minute]! > 1) depth[minute]! /= speaking[minute]!;
  return { depth, heard };
}

/** Lays what one gauge said into `own`, mm by minute, and which minutes it spoke of into `ownHeard`. */
function lay({ samples, interval }: RainRecord, after: Instant, own: Float64Array, layingSums: Laying): void {
  const count = own.length;
  const spread = Math.max(1, Math.round((interval * SECOND) / MINUTE));
  for (let at = countUntil(samples, after); at < samples.length; at += 1) {
    const since = sinceAt(samples, at);
    const last = Math.ceil((timeAt(samples, at)! - after) / MINUTE) - 1;
    const first = since === undefined ? last - spread + 1 : Math.floor((since - after) / MINUTE);
    // What comes later begins later too: a gap goes back to the word before it and no further.
    if (first >= count) break;
    if (since !== undefined) {
      layingSums(own, valueAt(samples, at) / 1000, first, last);
      ownHeard.fill(1, Math.max(0, first), Math.min(last + 1, count));
      continue;
    }
    const each = valueAt(samples, at) / 1000 / spread;
    for (let minute = Math.max(0, first); minute <= Math.min(last, count - 1); minute += 1) {
      own[minute]! += each;
      ownHeard[minute] = 1;
    }
  }
}

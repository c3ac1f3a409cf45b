import { type Instant, MINUTE, SECOND, shifted, type TimeWindow } from '@voldgrav/hydrology';
import { countUntil, landRain, latestAt, type RainRecord, sinceAt, timeAt } from '@voldgrav/rollup';
import type { ReferenceRain } from '../reference-rain.ts';
import { SILENT_AFTER } from './speaks.ts';

/** Minutes looked back over: the longest of DMI's rains. */
export const LOOKED_BACK = 360;
const DAY_OF_MINUTES = 1440;

/**
 * What may have fallen on each land while none of its gauges spoke, in mm by minute up to the whole minute at or before `at`: the
 * most that one of the `references` brings in so many minutes, fallen last of all, and no less in any minute than a gauge of another of
 * the lands caught. A gap no longer than a gauge may be late counts for nothing, and neither does the time before a land was first heard, unless it is unheard yet.
 */
export function unseenRain(lands: readonly (readonly RainRecord[])[], references: readonly ReferenceRain[], at: Instant): readonly (Float64Array | undefined)[] {
  const until = shifted(at, -(at % MINUTE));
  const window = { after: shifted(until, -LOOKED_BACK * MINUTE), until };
  // The usual case, and each catchment's on every look.
  if (lands.every((gauges) => gauges.some((gauge) => isHeardThroughout(gauge, window)))) return lands.map(() => undefined);
  const rains = lands.map((gauges) => landRain(gauges, window));
  return rains.map(({ heard }, land) => {
    const gauges = lands[land]!;
    const gaps = gapsOf(heard, gauges, window.after, at);
    if (gaps.length === 0) return undefined;
    const unseen = new Float64Array(LOOKED_BACK);
    const most = (length: number) => mostIn(length, references);
    gaps.forEach((minute, before) => {
      const caught = Math.max(0, ...rains.map(({ depth }) => depth[minute]!));
      unseen[minute] = Math.max(most(before + 1) - most(before), caught);
    });
    // Nobody has listened for as long as is looked back: what rains that last longer bring fell before.
    if (gaps.length === LOOKED_BACK) unseen[0]! += Math.max(0, most(DAY_OF_MINUTES) - most(LOOKED_BACK));
    return unseen;
  });
}

function isHeardThroughout({ samples, interval }: RainRecord, { after, until }: TimeWindow): boolean {
  const longest = SILENT_AFTER * interval * SECOND;
  let next = countUntil(samples, after);
  if (next === 0) return false;
  let before = timeAt(samples, next - 1)!;
  // Six hours of words with every look at a catchment: their times, and no object of each.
  for (; next < samples.length; next += 1) {
    const at = timeAt(samples, next)!;
    if (at > until) break;
    // A sum over a gap speaks for all of it.
    if (at - before > longest && sinceAt(samples, next) === undefined) return false;
    before = at;
  }
  return until - before <= longest;
}

/** mm that one of the rains brings at most in so many minutes. */
const mostIn = (minutes: number, references: readonly ReferenceRain[]): number => Math.max(0, ...references.map((rain) => rain.depth * Math.min(1, minutes / rain.minutes)));

/** The minutes of which no gauge spoke for longer than gauges may be silent, newest first. */
function gapsOf(heard: Uint8Array, gauges: readonly RainRecord[], begin: Instant, at: Instant): readonly number[] {
  const isNews = Math.min(...gauges.map(({ interval }) => SILENT_AFTER * Math.max(1, Math.round((interval * SECOND) / MINUTE))));
  const isNew = gauges.every(({ samples }) => latestAt(samples, begin) === undefined) && gauges.some(({ samples }) => latestAt(samples, at) !== undefined);
  const gaps: number[] = [];
  let length = 0;
  for (let minute = heard.length - 1; minute >= -1; minute -= 1) {
    if (minute >= 0 && heard[minute] === 0) length += 1;
    else {
      const isBefore = minute < 0 && isNew;
      if (length > isNews && !isBefore) for (let after = minute + length; after > minute; after -= 1) gaps.push(after);
      length = 0;
    }
  }
  return gaps;
}

import type { Instant, Seconds, TimeWindow } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import { keptResolution, onGrid, rollUp, type Rollup } from '@voldgrav/rollup';
import type { ObservationArchive, Series } from './ports/observation-archive.ts';

/**
 * Several series in buckets of one grid, each in time order; a gap is a bucket that is not there. The buckets are whole: what is in
 * one does not hang on where the window begins or ends. The highest that is drawn is the highest that was observed and usable.
 */
export async function chartSeries(archive: ObservationArchive, series: readonly Series[], window: TimeWindow, resolution: Seconds): Promise<readonly (readonly Rollup[])[]> {
  const whole = onGrid(window, resolution);
  const kept = keptResolution(resolution);
  if (kept === undefined) {
    return Promise.all(series.map(async ({ sensor, quantity }) => rollUp(await archive.range({ sensor, quantity, window: whole }), resolution)));
  }
  const joined = kept === resolution ? {} : { joined: resolution };
  return archive.rollups(series.map(({ sensor, quantity }) => ({ sensor, quantity, window: whole, resolution: kept, ...joined })));
}

/** A series in pieces of a window, so that a year of it is never in memory at once. */
export async function* observationsIn(archive: ObservationArchive, { sensor, quantity }: Series, window: TimeWindow, piece: number): AsyncGenerator<readonly Observation[]> {
  for (const part of piecesOf(window, piece)) yield await archive.range({ sensor, quantity, window: part });
}

/** A window cut at whole multiples of `piece` ms, earliest first. */
export function* piecesOf({ after, until }: TimeWindow, piece: number): Generator<TimeWindow> {
  for (let from = after; from < until; ) {
    const to = Math.min(until, (Math.floor(from / piece) + 1) * piece) as Instant;
    yield { after: from, until: to };
    from = to;
  }
}

import { DAY, type Instant, instant, shifted, type TimeWindow } from '@voldgrav/hydrology';
import { type ObservationQuery, piecesOf, type Series } from '@voldgrav/pipeline';
import { LATENESS_LIMIT } from '@voldgrav/quality';
import { type Rollup, ROLLUP_RESOLUTIONS, type RollupResolution, windowEnd } from '@voldgrav/rollup';
import type { KeptArchive } from './archive-over.ts';

const COARSEST = 86_400 satisfies RollupResolution;
/** As far as InfluxDB's nanoseconds reach. */
const EVER: TimeWindow = { after: instant(-9.2e12), until: instant(9.2e12) };

/**
 * Lets go of what was received at `since` or later, day by day, and of the rollups that rested on it: what comes again from the
 * journal takes its place. What was more than seven days late stays.
 */
export async function forgetReceivedSince(archive: KeptArchive, since: Instant): Promise<void> {
  for (const series of await archive.store.series()) {
    for (const window of await piecesWith(archive, series, shifted(since, -LATENESS_LIMIT))) {
      const runs = runsReceivedSince(await archive.range({ ...series, window }), since);
      for (const run of runs) await archive.remove({ ...series, window: run });
      if (runs.length > 0) await archive.rollups([{ ...series, window, resolution: COARSEST }]);
    }
  }
}

/** Everything in `from` that was received before an instant, with the rollups that outlived their observations. Gives how many observations. */
export async function copyReceivedBefore(from: KeptArchive, to: KeptArchive, before: Instant): Promise<number> {
  let copied = 0;
  for (const series of await from.store.series()) {
    const firstKept = await from.store.earliest(series);
    await copyRollups(from, to, series, firstKept);
    for (const window of await piecesWith(from, series, EVER.after)) {
      const older = (await from.range({ ...series, window })).filter(({ receivedAt }) => receivedAt < before);
      await to.append(older);
      await to.roll();
      copied += older.length;
    }
  }
  return copied;
}

/** Those whose observations are gone; the others are made again from what is copied. */
async function copyRollups(from: KeptArchive, to: KeptArchive, series: Series, firstKept: Instant | undefined): Promise<void> {
  for (const resolution of ROLLUP_RESOLUTIONS) {
    const until = firstKept === undefined ? EVER.until : shifted(windowEnd(firstKept, resolution), -1);
    const rollups: readonly Rollup[] = (await from.rollups([{ ...series, resolution, window: { after: EVER.after, until } }]))[0] ?? [];
    if (rollups.length > 0) await to.store.putRollups(resolution, [{ ...series, rollups, emptied: [] }]);
  }
}

/** The days of a series that hold something, after an instant. */
async function piecesWith({ store }: KeptArchive, series: Series, after: Instant): Promise<readonly TimeWindow[]> {
  const first = await store.earliest(series);
  const last = (await store.latest([series]))[0]?.phenomenonTime;
  if (first === undefined || last === undefined || last <= after) return [];
  return [...piecesOf({ after: instant(Math.max(after, first - 1)), until: last }, DAY)];
}

/** Windows that hold nothing but what was received at `since` or later. */
function runsReceivedSince(observations: readonly { readonly phenomenonTime: Instant; readonly receivedAt: Instant }[], since: Instant): readonly ObservationQuery['window'][] {
  const runs: { after: Instant; until: Instant }[] = [];
  let inRun = false;
  for (const { phenomenonTime, receivedAt } of observations) {
    const isRecent = receivedAt >= since;
    const last = runs[runs.length - 1];
    if (isRecent && inRun && last !== undefined) last.until = phenomenonTime;
    else if (isRecent) runs.push({ after: shifted(phenomenonTime, -1), until: phenomenonTime });
    inRun = isRecent;
  }
  return runs;
}

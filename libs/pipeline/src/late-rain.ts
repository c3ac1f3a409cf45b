import { DAY, type Instant, instant, SECOND, shifted } from '@voldgrav/hydrology';
import { gapBefore, GOOD, NOT_EVALUATED, type Observation } from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { CounterRain, isCount } from './counter-rain.ts';
import type { ObservationArchive } from './ports/observation-archive.ts';

/** How far from a late count its neighbours are looked for: as late as a reading may be (contract.md §3), and a day. */
const FURTHEST = 8 * DAY;
/** Neighbours are mostly near, and a store answers a short span sooner: it is asked for ever longer ones. */
const FIRST_LOOK_INTERVALS = 4;
const LONGER = 8;

/**
 * The rain that counts of one gauge make, or make anew, where what remembers the gauge does not reach back to their neighbours: late
 * ones, and the first after a start. It lies between each and its neighbours in the archive, which has the counts themselves already;
 * like everything that comes so late it is judged alone.
 */
export async function lateRain(archive: ObservationArchive, sensor: Sensor, late: readonly Observation[]): Promise<readonly Observation[]> {
  const times = late.filter(isCount).map(({ phenomenonTime }) => phenomenonTime);
  if (times.length === 0) return [];
  const counts = await countsAround(archive, sensor, { first: instant(Math.min(...times)), last: instant(Math.max(...times)) });
  const rain = rainBeside(sensor, counts, new Set(times));
  const [first, last] = [counts[0], counts.at(-1)];
  if (rain.length === 0 || first === undefined || last === undefined) return [];
  const stands = await archive.range({ sensor: sensor.id, quantity: 'rain_mm', window: { after: first.phenomenonTime, until: last.phenomenonTime } });
  const byTime = new Map(stands.map((each) => [each.phenomenonTime, each]));
  const cause = Math.max(...late.map(({ receivedAt }) => receivedAt));
  return rain.flatMap((piece) => {
    const there = byTime.get(piece.phenomenonTime);
    // What was reckoned from the same counts has been judged beside its neighbours already.
    if (there?.value === piece.value && gapBefore(there) === gapBefore(piece)) return [];
    return [{ ...piece, flag: piece.flag === GOOD ? NOT_EVALUATED : piece.flag, judgement: Math.max(cause, (there?.judgement ?? 0) + 1) }];
  });
}

/** All counts from the one before the first late one to the one after the last, in time order; as far as there are such. */
async function countsAround(archive: ObservationArchive, { id, quantity, expectedInterval }: Sensor, { first, last }: { readonly first: Instant; readonly last: Instant }): Promise<readonly Observation[]> {
  for (let reach = FIRST_LOOK_INTERVALS * expectedInterval * SECOND; ; reach *= LONGER) {
    const within = Math.min(reach, FURTHEST);
    const counts = (await archive.range({ sensor: id, quantity, window: { after: shifted(first, -within), until: shifted(last, within) } })).filter(isCount);
    const before = counts.findLastIndex(({ phenomenonTime }) => phenomenonTime < first);
    const after = counts.findIndex(({ phenomenonTime }) => phenomenonTime > last);
    if ((before >= 0 && after >= 0) || within === FURTHEST) return counts.slice(Math.max(0, before), after < 0 ? counts.length : after + 1);
  }
}

function rainBeside(sensor: Sensor, counts: readonly Observation[], late: ReadonlySet<Instant>): readonly Observation[] {
  const reckoning = new CounterRain(sensor);
  return counts.flatMap((count, index) => {
    const { rain } = reckoning.enter(count);
    const before = counts[index - 1]?.phenomenonTime;
    return late.has(count.phenomenonTime) || (before !== undefined && late.has(before)) ? rain : [];
  });
}

import { type Instant, MINUTE, shifted } from '@voldgrav/hydrology';
import type { ObservationQuery, Series } from '@voldgrav/pipeline';
import { type Observation, settle } from '@voldgrav/quality';
import type { ObservationStore } from './observation-store.ts';

/** Late ones of a series that lie closer than this are looked up together. */
const TOGETHER = 10 * MINUTE;

/**
 * What is to be put after observations came for places that may be taken: `fresh` ones come for places that were surely free,
 * `late` ones for any, in the order in which they were told. Gives only what changes something.
 */
export async function settleLate(store: ObservationStore, fresh: readonly Observation[], late: readonly Observation[]): Promise<readonly Observation[]> {
  if (late.length === 0) return fresh;
  const standing = new Map<string, Observation>();
  const known = await store.ranges(queriesFor(late));
  for (const observations of known) for (const each of observations) standing.set(placeOf(each), each);
  for (const each of fresh) standing.set(placeOf(each), each);
  const changed = new Map<string, Observation>();
  for (const told of late) {
    const place = placeOf(told);
    const kept = standing.get(place);
    const stands = kept === undefined ? told : settle(kept, told);
    if (stands === kept) continue;
    standing.set(place, stands);
    changed.set(place, stands);
  }
  return [...fresh.filter((each) => !changed.has(placeOf(each))), ...changed.values()];
}

const placeOf = ({ sensor, quantity, phenomenonTime }: Observation): string => `${quantity} ${phenomenonTime} ${sensor}`;

function queriesFor(late: readonly Observation[]): readonly ObservationQuery[] {
  const bySeries = new Map<string, { readonly series: Series; readonly times: Instant[] }>();
  for (const { sensor, quantity, phenomenonTime } of late) {
    const key = `${quantity} ${sensor}`;
    const known = bySeries.get(key) ?? { series: { sensor, quantity }, times: [] };
    bySeries.set(key, known);
    known.times.push(phenomenonTime);
  }
  return [...bySeries.values()].flatMap(({ series, times }) => windowsAround(times).map((window) => ({ ...series, window })));
}

function windowsAround(times: Instant[]): readonly ObservationQuery['window'][] {
  const windows: { after: Instant; until: Instant }[] = [];
  for (const at of times.sort((one, other) => one - other)) {
    const last = windows[windows.length - 1];
    if (last !== undefined && at - last.until <= TOGETHER) last.until = at;
    else windows.push({ after: shifted(at, -1), until: at });
  }
  return windows;
}

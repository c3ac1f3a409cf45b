import { type Catchment, DAY, type Instant, shifted, type SoilMoisture, soilMoistures } from '@voldgrav/hydrology';
import { usualSoilShare } from '@voldgrav/readiness';
import type { Sample } from '@voldgrav/rollup';

/** Of rain from before this little is left in the soil: 0.98 a day in winter leaves a third after 60 days. */
const LOOK_BACK = 60 * DAY;

/**
 * How wet a rural catchment's soil has been, hour by hour, from what its gauges caught in the hours of the last weeks: the
 * mean of those that know of an hour. `hourly` gives a gauge's mm by the hour's end. Undefined for land without soil.
 */
export function soilMoistureOf({ soil, gauges }: Catchment, hourly: (gauge: string) => readonly Sample[], now: Instant): readonly SoilMoisture[] | undefined {
  if (soil === undefined) return undefined;
  const known = new Map<Instant, number[]>();
  for (const gauge of gauges) {
    for (const { at, value } of hourly(gauge)) if (at > shifted(now, -LOOK_BACK) && at <= now) known.set(at, [...(known.get(at) ?? []), value]);
  }
  const rain = [...known].sort(([one], [other]) => one - other).map(([at, depths]) => ({ at, mm: depths.reduce((sum, depth) => sum + depth, 0) / depths.length }));
  const [first] = rain;
  return soilMoistures(soil, rain, first === undefined ? 0 : usualSoilShare(first.at) * soil.capacity);
}

import { HOUR, type Instant } from '../instant.ts';
import { keptInMonth, type Soil, soilAfterRain, soilKept } from './soil.ts';

/** mm in the soil at a moment. */
export interface SoilMoisture {
  readonly at: Instant;
  readonly mm: number;
}

/**
 * How wet soil has become, hour by hour, from `begins` mm before the first hour of `rain`: mm of each hour by its end, in time
 * order. An hour of which nothing is known leaves the soil as it was: not known is not dry. All rain reaches the soil here;
 * what leaves and puddles hold back is left out, which is the wet side.
 */
export function soilMoistures(soil: Soil, rain: readonly SoilMoisture[], begins: number): readonly SoilMoisture[] {
  let moisture = begins;
  return rain.map(({ at, mm }) => {
    const kept = soilKept(keptInMonth(soil, new Date(at - 1).getUTCMonth()), HOUR / 60_000);
    moisture = soilAfterRain(moisture * kept, mm, soil).moisture;
    return { at, mm: moisture };
  });
}

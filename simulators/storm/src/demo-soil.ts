import { type Catchment, HOUR, type Instant, shifted, type SoilMoisture } from '@voldgrav/hydrology';
import { DRY_RURAL_SHARE } from './catchment-runoff.ts';

/** The engine follows the water from a day back, and some hours before that tell it how wet the soil was. */
const HOURS_BEFORE = 30;

/**
 * How wet the soil of rural land was in the hours before the demo: the demo's ground is dry in every month, while the engine takes soil of which
 * it knows nothing to be wet in winter. So wet that as much of the rain runs off as the simulated soft ground gives: share = (M / capacity)^exponent.
 * Empty for land without soil.
 */
export function demoSoil({ soil }: Catchment, now: Instant): readonly SoilMoisture[] {
  if (soil === undefined) return [];
  const mm = soil.capacity * DRY_RURAL_SHARE ** (1 / soil.exponent);
  return Array.from({ length: HOURS_BEFORE }, (_, index) => ({ at: shifted(now, -(HOURS_BEFORE - index) * HOUR), mm }));
}

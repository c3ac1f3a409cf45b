import { HOUR, type Instant, type Sea, shifted } from '@voldgrav/hydrology';
import type { WaterLevelForecast } from '../coming/rain-forecast.ts';
import type { Reason } from '../reason.ts';

/** As far ahead as the longest of DMI's own rains: the low bound must hold for one that begins now. */
const LOOKED_AHEAD = 6 * HOUR;

/**
 * Why an outlet that is open may be shut within six hours: the high bound of the sea's forecast reaches the level that closes it, in m
 * above the datum, first then. Undefined without such a forecast: that nobody expects it is not that it will not come.
 */
export function outletShuts(sea: Sea, forecast: WaterLevelForecast | undefined, now: Instant): Reason | undefined {
  const step = forecast?.steps.find(({ at, level, high = level }) => at > now && at <= shifted(now, LOOKED_AHEAD) && high >= sea.closesOutletsAt);
  if (forecast === undefined || step === undefined) return undefined;
  return { code: 'outlet-shuts', name: sea.name, level: step.high ?? step.level, hours: Math.floor((step.at - now) / HOUR), source: forecast.source };
}

import { type Instant, MINUTE } from '@voldgrav/hydrology';
import type { ForecastStep } from './catchment-evidence.ts';

/** What a forecast says of the time from now on, in mm for each of `count` steps of `step` minutes. */
export interface ForecastRain {
  readonly middle: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Sums over all of the forecast that lies ahead, also beyond the steps. */
  readonly mm: number;
  readonly highMm: number;
  readonly until: Instant;
}

/** The forecast laid into steps from `now`; null without one, or when all of it lies in the past. Each of its steps falls evenly. */
export function forecastRain(forecast: readonly ForecastStep[], now: Instant, step: number, count: number): ForecastRain | null {
  const ahead = forecast.filter(({ to }) => to > now);
  const last = ahead[ahead.length - 1];
  if (last === undefined) return null;
  const [middle, low, high] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  let mm = 0;
  let highMm = 0;
  for (const each of ahead) {
    const length = each.to - each.from;
    const left = (each.to - Math.max(now, each.from)) / length;
    mm += each.mm * left;
    highMm += (each.highMm ?? each.mm) * left;
    for (let index = 0; index < count; index += 1) {
      const from = now + index * step * MINUTE;
      const overlap = Math.min(each.to, from + step * MINUTE) - Math.max(each.from, from);
      if (overlap <= 0) continue;
      middle[index]! += (each.mm * overlap) / length;
      low[index]! += ((each.lowMm ?? each.mm) * overlap) / length;
      high[index]! += ((each.highMm ?? each.mm) * overlap) / length;
    }
  }
  return { middle, low, high, mm, highMm, until: last.to };
}

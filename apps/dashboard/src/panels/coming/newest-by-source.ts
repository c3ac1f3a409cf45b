import type { ForecastAnswer } from '@voldgrav/wire';

/** The newest forecast of each source for each place; the answer lists the newest issue first. */
export function newestBySource(forecasts: readonly ForecastAnswer[]): readonly ForecastAnswer[] {
  const nameOf = (forecast: ForecastAnswer) => `${forecast.source}/${'asset' in forecast ? forecast.asset : forecast.catchment}`;
  const seen = new Set<string>();
  return forecasts.filter((forecast) => !seen.has(nameOf(forecast)) && seen.add(nameOf(forecast)));
}

import { HOUR, type Instant, MINUTE, minutes, shifted } from '@voldgrav/hydrology';
import { type ComingRain, comingRain, DURATIONS, type Forecast, type ForecastPair, type ForecastSkill, forecastSkill, type RainForecast, type WaterLevelForecast } from '@voldgrav/readiness';
import { standingRain } from './standing-rain.ts';

/** How long a forecast is kept after it was issued: as far back as it can still be held against what came. */
const KEPT = 48 * HOUR;
const MOST_FORECASTS = 2_000;
const MOST_PAIRS = 20_000;
/** Gauges and level sensors have this long to tell what came. */
const SETTLED_AFTER = 10 * MINUTE;
/** From this depth a step counts as rain. */
const WET_MM = 1;
/** A level is there always: none counts as having come. */
const NEVER = Infinity;

/** What came, for whoever can tell: undefined while too little of it is known. */
export interface WhatCame {
  readonly rain: (catchment: string, after: Instant, until: Instant) => number | undefined;
  readonly level: (asset: string, at: Instant) => number | undefined;
}

/** Forecasts as they were issued, newest issue last, and how they have proved. */
export class ForecastBook {
  private forecasts: readonly Forecast[] = [];
  private pairs: { readonly rain: readonly ForecastPair[]; readonly level: readonly ForecastPair[] } = { rain: [], level: [] };
  private settledUntil = -Infinity as Instant;

  /** False when the same one is here already: the same source, place and issue. */
  enter(forecast: Forecast): boolean {
    if (this.forecasts.some((each) => nameOf(each) === nameOf(forecast))) return false;
    const kept = this.forecasts.filter(({ issuedAt }) => issuedAt > shifted(forecast.issuedAt, -KEPT));
    this.forecasts = [...kept, forecast].sort((one, other) => one.issuedAt - other.issuedAt).slice(-MOST_FORECASTS);
    return true;
  }

  /** Newest issue first, those over one place or all. */
  list(place?: string): readonly Forecast[] {
    return this.forecasts.filter((forecast) => place === undefined || placeOf(forecast) === place).toReversed();
  }

  /** Rain that is coming over a catchment within each of the durations that a forecast covers; null without one. */
  coming(catchment: string, now: Instant): readonly ComingRain[] | null {
    const forecasts = this.standing(catchment, now);
    if (forecasts.length === 0) return null;
    const coming = DURATIONS.flatMap((duration) => comingRain(forecasts, now, duration) ?? []);
    return coming.length === 0 ? null : coming;
  }

  /**
   * What each source says of a catchment's rain by its forecasts that had been issued by `at` and reach beyond it, and by the others' where it
   * says nothing, newest issue first for each piece of time; null without one.
   */
  rainBySource(catchment: string, at: Instant): readonly RainForecast['steps'][] | null {
    const standing = this.standing(catchment, at).filter(({ steps }) => (steps.at(-1)?.to ?? at) > at);
    const each = [...new Set(standing.map(({ source }) => source))].flatMap((source) => [standingRain(standing, source) ?? []]);
    return each.length === 0 ? null : each;
  }

  /** Rain forecasts over a catchment that had been issued by `at`, without those that their source had withdrawn: it issues one without steps then. */
  private standing(catchment: string, at: Instant): readonly RainForecast[] {
    if (this.forecasts.length === 0) return [];
    const rain = this.forecasts.filter((forecast): forecast is RainForecast => forecast.kind === 'rain' && forecast.catchment === catchment && forecast.issuedAt <= at);
    const withdrawn = rain.filter(({ steps }) => steps.length === 0);
    return rain.filter((forecast) => !withdrawn.some(({ source, issuedAt }) => source === forecast.source && issuedAt >= forecast.issuedAt));
  }

  /** The newest water-level forecast for an asset that had been issued by `now` and reaches beyond it. */
  levels(asset: string, now: Instant): WaterLevelForecast | undefined {
    return this.forecasts.findLast((forecast): forecast is WaterLevelForecast => forecast.kind === 'water-level' && forecast.asset === asset && forecast.issuedAt <= now && (forecast.steps.at(-1)?.at ?? 0) > now);
  }

  /** Holds every step that has ended and settled by `now` against what came, once. */
  settle(now: Instant, came: WhatCame): void {
    const until = shifted(now, -SETTLED_AFTER);
    const isDue = (at: Instant): boolean => at > this.settledUntil && at <= until;
    const rain: ForecastPair[] = [];
    const level: ForecastPair[] = [];
    for (const forecast of this.forecasts) {
      const { source, issuedAt } = forecast;
      const leadOf = (at: Instant) => minutes((at - issuedAt) / MINUTE);
      if (forecast.kind === 'rain') {
        for (const { from, to, mm, lowMm, highMm } of forecast.steps) {
          const fell = isDue(to) ? came.rain(forecast.catchment, from, to) : undefined;
          if (fell !== undefined) rain.push({ source, leadMinutes: leadOf(from), forecast: mm, came: fell, ...range(lowMm, highMm) });
        }
      } else {
        for (const { at, level: stands, low, high } of forecast.steps) {
          const stood = isDue(at) ? came.level(forecast.asset, at) : undefined;
          if (stood !== undefined) level.push({ source, leadMinutes: leadOf(at), forecast: stands, came: stood, ...range(low, high) });
        }
      }
    }
    this.settledUntil = until > this.settledUntil ? until : this.settledUntil;
    this.pairs = { rain: [...this.pairs.rain, ...rain].slice(-MOST_PAIRS), level: [...this.pairs.level, ...level].slice(-MOST_PAIRS) };
  }

  /** How good each source has been, by lead time: rain in mm a step, levels in m. */
  skill(): { readonly rain: readonly ForecastSkill[]; readonly level: readonly ForecastSkill[] } {
    return { rain: forecastSkill(this.pairs.rain, WET_MM), level: forecastSkill(this.pairs.level, NEVER) };
  }
}

const placeOf = (forecast: Forecast): string => (forecast.kind === 'rain' ? forecast.catchment : forecast.asset);
const nameOf = (forecast: Forecast): string => `${forecast.kind}/${forecast.source}/${placeOf(forecast)}/${forecast.issuedAt}`;
const range = (low: number | undefined, high: number | undefined) => ({ ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) });

import { type Instant, instant, MINUTE } from '@voldgrav/hydrology';
import type { Forecast, WeatherWarning } from '@voldgrav/readiness';
import type { LiveChange } from '@voldgrav/wire';
import type { CatchmentWatch } from '../catchment-watch.ts';
import type { LiveView } from '../live-view.ts';
import type { StormReview } from '../storm/storm-review.ts';
import type { ReviewedStorm } from '../storm/storm-teller.ts';
import type { ForecastBook, WhatCame } from './forecast-book.ts';

interface ComingParts {
  readonly forecasts: ForecastBook;
  readonly storms: StormReview;
  readonly view: LiveView;
  readonly catchments: CatchmentWatch;
  readonly came: WhatCame;
}

/** What others say is coming: forecasts, held against what came, and warnings, which open storms. */
export class ComingWatch {
  private readonly forecasts: ForecastBook;
  private readonly storms: StormReview;
  private readonly view: LiveView;
  private readonly catchments: CatchmentWatch;
  private readonly came: WhatCame;
  private settledAt = instant(-Infinity);

  constructor({ forecasts, storms, view, catchments, came }: ComingParts) {
    this.forecasts = forecasts;
    this.storms = storms;
    this.view = view;
    this.catchments = catchments;
    this.came = came;
  }

  /** A forecast or a warning that came in. */
  take(said: Forecast | WeatherWarning, now: Instant): readonly LiveChange[] {
    return said.kind === 'warning' ? this.warning(said, now) : this.forecast(said, now);
  }

  /** A forecast as it was issued; no changes when it is here already. */
  forecast(forecast: Forecast, now: Instant): readonly LiveChange[] {
    if (!this.forecasts.enter(forecast)) return [];
    if (forecast.kind === 'rain') this.catchments.expectOtherwise(forecast.catchment);
    return this.view.newsOfBasins(this.view.basins, now);
  }

  /** A weather warning: it may open a storm, replace another warning or take it back. */
  warning(warning: WeatherWarning, now: Instant): readonly LiveChange[] {
    return this.storms.warn(warning, now) ? this.view.newsOfStorms(now) : [];
  }

  /** Every forecast at hand, or those over one catchment or asset, newest issue first. */
  list = (place?: string): readonly Forecast[] => this.forecasts.list(place);

  /** Forecasts that had been issued by the end of a span and speak of a time in it, newest issue first. */
  during({ from, until }: ReviewedStorm['span']): readonly Forecast[] {
    return this.forecasts.list().filter((forecast) => forecast.issuedAt <= (until ?? Infinity) && endOf(forecast) > from);
  }

  /** The storm that is open, or awaited, at the issue of a forecast, as far as is known. */
  stormOf = (forecast: Forecast): string | undefined => this.storms.idAt(forecast.issuedAt);

  /** How good each source has been, by lead time. */
  skill = (): ReturnType<ForecastBook['skill']> => this.forecasts.skill();

  /** Warnings at hand, newest issue first, and which of them stand. */
  warnings(now: Instant): { readonly warnings: readonly WeatherWarning[]; readonly standing: readonly string[] } {
    return { warnings: this.storms.warnings.list(), standing: this.storms.warnings.standing(now).map(({ id }) => id) };
  }

  /** Once a minute forecasts are held against what came. */
  settle(now: Instant): void {
    if (now - this.settledAt < MINUTE && now >= this.settledAt) return;
    this.settledAt = now;
    this.forecasts.settle(now, this.came);
  }
}

/** The last moment that a forecast speaks of; its issue where it has been withdrawn. */
function endOf(forecast: Forecast): Instant {
  return (forecast.kind === 'rain' ? forecast.steps.at(-1)?.to : forecast.steps.at(-1)?.at) ?? forecast.issuedAt;
}

import {
  type Basin,
  type Catchment,
  indicativeReturnPeriod,
  type Instant,
  millimetres,
  minutes,
  remainingLoss,
  type TimeWindow,
  windowEndingAt,
} from '@voldgrav/hydrology';
import { assessBasin, type BasinAssessment } from '@voldgrav/readiness';
import { catchmentRain, minuteRain, type RainRecord } from '@voldgrav/rollup';
import type { ForecastBook } from './coming/forecast-book.ts';
import { freshFor, type SeriesBook } from './series-book.ts';
import type { TownIndex } from './town-index.ts';

const RAIN_WINDOW = minutes(30);
const ONE_MINUTE = minutes(1);

/** Puts what the sensors said before the readiness rules, for any moment that the series book still holds. */
export class ReadinessWatch {
  private readonly index: TownIndex;
  private readonly series: SeriesBook;
  private readonly forecasts: ForecastBook;

  constructor(index: TownIndex, series: SeriesBook, forecasts: ForecastBook) {
    this.index = index;
    this.series = series;
    this.forecasts = forecasts;
  }

  assess(basin: Basin, at: Instant): BasinAssessment {
    const catchment = this.index.catchmentOf(basin);
    const rainCompleteness = catchmentRain(this.gauges(catchment), windowEndingAt(at, RAIN_WINDOW)).completeness;
    const evidence = {
      levels: this.series.of(basin.levelSensor),
      staleAfter: freshFor(this.index.knownSensor(basin.levelSensor).expectedInterval),
      // Gauges that say too little may hide rain that has used the loss up: then it counts as gone, the safe side.
      remainingLoss: rainCompleteness < 0.5 ? millimetres(0) : this.lossOf(catchment, at),
      rainCompleteness,
      returnPeriodOf: indicativeReturnPeriod,
      coming: this.forecasts.coming(catchment.id, at),
    };
    return assessBasin(basin, catchment, evidence, at);
  }

  private lossOf(catchment: Catchment, at: Instant) {
    const span: TimeWindow = windowEndingAt(at, catchment.initialLossRecovery);
    const loss = { whole: catchment.initialLoss, recovery: catchment.initialLossRecovery };
    return remainingLoss(minuteRain(this.gauges(catchment), span), ONE_MINUTE, loss);
  }

  private gauges(catchment: Catchment): readonly RainRecord[] {
    return catchment.gauges.map((gauge) => this.series.rain(gauge, this.index.knownSensor(gauge).expectedInterval));
  }
}

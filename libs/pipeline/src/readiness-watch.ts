import {
  type Basin,
  type Catchment,
  indicativeReturnPeriod,
  type Instant,
  millimetres,
  type Minutes,
  minutes,
  remainingLoss,
  type TimeWindow,
  windowEndingAt,
} from '@voldgrav/hydrology';
import { assessBasin, type BasinAssessment } from '@voldgrav/readiness';
import { catchmentRain, minuteRain, type RainDepth, type RainRecord } from '@voldgrav/rollup';
import { freshFor, type SeriesBook } from './series-book.ts';
import type { TownIndex } from './town-index.ts';

const RAIN_WINDOWS = { ten: minutes(10), thirty: minutes(30), sixHours: minutes(360) } as const;
const ONE_MINUTE = minutes(1);

/** Puts what the sensors said before the readiness rules, for any moment that the series book still holds. */
export class ReadinessWatch {
  private readonly index: TownIndex;
  private readonly series: SeriesBook;

  constructor(index: TownIndex, series: SeriesBook) {
    this.index = index;
    this.series = series;
  }

  assess(basin: Basin, at: Instant): BasinAssessment {
    const catchment = this.index.catchmentOf(basin);
    const rainCompleteness = catchmentRain(this.gauges(catchment), windowEndingAt(at, RAIN_WINDOWS.thirty)).completeness;
    const evidence = {
      levels: this.series.of(basin.levelSensor),
      staleAfter: freshFor(this.index.knownSensor(basin.levelSensor).expectedInterval),
      // Gauges that say too little may hide rain that has used the loss up: then it counts as gone, the safe side.
      remainingLoss: rainCompleteness < 0.5 ? millimetres(0) : this.lossOf(catchment, at),
      rainCompleteness,
      returnPeriodOf: indicativeReturnPeriod,
    };
    return assessBasin(basin, catchment, evidence, at);
  }

  rainOver(catchment: Catchment, at: Instant): Record<keyof typeof RAIN_WINDOWS, RainDepth> {
    const gauges = this.gauges(catchment);
    const over = (length: Minutes) => catchmentRain(gauges, windowEndingAt(at, length));
    return { ten: over(RAIN_WINDOWS.ten), thirty: over(RAIN_WINDOWS.thirty), sixHours: over(RAIN_WINDOWS.sixHours) };
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

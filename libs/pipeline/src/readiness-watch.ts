import {
  type Basin,
  type Catchment,
  type Idf,
  type Instant,
  litresPerSecond,
  millimetres,
  minutes,
  type Pump,
  remainingLoss,
  returnPeriodWhereCovered,
  type TimeWindow,
  windowEndingAt,
} from '@voldgrav/hydrology';
import { assessBasin, type BasinAssessment, type Heard, pumpCondition } from '@voldgrav/readiness';
import { catchmentRain, minuteRain, type RainRecord } from '@voldgrav/rollup';
import { idfOf } from '@voldgrav/wire';
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
  private readonly returnPeriodOf: Idf['returnPeriod'];

  constructor(index: TownIndex, series: SeriesBook, forecasts: ForecastBook) {
    this.index = index;
    this.series = series;
    this.forecasts = forecasts;
    this.returnPeriodOf = returnPeriodWhereCovered(idfOf(index.town.idf));
  }

  /** `isStuck`: the level rests though water must have moved it, by the model of the basin's catchment. */
  assess(basin: Basin, at: Instant, isStuck: boolean): BasinAssessment {
    const catchment = this.index.catchmentOf(basin);
    const rainCompleteness = catchmentRain(this.gauges(catchment), windowEndingAt(at, RAIN_WINDOW)).completeness;
    const evidence = {
      levels: this.series.of(basin.levelSensor),
      staleAfter: this.heard(basin.levelSensor).staleAfter,
      failed: this.series.failure(basin.levelSensor),
      isStuck,
      // Gauges that say too little may hide rain that has used the loss up: then it counts as gone, the safe side.
      remainingLoss: rainCompleteness < 0.5 ? millimetres(0) : this.lossOf(catchment, at),
      rainCompleteness,
      returnPeriodOf: this.returnPeriodOf,
      coming: this.forecasts.coming(catchment.id, at),
    };
    const stopped = this.stoppedPumps(basin, at);
    if (stopped.length === 0) return assessBasin(basin, catchment, evidence, at);
    // What does not run lets nothing out, and a basin that nothing empties takes less (trap 15).
    const outlet = litresPerSecond(Math.max(0, basin.outlet - stopped.reduce((sum, { capacity }) => sum + capacity, 0)));
    const assessment = assessBasin({ ...basin, outlet }, catchment, evidence, at);
    return { ...assessment, reasons: [...assessment.reasons, ...stopped.map(({ name }) => ({ code: 'pump-stopped', name }) as const)] };
  }

  /** When a sensor that the basin's readiness rests on next falls silent; Infinity when none of them has spoken. */
  nextSilence(basin: Basin, now: Instant): number {
    const sensors = [basin.levelSensor, ...this.index.pumpsOf(basin).map(({ stateSensor = '' }) => stateSensor)];
    return Math.min(...sensors.map((id) => this.series.silentFrom(id, freshFor(this.index.knownSensor(id).expectedInterval))).filter((at) => at > now), Infinity);
  }

  private stoppedPumps(basin: Basin, at: Instant): readonly Pump[] {
    const level = this.heard(basin.levelSensor);
    return this.index.pumpsOf(basin).filter(({ stateSensor = '' }) => pumpCondition(basin, { state: this.heard(stateSensor), level }, at) === 'stopped');
  }

  private heard(sensor: string): Heard {
    return { samples: this.series.of(sensor), staleAfter: freshFor(this.index.knownSensor(sensor).expectedInterval) };
  }

  private lossOf(catchment: Catchment, at: Instant) {
    const span: TimeWindow = windowEndingAt(at, catchment.initialLossRecovery);
    const loss = { whole: catchment.initialLoss, recovery: catchment.initialLossRecovery };
    const wet = catchment.gauges.map((gauge) => this.series.wet(gauge, this.index.knownSensor(gauge).expectedInterval));
    const rain = minuteRain(wet, span);
    return rain === undefined ? loss.whole : remainingLoss(rain, ONE_MINUTE, loss);
  }

  private gauges(catchment: Catchment): readonly RainRecord[] {
    return catchment.gauges.map((gauge) => this.series.rain(gauge, this.index.knownSensor(gauge).expectedInterval));
  }
}

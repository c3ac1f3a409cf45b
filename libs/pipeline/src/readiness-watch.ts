import {
  type Basin,
  type Catchment,
  type Idf,
  type Instant,
  cubicMetres,
  levelAt,
  litresPerSecond,
  type MetresAboveDatum,
  millimetres,
  millimetresFrom,
  MINUTE,
  minutes,
  type Pump,
  remainingLoss,
  returnPeriodWhereCovered,
  shifted,
  type TimeWindow,
  volumeAt,
  windowEndingAt,
} from '@voldgrav/hydrology';
import { FAIL } from '@voldgrav/quality';
import { assessBasin, type BasinAssessment, LEVEL_ACCURACY, type Reason, STILL_FOR, stuckLevel } from '@voldgrav/readiness';
import { catchmentRain, latestAt, minuteRain, type RainRecord } from '@voldgrav/rollup';
import { idfOf } from '@voldgrav/wire';
import type { ForecastBook } from './coming/forecast-book.ts';
import { freshFor, type SeriesBook } from './series-book.ts';
import type { TownIndex } from './town-index.ts';

const RAIN_WINDOW = minutes(30);
const ONE_MINUTE = minutes(1);
/** Where a pump's start level is not known: in a basin less full than this it may just wait for it. */
const WORTH_PUMPING = 0.25;

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

  assess(basin: Basin, at: Instant): BasinAssessment {
    const catchment = this.index.catchmentOf(basin);
    const rainCompleteness = catchmentRain(this.gauges(catchment), windowEndingAt(at, RAIN_WINDOW)).completeness;
    const evidence = {
      levels: this.series.of(basin.levelSensor),
      staleAfter: freshFor(this.index.knownSensor(basin.levelSensor).expectedInterval),
      distrust: this.distrust(basin, catchment, at),
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

  /** Pumps that say that they stand still although the basin holds so much water by then that they should run. */
  private stoppedPumps(basin: Basin, at: Instant): readonly Pump[] {
    const levels = this.series.of(basin.levelSensor);
    return this.index.pumpsOf(basin).filter(({ stateSensor = '' }) => {
      const state = latestAt(this.series.of(stateSensor), at);
      if (state?.value !== 0 || at - state.at > freshFor(this.index.knownSensor(stateSensor).expectedInterval)) return false;
      const level = latestAt(levels, state.at);
      return level !== undefined && level.value > startsAt(basin) + LEVEL_ACCURACY;
    });
  }

  /** A level sensor whose newest word failed, or that stands still while rain must move it, makes readiness unknown (readiness.md §3). */
  private distrust(basin: Basin, catchment: Catchment, at: Instant): Reason | undefined {
    const levels = this.series.of(basin.levelSensor);
    const failure = this.series.failure(basin.levelSensor);
    if (failure !== undefined && failure.phenomenonTime <= at && failure.phenomenonTime > (latestAt(levels, at)?.at ?? -Infinity)) {
      const check = failure.checks.find(({ flag }) => flag === FAIL)?.check;
      if (check !== undefined && check !== 'clock') return { code: 'level-failed', check };
    }
    // What fell since has not all arrived yet.
    const arrived = shifted(at, -(STILL_FOR + catchment.timeOfConcentration) * MINUTE);
    const rain = catchmentRain(this.gauges(catchment), windowEndingAt(arrived, STILL_FOR)).depth;
    return stuckLevel(levels, millimetresFrom(rain), at);
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

const startsAt = ({ outletLaw, storage, crest }: Basin): MetresAboveDatum =>
  outletLaw?.kind === 'pump' ? outletLaw.startsAt : levelAt(storage, cubicMetres(WORTH_PUMPING * volumeAt(storage, crest)));

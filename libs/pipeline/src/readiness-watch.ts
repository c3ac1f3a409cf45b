import {
  type Basin,
  type Catchment,
  type Idf,
  type Instant,
  litresPerSecond,
  type Millimetres,
  millimetres,
  minutes,
  type Pump,
  returnPeriodWhereCovered,
  type TimeWindow,
  windowEndingAt,
} from '@voldgrav/hydrology';
import { assessBasin, type BasinAssessment, type Heard, type LevelDisbelief, pumpCondition, REFERENCE_RAINS, type ReferenceRain } from '@voldgrav/readiness';
import type { Sensor } from '@voldgrav/reading';
import { newestTime, rainCompleteness, type RainRecord } from '@voldgrav/rollup';
import { idfOf } from '@voldgrav/wire';
import { BySensor } from './by-sensor.ts';
import { CatchmentMinutes } from './catchment-minutes.ts';
import type { ForecastBook } from './coming/forecast-book.ts';
import type { SeriesBook } from './series-book.ts';
import type { RainBook } from './storm/rain-book.ts';
import type { TownIndex } from './town-index.ts';

const RAIN_WINDOW = minutes(30);

/** What an assessment rested on, where nothing else bore on it: no failure, no forecast, no pump, no future word of its level. */
interface Ground {
  readonly at: Instant;
  readonly remainingLoss: Millimetres;
  readonly completeness: number;
}

const NO_BASINS: readonly string[] = [];
const NO_MINUTES: readonly CatchmentMinutes[] = [];

/** Puts what the sensors said before the readiness rules, for any moment that the series book still holds. */
export class ReadinessWatch {
  private readonly index: TownIndex;
  private readonly series: SeriesBook;
  private readonly forecasts: ForecastBook;
  private readonly rain: Pick<RainBook, 'covers'>;
  private readonly minutes: ReadonlyMap<string, CatchmentMinutes>;
  private readonly gaugesOf: ReadonlyMap<string, readonly Sensor[]>;
  private readonly returnPeriodOf: Idf['returnPeriod'];
  private readonly references: readonly ReferenceRain[];
  /** Of the basins, by id, what the newest answer of `assessAnew` rests on. */
  private readonly grounds = new Map<string, Ground>();

  constructor(index: TownIndex, series: SeriesBook, forecasts: ForecastBook, rain: Pick<RainBook, 'covers'>) {
    this.index = index;
    this.series = series;
    this.forecasts = forecasts;
    this.rain = rain;
    this.minutes = new Map(index.town.catchments.map((catchment) => [catchment.id, new CatchmentMinutes(catchment)]));
    this.gaugesOf = new Map(index.town.catchments.map(({ id, gauges }) => [id, gauges.map((gauge) => index.knownSensor(gauge))]));
    const byGauge = new BySensor<readonly CatchmentMinutes[]>(index.numbers);
    for (const catchment of index.town.catchments) for (const gauge of catchment.gauges) byGauge.set(gauge, [...(byGauge.get(gauge) ?? []), this.minutesOf(catchment)]);
    series.onRain((gauge, at, micrometres) => {
      for (const each of byGauge.get(gauge) ?? NO_MINUTES) each.add(at, micrometres);
    });
    const measuredBy = new BySensor<readonly string[]>(index.numbers);
    for (const { id, levelSensor } of index.basins) measuredBy.set(levelSensor, [...(measuredBy.get(levelSensor) ?? []), id]);
    series.onChange((sensor) => {
      for (const basin of measuredBy.get(sensor) ?? NO_BASINS) this.grounds.delete(basin);
    });
    this.returnPeriodOf = returnPeriodWhereCovered(idfOf(index.town.idf));
    this.references = [...REFERENCE_RAINS, ...(index.town.referenceRains ?? [])];
  }

  /** `disbelief`: why the model of the basin's catchment speaks against the level. */
  assess(basin: Basin, at: Instant, disbelief: LevelDisbelief | undefined): BasinAssessment {
    const catchment = this.index.catchmentOf(basin);
    const completeness = this.completeness(catchment, windowEndingAt(at, RAIN_WINDOW));
    const evidence = {
      levels: this.series.of(basin.levelSensor),
      staleAfter: this.heard(basin.levelSensor).staleAfter,
      failed: this.series.failure(basin.levelSensor),
      disbelief,
      references: this.references,
      remainingLoss: this.remainingLoss(catchment, completeness, at),
      rainCompleteness: completeness,
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

  /**
   * As `assess`, but undefined where that says what it said when this was last asked, its time apart: of a large town's basins most ticks bear on few.
   * Where more than a level and the gauges' rain bears on a basin it is assessed each time.
   */
  assessAnew(basin: Basin, at: Instant, disbelief: LevelDisbelief | undefined): BasinAssessment | undefined {
    const before = this.grounds.get(basin.id);
    const ground = this.groundOf(basin, at, disbelief);
    if (before !== undefined && ground !== undefined && at >= before.at && before.remainingLoss === ground.remainingLoss && before.completeness === ground.completeness) return undefined;
    if (ground === undefined) this.grounds.delete(basin.id);
    else this.grounds.set(basin.id, ground);
    return this.assess(basin, at, disbelief);
  }

  private groundOf(basin: Basin, at: Instant, disbelief: LevelDisbelief | undefined): Ground | undefined {
    const newest = newestTime(this.series.of(basin.levelSensor));
    if (newest === undefined || newest > at || at - newest > this.index.staleAfter(basin.levelSensor) || disbelief !== undefined || this.series.failure(basin.levelSensor) !== undefined) return undefined;
    const catchment = this.index.catchmentOf(basin);
    if (this.index.pumpsOf(basin).length > 0 || this.forecasts.coming(catchment.id, at) !== null) return undefined;
    const completeness = this.completeness(catchment, windowEndingAt(at, RAIN_WINDOW));
    return { at, remainingLoss: this.remainingLoss(catchment, completeness, at), completeness };
  }

  /** Gauges that say too little may hide rain that has used the loss up: then it counts as gone, the safe side. */
  private remainingLoss(catchment: Catchment, completeness: number, at: Instant): Millimetres {
    return completeness < 0.5 ? millimetres(0) : this.minutesOf(catchment).remainingLoss(at);
  }

  /** When a sensor that the basin's readiness rests on next falls silent; Infinity when none of them has spoken. */
  nextSilence(basin: Basin, now: Instant): number {
    let next = Infinity;
    const silent = this.series.silentFrom(basin.levelSensor, this.index.staleAfter(basin.levelSensor));
    if (silent > now) next = silent;
    for (const { stateSensor = '' } of this.index.pumpsOf(basin)) {
      const at = this.series.silentFrom(stateSensor, this.index.staleAfter(stateSensor));
      if (at > now && at < next) next = at;
    }
    return next;
  }

  private stoppedPumps(basin: Basin, at: Instant): readonly Pump[] {
    const pumps = this.index.pumpsOf(basin);
    if (pumps.length === 0) return pumps;
    const level = this.heard(basin.levelSensor);
    return pumps.filter(({ stateSensor = '' }) => pumpCondition(basin, { state: this.heard(stateSensor), level }, at) === 'stopped');
  }

  /** Asked with every look: nearly always each gauge's words follow each other, and then nothing needs adding up. */
  private completeness(catchment: Catchment, window: TimeWindow): number {
    const { gauges } = catchment;
    return gauges.length > 0 && gauges.every((id) => this.rain.covers(id, window)) ? 1 : rainCompleteness(this.gauges(catchment), window);
  }

  private heard(sensor: string): Heard {
    return { samples: this.series.of(sensor), staleAfter: this.index.staleAfter(sensor) };
  }

  private minutesOf({ id }: Catchment): CatchmentMinutes {
    const found = this.minutes.get(id);
    if (found === undefined) throw new Error(`The town has no catchment "${id}".`);
    return found;
  }

  private gauges(catchment: Catchment): readonly RainRecord[] {
    return (this.gaugesOf.get(catchment.id) ?? []).map(({ id, expectedInterval }) => this.series.rain(id, expectedInterval));
  }
}

import { type DegreesCelsius, HOUR, type Instant, instant, type Millimetres, millimetres, MINUTE, SECOND, shifted, type TimeWindow } from '@voldgrav/hydrology';
import {
  type CheckResult,
  compareGauges,
  FAIL,
  frost,
  GAUGES_MEMORY_START,
  type GaugesMemory,
  isUsable,
  NEIGHBOUR_STEP_MINUTES,
  type Neighbourhood,
  neighbourhoodsOf,
  type Observation,
  SUSPECT,
} from '@voldgrav/quality';
import type { Sensor } from '@voldgrav/reading';
import { enterSample, latestAt, type Sample } from '@voldgrav/rollup';
import { REVISED_FOR, type SeriesJudge } from './series-judge.ts';

const STEP = NEIGHBOUR_STEP_MINUTES * MINUTE;
/** So many steps can still be revised. */
const STEPS_KEPT = REVISED_FOR / STEP;
/** How long after a step its readings are waited for; what comes later revises it. */
const GRACE = 30 * SECOND;
/** More neighbours do not make a median better, and a large town's thousands would cost a second each time. */
const MOST_NEIGHBOURS = 30;
/** A temperature speaks for so long. */
const TEMPERATURE_HOLDS = HOUR;

/** A gauge that speaks often enough to be compared, and its series. */
export interface ComparedGauge {
  readonly sensor: Sensor;
  readonly judge: SeriesJudge;
}

/** Whether a gauge speaks at least once in every step. */
export const isCompared = ({ kind, expectedInterval }: Sensor): boolean => kind === 'rain-gauge' && expectedInterval * SECOND <= STEP;

/**
 * Compares the town's rain gauges with each other, five minutes at a time, and with the frost: faulty zeros, high influx,
 * blocked or isolated (domain.md §3.4). It costs messages nothing: the clock asks for it, and what it finds revises what was
 * said. A late reading has its own step compared again, and those after it, since a blocked gauge stays blocked.
 */
export class GaugeComparison {
  private readonly gauges: readonly ComparedGauge[];
  private neighbourhoods: readonly Neighbourhood[] | undefined;
  private readonly places: ReadonlyMap<string, number>;
  private readonly temperatures = new Map<number, Sample[]>();
  private readonly memories = new Map<number, GaugesMemory>();
  /** Steps are numbered by their end. All up to this one are compared. */
  private done = -Infinity;
  private dirtyFrom = Infinity;

  constructor(gauges: readonly ComparedGauge[]) {
    this.gauges = gauges;
    this.places = new Map(gauges.map(({ sensor }, place) => [sensor.id, place]));
  }

  /** Something is known, or known otherwise, of the rain at this time. */
  rain(at: Instant): void {
    this.dirtyFrom = Math.min(this.dirtyFrom, Math.ceil(at / STEP));
  }

  /** The air at a gauge. */
  temperature(observation: Observation): void {
    const place = this.places.get(observation.sensor);
    if (place === undefined || !isUsable(observation)) return;
    const samples = this.temperatures.get(place) ?? [];
    this.temperatures.set(place, samples);
    enterSample(samples, { at: observation.phenomenonTime, value: observation.value }, shifted(observation.phenomenonTime, -REVISED_FOR - TEMPERATURE_HOLDS));
    this.rain(observation.phenomenonTime);
  }

  /** Compares what has come to an end by `now` and what has changed since; gives what is now said otherwise. */
  settle(now: Instant): readonly Observation[] {
    const last = Math.floor((now - GRACE) / STEP);
    const from = Math.max(Math.min(this.dirtyFrom, this.done + 1), last - STEPS_KEPT + 1);
    // Nothing was ever heard, or nothing has come to an end.
    if (!Number.isFinite(from) || from > last) return [];
    const revised: Observation[] = [];
    for (let step = from; step <= last; step += 1) revised.push(...this.compare(step, now));
    for (const step of this.memories.keys()) if (step < last - STEPS_KEPT) this.memories.delete(step);
    this.done = last;
    this.dirtyFrom = Infinity;
    return revised;
  }

  private compare(step: number, now: Instant): readonly Observation[] {
    const window: TimeWindow = { after: instant((step - 1) * STEP), until: instant(step * STEP) };
    const before = this.memories.get(step - 1) ?? GAUGES_MEMORY_START;
    const said = this.gauges.map(({ judge }) => saidOfTheStep(judge.saidIn(window)));
    const own = said.map(depthOf);
    const depths = said.map((each, place) => (each.every(isUsable) ? own[place] : depthOf(each.filter(isUsable))));
    const { memory, results } = compareGauges(before, { depths, own, minutes: NEIGHBOUR_STEP_MINUTES }, this.neighbours());
    this.memories.set(step, memory);
    return this.gauges.flatMap(({ judge }, place) => {
      if (own[place] === undefined) return [];
      const against = suspect([...(results[place] ?? NONE), ...this.frostAt(place, window.until)]);
      return judge.compared(window, against, now);
    });
  }

  /** Found when they are first asked for: not every way through the journal comes to it. */
  private neighbours(): readonly Neighbourhood[] {
    return (this.neighbourhoods ??= neighbourhoodsOf(this.gauges.map(({ sensor }) => sensor.position), MOST_NEIGHBOURS));
  }

  /** By its own thermometer, or the nearest gauge's that has one. */
  private frostAt(place: number, at: Instant): readonly CheckResult[] {
    if (this.temperatures.size === 0) return [];
    for (const each of [place, ...(this.neighbours()[place]?.wide ?? [])]) {
      const newest = latestAt(this.temperatures.get(each) ?? [], at);
      if (newest !== undefined && at - newest.at <= TEMPERATURE_HOLDS) return [frost(newest.value as DegreesCelsius)];
    }
    return [];
  }
}

const NONE: readonly CheckResult[] = [];
const suspect = (results: readonly CheckResult[]): readonly CheckResult[] => (results.every(({ flag }) => flag < SUSPECT) ? NONE : results.filter(({ flag }) => flag >= SUSPECT));

/** Nearly always all of it: every gauge is asked each five minutes. */
const saidOfTheStep = (said: readonly Observation[]): readonly Observation[] => (said.every(isOfTheStep) ? said : said.filter(isOfTheStep));

/** A sum over a gap belongs to no step. What failed is a depth only where it failed for being too great. */
const isOfTheStep = ({ checks }: Observation): boolean =>
  checks.length === 0 || !checks.some(({ check, flag }) => check === 'accumulation' || (flag === FAIL && check !== 'exceedance'));

/** Undefined where nothing was said. */
const depthOf = (said: readonly Observation[]): Millimetres | undefined =>
  said.length === 0 ? undefined : millimetres(said.reduce((sum, { value }) => sum + value, 0));

import { type Hectopascals, type Instant, isDown, isFaultSignal, isoOf, type LevelSurvey, levelFrom, shifted, surveyAt, type TimeWindow } from '@voldgrav/hydrology';
import { boundOf, type CheckResult, FAIL, faultSignal, type Observation, onlyBound, settle } from '@voldgrav/quality';
import type { LevelSource, Sensor, Undecodable } from '@voldgrav/reading';
import type { AirPressure } from './air-pressure.ts';
import { REVISED_FOR } from './series-judge.ts';

/** The water level that a reading means, or why none comes of it. */
type Reckoned = { readonly level: Observation } | { readonly why: string };

/** The water level that a reading means, or what is told where none comes of it. */
export type LevelEntered = { readonly level: Observation } | { readonly unusable: Undecodable };

/** Levels that are reckoned anew, and what was told of readings that had none until now. */
export interface ReckonedAgain {
  readonly levels: readonly Observation[];
  readonly regained: readonly Undecodable[];
}

/** A current between these is a measurement. */
const LOOP_MA = [4, 20] as const;

/**
 * The water levels of a sensor that says something else: a distance, a depth, a pressure or a current (domain.md §3.2). Each is
 * reckoned by the survey that was valid when it was measured, so that a new survey rewrites nothing, and a late reading is
 * read as it was then. Doubts about the reading are doubts about the level.
 */
export class LevelReckoning {
  private readonly source: LevelSource;
  private readonly sees: Sensor['sees'];
  private readonly air: AirPressure | undefined;
  /** Where a barometer has a say, what may have to be reckoned again when it speaks late. */
  private readonly kept: Observation[] = [];
  /** Of those, what was told where no level came of them. */
  private readonly without = new Map<Instant, Undecodable>();

  constructor({ sees }: Pick<Sensor, 'sees'>, source: LevelSource, air: AirPressure | undefined) {
    this.sees = sees;
    this.source = source;
    this.air = air;
  }

  /** The level of a reading that was judged alone, which came on a topic. */
  enter(judged: Observation, topic: string): LevelEntered {
    if (this.air !== undefined) this.keep(judged);
    const reckoned = this.reckoned(judged);
    if ('level' in reckoned) return reckoned;
    const { quantity, value, phenomenonTime, receivedAt } = judged;
    const unusable: Undecodable = { reason: 'no-level', detail: `${quantity} ${value}: ${reckoned.why}`, topic, receivedAt };
    if (this.air !== undefined) this.without.set(phenomenonTime, unusable);
    return { unusable };
  }

  /** The air in a window is known otherwise: the levels in it, anew. */
  again({ after, until }: TimeWindow): ReckonedAgain {
    const levels: Observation[] = [];
    const regained: Undecodable[] = [];
    for (const judged of this.kept) {
      const { phenomenonTime: at } = judged;
      if (at <= after || at > until) continue;
      const reckoned = this.reckoned(judged);
      if (!('level' in reckoned)) continue;
      levels.push(reckoned.level);
      const told = this.without.get(at);
      if (told !== undefined) regained.push(told);
      this.without.delete(at);
    }
    return { levels, regained };
  }

  private reckoned(judged: Observation): Reckoned {
    const { phenomenonTime: at, value } = judged;
    const { form, surveys, barometer } = this.source;
    const survey = surveyAt(surveys, at);
    if (survey === undefined) return { why: `no survey was valid at ${isoOf(at)}` };
    const air = this.air?.at(at);
    const isFault = isFaultSignal(form, value);
    const level = levelFrom(form, isFault ? Math.min(LOOP_MA[1], Math.max(LOOP_MA[0], value)) : value, survey.sensorLevel, air);
    if (level === undefined) return { why: `the barometer ${barometer ?? ''} has not spoken lately` };
    const checks = [...(isFault ? [faultSignal(value)] : []), ...judged.checks.map((result) => this.ofLevel(result, judged, survey, air))];
    const flag = isFault ? FAIL : judged.flag;
    return { level: { ...judged, quantity: 'level_m', value: level, flag, checks } };
  }

  /** The end of what the sensor sees is said as the level there: looking down, its nearest is the highest water. */
  private ofLevel(result: CheckResult, judged: Observation, { sensorLevel }: LevelSurvey, air: Hectopascals | undefined): CheckResult {
    const bound = boundOf({ ...judged, checks: [result] });
    if (bound === undefined || this.sees === undefined) return result;
    const end = levelFrom(this.source.form, bound === 'at-least' ? this.sees.max : this.sees.min, sensorLevel, air);
    return end === undefined ? result : onlyBound(isDown(this.source.form) === (bound === 'at-least') ? 'at-most' : 'at-least', end);
  }

  private keep(judged: Observation): void {
    const { kept } = this;
    let place = kept.length;
    while (place > 0 && (kept[place - 1]?.phenomenonTime ?? 0) > judged.phenomenonTime) place -= 1;
    const there = kept[place - 1];
    if (there?.phenomenonTime === judged.phenomenonTime) kept[place - 1] = settle(there, judged);
    else kept.splice(place, 0, judged);
    const oldest = shifted(kept[kept.length - 1]?.phenomenonTime ?? judged.phenomenonTime, -REVISED_FOR);
    while ((kept[0]?.phenomenonTime ?? oldest) < oldest) this.without.delete(kept.shift()?.phenomenonTime ?? oldest);
  }
}

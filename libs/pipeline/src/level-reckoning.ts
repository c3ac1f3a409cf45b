import { type Hectopascals, isDown, isFaultSignal, isoOf, type LevelSurvey, levelFrom, shifted, surveyAt, type TimeWindow } from '@voldgrav/hydrology';
import { boundOf, type CheckResult, FAIL, faultSignal, type Observation, onlyBound, settle } from '@voldgrav/quality';
import type { LevelSource, Sensor } from '@voldgrav/reading';
import type { AirPressure } from './air-pressure.ts';
import { REVISED_FOR } from './series-judge.ts';

/** The water level that a reading means, or why none comes of it. */
export type Reckoned = { readonly level: Observation } | { readonly why: string };

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

  constructor({ sees }: Pick<Sensor, 'sees'>, source: LevelSource, air: AirPressure | undefined) {
    this.sees = sees;
    this.source = source;
    this.air = air;
  }

  /** The level of a reading that was judged alone. */
  enter(judged: Observation): Reckoned {
    if (this.air !== undefined) this.keep(judged);
    return this.reckoned(judged);
  }

  /** The air in a window is known otherwise: the levels in it, anew. */
  again({ after, until }: TimeWindow): readonly Observation[] {
    return this.kept.flatMap((judged) => {
      if (judged.phenomenonTime <= after || judged.phenomenonTime > until) return [];
      const reckoned = this.reckoned(judged);
      return 'level' in reckoned ? [reckoned.level] : [];
    });
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
    while ((kept[0]?.phenomenonTime ?? oldest) < oldest) kept.shift();
  }
}

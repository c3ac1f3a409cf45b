import type { Instant } from './instant.ts';
import type { MetresAboveDatum } from './units.ts';

/**
 * Where a level sensor hangs, as it was surveyed. A new survey is a new entry with its own dates: it must not rewrite what
 * was measured under the old one (domain.md §3.2, trap 9).
 */
export interface LevelSurvey {
  /** Height of the sensor's zero: its face for a sensor that looks down, its membrane for one that lies under water. */
  readonly sensorLevel: MetresAboveDatum;
  /** The vertical datum, such as DVR90, and which realisation of it the survey used. */
  readonly datum: string;
  readonly realisation?: string | undefined;
  readonly surveyedOn?: Instant | undefined;
  /** Valid from this instant on, and until just before `validTo` when that is given. */
  readonly validFrom: Instant;
  readonly validTo?: Instant | undefined;
}

/** The survey by which a value taken at `at` is read; undefined when none was valid then. Of several the latest holds. */
export function surveyAt(surveys: readonly LevelSurvey[], at: Instant): LevelSurvey | undefined {
  const valid = surveys.filter(({ validFrom, validTo }) => at >= validFrom && (validTo === undefined || at < validTo));
  return valid.reduce<LevelSurvey | undefined>((latest, next) => (latest === undefined || next.validFrom >= latest.validFrom ? next : latest), undefined);
}

import type { LevelForm, LevelSurvey } from '@voldgrav/hydrology';

/** How a level sensor that says something else leads to the water level, by the time at which it was measured. */
export interface LevelSource {
  readonly form: LevelForm;
  /** Where it hung, and from when to when: a new survey does not rewrite what was measured under an old one. */
  readonly surveys: readonly LevelSurvey[];
  /** The sensor that tells the pressure of the air, for one under water that feels it. */
  readonly barometer?: string | undefined;
}

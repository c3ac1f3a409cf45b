import type { Seconds } from '@voldgrav/hydrology';
import type { LocalText } from './local-text.ts';

/**
 * What an alert rule watches. `can-take` is the rain in mm that a basin can still take within `minutes`;
 * `water-level` is metres above the datum at an asset's level sensor. `latest-decision` is minutes until the last moment (readiness.md §4) of the
 * first step that protects the asset, or what floods it, and that nobody has begun.
 */
export type Measure =
  | { readonly kind: 'can-take'; readonly minutes: number }
  | { readonly kind: 'water-level' }
  | { readonly kind: 'latest-decision' };

/** DMI's words for how bad it is: 1 voldsomt, 2 farligt, 3 meget farligt (operator-ux.md §1). */
export type Severity = 1 | 2 | 3;

/**
 * One condition on one asset, rationalised as ISA-18.2 asks: a rule without a cause, a consequence and a response is an
 * event, not an alert.
 */
export interface AlertRule {
  readonly id: string;
  readonly name: LocalText;
  readonly asset: string;
  readonly measure: Measure;
  /** The abnormal side of the set point. 'below': value < set point; 'above': value ≥ set point. */
  readonly abnormal: 'below' | 'above';
  readonly setPoint: number;
  /** How far back past the set point the value must be to count as normal again; 0 or more. */
  readonly deadband: number;
  /** How long the value must stay abnormal, in event time, before the alert is raised. */
  readonly onDelay: Seconds;
  /** How long it must stay normal before the alert returns. */
  readonly offDelay: Seconds;
  readonly severity: Severity;
  readonly cause: LocalText;
  readonly consequence: LocalText;
  readonly response: LocalText;
  /** Minutes the operator has from alert to consequence: why the set point lies where it does. */
  readonly minutesToRespond: number;
  readonly organisation: string;
}

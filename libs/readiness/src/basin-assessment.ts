import type { CubicMetres, Instant, MetresAboveDatum, Millimetres, Minutes, Years } from '@voldgrav/hydrology';
import type { ComingRain } from './coming/coming-rain.ts';
import type { Reason } from './reason.ts';

/** readiness.md §3. Unknown is never green and never keeps its last colour. */
export type ReadinessState = 'ready' | 'strained' | 'exhausted' | 'unknown';

/** Rain that, falling evenly over `minutes` from now, just fills the basin; the range says how far to trust it. */
export interface CanTake {
  readonly minutes: Minutes;
  readonly middle: Millimetres;
  readonly low: Millimetres;
  readonly high: Millimetres;
}

/** What the level sensor told us, as volume; absent when it has told us nothing we may believe. */
export interface BasinFilling {
  readonly waterLevel: MetresAboveDatum;
  readonly volume: CubicMetres;
  readonly capacity: CubicMetres;
  /** volume / capacity, 0–1; stays 1 while it overflows. */
  readonly share: number;
  /** Metres an hour over the last ten minutes; absent when there is no reading that far back. */
  readonly risePerHour?: number;
  readonly measuredAt: Instant;
}

/**
 * Readiness of one **basin** at one moment. It speaks for the basin alone: inlets, pipes and streets of its catchment may
 * reach their limits sooner (readiness.md §1), and the screen says so.
 */
export interface BasinAssessment {
  readonly basin: string;
  readonly at: Instant;
  readonly state: ReadinessState;
  /** The state before it became unknown; absent while the state is known or never was. */
  readonly lastKnownState?: Exclude<ReadinessState, 'unknown'>;
  readonly filling?: BasinFilling;
  /** One for each duration of 10, 30, 60, 120, 180, 360, 720 and 1,440 min; empty when unknown. */
  readonly canTake: readonly CanTake[];
  /** The rarest rain it can take now, at the duration that binds; below 1 year and above 100 no number is printed. */
  readonly available?: { readonly returnPeriod: Years; readonly bindingDuration: Minutes };
  readonly designReturnPeriod: Years;
  /** What the newest forecasts expect over its catchment, by duration. No forecast is null, never 0 mm. */
  readonly coming: readonly ComingRain[] | null;
  readonly reasons: readonly Reason[];
}

import type { ReadinessState, UnderRain } from '@voldgrav/readiness';
import type { LiveReason } from './live-reason.ts';

/** What is reached first: the asset, and the one that is flooded then. */
export interface LiveLimit {
  readonly asset: string;
  readonly name: string;
  readonly kind: string;
  readonly place: string;
}

/** Whole minutes from `at`, rounded outwards; null where it is not in sight. */
export interface LiveTimeRange {
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** Readiness of a catchment with its first limit (contract.md §4, readiness.md). Times are UTC milliseconds. */
export interface LiveReadiness {
  readonly id: string;
  readonly at: number;
  readonly state: ReadinessState;
  readonly lastKnownState?: ReadinessState;
  /** By which it is sorted and coloured beside others: while unknown, never milder than the last known state. */
  readonly rankedAs: Exclude<ReadinessState, 'unknown'>;
  readonly canTake: readonly { readonly minutes: number; readonly mm: number; readonly lowMm: number; readonly highMm: number; readonly limit: LiveLimit }[];
  readonly committedMm: number;
  /** No forecast is null, never 0. */
  readonly comingMm: number | null;
  readonly comingHighMm?: number;
  readonly comingUntil?: number;
  /** "<1", a number, or ">100"; years. */
  readonly availableReturnPeriodText?: string;
  readonly bindingDuration?: number;
  /** To be shown beside every return period; absent where the town has a table of its own. */
  readonly returnPeriodNote?: { readonly da: string; readonly en: string };
  readonly designReturnPeriod?: number;
  readonly designClimateFactor?: number;
  /** What the design return period is in today's climate, at the binding duration. */
  readonly designTodayText?: string;
  /** Absent while the data are stale. */
  readonly timeToLimit?: Readonly<Record<'stop' | 'persist' | 'forecast' | 'design', LiveTimeRange | null>>;
  /** `under`: only if it rains on (`persist`), or as forecast; absent where its limit may be reached though the rain stops now. */
  readonly latestDecision: readonly { readonly action: string; readonly step: string; readonly resource?: string; readonly limit: string; readonly at: number; readonly under?: UnderRain; readonly begunAt?: number; readonly isResourceInUse?: true }[];
  /** Actions of which nobody has begun a step though its last moment, `since`, has passed. */
  readonly escalations: readonly { readonly action: string; readonly limit: string; readonly since: number }[];
  /** Without `within` and `under` while the data are stale. */
  readonly atStake: readonly { readonly place: string; readonly limit: string; readonly within?: LiveTimeRange; readonly under?: UnderRain }[];
  /** Null when not within three days; absent while ready or unknown. */
  readonly hoursUntilReady?: number | null;
  readonly redundancy: {
    readonly rainGauges: { readonly speaking: number; readonly of: number };
    readonly levelSensors: { readonly speaking: number; readonly of: number };
    readonly singlePoints: readonly string[];
  };
  readonly reasons: readonly LiveReason[];
}

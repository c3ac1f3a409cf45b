import type { Instant, Minutes, Years } from '@voldgrav/hydrology';
import type { ReadinessState } from '../basin-assessment.ts';
import type { Reason } from '../reason.ts';
import type { TimeRange } from '../time-range.ts';
import type { HeldVolume } from './held-volume.ts';
import type { Scenario } from './time-to-limit.ts';

export type KnownState = Exclude<ReadinessState, 'unknown'>;

/** What is reached first, as it is named to people. */
export interface NamedLimit {
  readonly asset: string;
  readonly name: string;
  readonly kind: string;
  /** The asset that is flooded then; the limit itself where it is the one. */
  readonly floods: string;
}

/** Rain that, falling evenly over `minutes` from now, just reaches the first limit, in mm. */
export interface CatchmentTake {
  readonly minutes: Minutes;
  readonly middle: number;
  readonly low: number;
  readonly high: number;
  readonly limit: NamedLimit;
}

/** What has to be so for a limit in sight to be reached: that it rains on as in the last ten minutes, or as a forecast says. */
export type UnderRain = Exclude<Scenario, 'stop' | 'design'>;

/** A step of a playbook and the last moment at which it can be begun (readiness.md §4). */
export interface LatestDecision {
  readonly action: string;
  readonly step: string;
  readonly resource?: string;
  /** The limit that it protects. */
  readonly limit: string;
  readonly at: Instant;
  /** Absent where that limit may be reached though the rain stops now. */
  readonly under?: UnderRain;
  /** Somebody has begun it. */
  readonly begunAt?: Instant;
  /** What it needs is in use by another step. */
  readonly isResourceInUse?: true;
}

/** A limit that comes, and an action against it of which nobody has begun a step though the last moment for one has passed. */
export interface Escalation {
  readonly action: string;
  readonly limit: string;
  /** The moment that passed. */
  readonly since: Instant;
}

/** A place that is hit when a limit is reached. */
export interface AtStake {
  readonly place: string;
  readonly limit: string;
  /** When that is, at the earliest and latest; absent while the data are stale. */
  readonly within?: TimeRange;
  /** Absent where it may be hit though the rain stops now, and while the data are stale. */
  readonly under?: UnderRain;
}

/** Which instruments the answer rests on. */
export interface Redundancy {
  /** Rain gauges of the catchment and all that lies upstream that speak now, of those there are. */
  readonly rainGauges: { readonly speaking: number; readonly of: number };
  /** Level sensors of its own roads and streams, of all basins and rated streams of the catchment and upstream, and of what its basins run out into. */
  readonly levelSensors: { readonly speaking: number; readonly of: number };
  /** Sensors whose silence alone may make the readiness unknown; those of basins upstream, if it lasts. */
  readonly singlePoints: readonly string[];
}

/** Readiness of a catchment at one moment, with its reasons (readiness.md). */
export interface CatchmentAssessment {
  readonly catchment: string;
  readonly at: Instant;
  readonly state: ReadinessState;
  /** The state before it became unknown. */
  readonly lastKnownState?: KnownState;
  /** The state by which it is ranked: while unknown, the worse of the last known one and what the model's low bound says. */
  readonly rankedAs: KnownState;
  /** One for each duration; while unknown, the model's range. Empty without any limit, or before anything was heard. */
  readonly canTake: readonly CatchmentTake[];
  /** Rain that is on its way through the catchment already, in mm over its hard surface. */
  readonly committedMm: number;
  /** No forecast is null, never 0. */
  readonly coming: { readonly mm: number; readonly highMm: number; readonly until: Instant } | null;
  readonly available?: { readonly returnPeriod: Years; readonly bindingDuration: Minutes };
  /** What its basins were planned for: as planned, with the climate factor of then, and on today's scale at the binding duration. */
  readonly design?: { readonly returnPeriod: Years; readonly climateFactor: number; readonly today: Years };
  /** Absent while the data are stale: then no time may be given. `null` where there is no such scenario. */
  readonly timeToLimit?: Readonly<Record<Scenario, TimeRange | null>>;
  readonly latestDecisions: readonly LatestDecision[];
  /** Actions of which nobody has begun a step in time. */
  readonly escalations: readonly Escalation[];
  readonly atStake: readonly AtStake[];
  /**
   * Hours without rain until it is ready again, null when not within three days. Absent while it is ready or unknown, and where the model does
   * not know: a road or stream that is measured flooded, or a forecast that alone keeps it from being ready.
   */
  readonly hoursUntilReady?: number | null;
  readonly redundancy: Redundancy;
  readonly reasons: readonly Reason[];
  /** What has to be remembered of basins whose level is not believed since it fell; absent where there is none. */
  readonly held?: readonly HeldVolume[];
}

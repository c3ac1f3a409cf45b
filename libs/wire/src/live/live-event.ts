import type { AlertState, Severity } from '@voldgrav/alert';
import type { ReadinessState, WarningCategory, WeatherWarning } from '@voldgrav/readiness';
import type { StormPhase } from '@voldgrav/rollup';
import type { LiveReadiness } from './live-readiness.ts';
import type { LiveReason } from './live-reason.ts';

/**
 * What the live channel says (contract.md §4, design D8). Plain JSON: times are UTC milliseconds, absent is absent.
 * A frame is either a snapshot or numbered changes; a client that sees a gap in the numbers asks again with `?since=`.
 */
export interface LiveSensor {
  readonly id: string;
  readonly quantity: string;
  readonly value: number;
  readonly phenomenonTime: number;
  readonly receivedAt: number;
  /** QARTOD: 1 good, 2 not evaluated, 3 suspect, 4 fail, 9 missing. */
  readonly flag: number;
  /** Names of the checks that did not pass. */
  readonly checks: readonly string[];
  /** It was said otherwise before: this is what counts now. */
  readonly revised?: true;
}

/** Someone is at a sensor, or should have been done by now. */
export interface LiveMaintenance {
  readonly sensor: string;
  /** `over`: that window is no more. */
  readonly state: 'in-maintenance' | 'overrun' | 'over';
  readonly reason: string;
  /** When it is planned to end, or was. */
  readonly until: number;
}

export interface LiveCanTake {
  readonly minutes: number;
  readonly mm: number;
  readonly lowMm: number;
  readonly highMm: number;
}

/** Readiness of one basin: the basin's, not its catchment's. */
export interface LiveBasin {
  readonly id: string;
  readonly at: number;
  readonly state: ReadinessState;
  readonly lastKnownState?: ReadinessState;
  readonly waterLevel?: number;
  readonly volumeM3?: number;
  readonly capacityM3?: number;
  readonly share?: number;
  readonly risePerHour?: number;
  readonly measuredAt?: number;
  readonly canTake: readonly LiveCanTake[];
  /** "<1", a number with one decimal, or ">100"; years. */
  readonly availableReturnPeriodText?: string;
  readonly bindingDuration?: number;
  /** To be shown beside every return period; absent where the town has a table of its own. */
  readonly returnPeriodNote?: { readonly da: string; readonly en: string };
  readonly designReturnPeriod: number;
  /** Rain expected over its catchment in the next 30 min; null without a forecast, which is not 0. */
  readonly comingMm: number | null;
  /** The whole of it where there is a forecast: by duration, with its range, source and issue. */
  readonly coming?: readonly LiveComing[];
  readonly reasons: readonly LiveReason[];
}

export interface LiveComing {
  readonly minutes: number;
  readonly mm: number;
  readonly lowMm: number;
  readonly highMm: number;
  readonly source: string;
  readonly issuedAt: number;
}

/** Rain over a catchment: the mean of its gauges. `completeness` below 1 means minutes are missing. */
export interface LiveCatchment {
  readonly id: string;
  readonly at: number;
  readonly rain10Mm: number;
  readonly rain30Mm: number;
  readonly rain360Mm: number;
  readonly completeness: number;
}

export interface LiveAlert {
  readonly id: string;
  readonly rule: string;
  readonly asset: string;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly episodeStart: number;
  readonly raisedAt: number;
  readonly valueWhenRaised: number;
  /** Names of the checks that speak against the value that began it; absent when none does. */
  readonly doubts?: readonly string[];
  readonly acknowledgedAt?: number;
  readonly acknowledgedBy?: string;
  /** An id of the town's organisations. */
  readonly acknowledgedFor?: string;
  /** Nobody began a step of this action by its last moment: the alert is a step graver, and new again for whoever had seen it before. */
  readonly neglected?: { readonly action: string; readonly since: number };
  readonly returnedAt?: number;
  /** The strategy actions it serves, each with why. */
  readonly actions: readonly { readonly id: string; readonly because: 'asset' | 'catchment' }[];
  /** The storm that it came in, where it came in one. */
  readonly storm?: string;
}

/** Greatest depth of one duration in a storm, at one gauge. A return period is told with its duration, in both languages. */
export interface LiveStormMaximum {
  readonly minutes: number;
  readonly mm: number;
  readonly gauge: string;
  readonly endsAt: number;
  /** "<1", a number, or ">100"; absent for durations that the town's table does not cover. */
  readonly returnPeriodText?: string;
  /** "vejledende, ikke SVK" where the table is the built-in one; it is part of `da` and `en` too. */
  readonly returnPeriodNote?: { readonly da: string; readonly en: string };
  readonly da?: string;
  readonly en?: string;
  /** Where the gauge tells sums of more than a minute: what its greatest depth is corrected to, for ranking alone. */
  readonly corrected?: { readonly factor: number; readonly mm: number; readonly returnPeriodText?: string };
}

/** The storm over catchments whose waters meet. Without an onset it has not rained there. */
export interface LiveStormGroup {
  readonly id: string;
  readonly name: string;
  readonly catchments: readonly string[];
  readonly onset?: number;
  readonly lastRainAt?: number;
  readonly phase: StormPhase;
  /** Mean of its gauges since the storm began. */
  readonly meanMm: number;
  /** Its last rain, once its own gauges have been dry for the gap that ends a storm; elsewhere it may rain on. */
  readonly end?: number;
  readonly maxima: readonly Pick<LiveStormMaximum, 'minutes' | 'mm' | 'gauge' | 'endsAt'>[];
  readonly critical?: LiveStormMaximum;
  readonly skybrud: LiveVerdict;
  readonly kraftigRegn: LiveVerdict;
  /** The insurers' definition; not an insurance finding. */
  readonly insurers: LiveVerdict;
}

/** Whether the storm was rain of a name: a gap may leave a "yes" standing, never a "no". */
export type LiveVerdict = { readonly answer: 'yes'; readonly firstAt: number; readonly gauge: string } | { readonly answer: 'no' | 'unknown' };

export interface LiveWarning {
  readonly id: string;
  readonly source: string;
  readonly about: WeatherWarning['about'];
  /** 0 risikomelding, 1 voldsomt, 2 farligt, 3 meget farligt vejr. */
  readonly category: WarningCategory;
  readonly event: string;
  readonly issuedAt: number;
  readonly onset: number;
  readonly expires: number;
  readonly headline?: string;
}

/** What the preparedness plan asks for while a warning stands. */
export interface LivePreparation {
  readonly category: WarningCategory;
  readonly level: { readonly da: string; readonly en: string };
  readonly steps: readonly { readonly id: string; readonly da: string; readonly en: string; readonly organisation: string; readonly resource?: string; readonly minutesToDeploy: number }[];
}

export interface LiveStorm {
  readonly id: string;
  /** The first rain; while it is awaited, when the warning says that it begins. */
  readonly onset: number;
  /** Absent while it rains on. */
  readonly end?: number;
  /** Greatest depth at any one gauge since the onset. */
  readonly greatestMm: number;
  /** Absent while no rain has fallen. */
  readonly greatestAt?: string;
  readonly phase: StormPhase;
  readonly openedBy: 'rain' | 'warning';
  readonly groups: readonly LiveStormGroup[];
  readonly maxima: readonly LiveStormMaximum[];
  /** The maximum that is rarest: its duration is the critical one. */
  readonly critical?: LiveStormMaximum;
  readonly skybrud: LiveVerdict;
  readonly kraftigRegn: LiveVerdict;
  /** The insurers' definition; not an insurance finding. */
  readonly insurers: LiveVerdict;
  /** Those that stand, the gravest first. */
  readonly warnings: readonly LiveWarning[];
  readonly preparation?: LivePreparation;
  /** Ids of what was raised in it, and of the strategy's actions that this bears on. */
  readonly alerts: readonly string[];
  readonly actions: readonly string[];
}

export interface LiveEvidence {
  readonly id: string;
  readonly action: string;
  readonly basin: string;
  readonly storm: string;
  readonly heldM3: number;
  readonly fullestShare: number;
  readonly fullestAt: number;
  readonly standing: 'preliminary' | 'measured' | 'doubtful';
}

/** What came in, and what of it could not be used, by reason. */
export interface LiveIntake {
  readonly received: number;
  readonly observations: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** The newest few that could not be used. */
  readonly latest: readonly { readonly at: number; readonly topic: string; readonly reason: string; readonly detail: string }[];
}

/** What waits in the journal for the store, of what may wait; and what of the journal is damaged. */
export interface LiveSpool {
  readonly waitingRows: number;
  /** In [0, 1], to three decimals. */
  readonly share: number;
  /** The alarm step that the share has reached, in per cent; 0 below the first. */
  readonly level: 0 | 50 | 80 | 95;
  readonly limitedBy: 'size' | 'disk';
  /** No more messages are taken until the store has caught up. */
  readonly full: boolean;
  /** The journal could not write the last entry. */
  readonly writable: boolean;
  /** Else messages wait in the journal, and history has a hole. */
  readonly storeAnswers: boolean;
  readonly damagedRows: number;
}

export type LiveChange =
  | { readonly kind: 'observation'; readonly observation: LiveSensor }
  | { readonly kind: 'basin'; readonly basin: LiveBasin }
  | { readonly kind: 'catchment'; readonly catchment: LiveCatchment }
  | { readonly kind: 'readiness'; readonly readiness: LiveReadiness }
  | { readonly kind: 'alert'; readonly alert: LiveAlert }
  /** Its `groups` are those of which there is news; the others stand as they were told before. */
  | { readonly kind: 'storm'; readonly storm: LiveStorm }
  | { readonly kind: 'evidence'; readonly evidence: LiveEvidence }
  | { readonly kind: 'maintenance'; readonly maintenance: LiveMaintenance }
  | { readonly kind: 'intake'; readonly intake: LiveIntake }
  | { readonly kind: 'spool'; readonly spool: LiveSpool };

export interface LiveSnapshot {
  readonly kind: 'snapshot';
  /** Number of the last change it holds. */
  readonly n: number;
  /** The server's clock when it was sent: all ages are computed from it. */
  readonly serverTime: number;
  /** Identity of this run of the server: numbers of another run mean nothing here. */
  readonly run: string;
  readonly sensors: readonly LiveSensor[];
  readonly basins: readonly LiveBasin[];
  readonly catchments: readonly LiveCatchment[];
  /** Catchments that have been assessed; each of the others follows within a minute. */
  readonly readiness: readonly LiveReadiness[];
  readonly alerts: readonly LiveAlert[];
  readonly storms: readonly LiveStorm[];
  readonly evidence: readonly LiveEvidence[];
  /** Of every sensor that someone is at. */
  readonly maintenance: readonly LiveMaintenance[];
  readonly intake: LiveIntake;
  readonly spool: LiveSpool;
}

export interface LiveChanges {
  readonly kind: 'changes';
  /** Numbers of the first and last change that this frame brings the client up to; the first is one past the last frame's. */
  readonly from: number;
  readonly to: number;
  readonly serverTime: number;
  readonly changes: readonly LiveChange[];
}

/** Sent when nothing has changed for a few seconds, so that the screen knows the feed is alive. */
export interface LiveBeat {
  readonly kind: 'beat';
  readonly n: number;
  readonly serverTime: number;
}

export type LiveFrame = LiveSnapshot | LiveChanges | LiveBeat;

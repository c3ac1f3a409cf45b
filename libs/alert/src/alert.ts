import type { Instant } from '@voldgrav/hydrology';
import type { CheckName } from '@voldgrav/quality';
import type { AlertRule, Severity } from './alert-rule.ts';

/** Someone has seen an alert: when, who, and for which organisation. */
export interface Acknowledgement {
  readonly at: Instant;
  readonly by: string;
  readonly organisation?: string;
  readonly comment?: string;
}

/** Nobody began a step of an action that the alert serves by its last moment (readiness.md §4). */
export interface Neglect {
  readonly action: string;
  /** The moment that passed. */
  readonly since: Instant;
}

/** What is known of one alert: facts only. What state it is in follows from them (`alertStateOf`). */
export interface Alert {
  /** rule + asset + start of the episode (contract.md §3), so that the same episode is never a second alert. */
  readonly id: string;
  readonly rule: string;
  readonly asset: string;
  /** When the condition began, in event time; the on-delay counts from here. */
  readonly episodeStart: Instant;
  readonly raisedAt: Instant;
  readonly valueWhenRaised: number;
  /** Checks that speak against the value that began it: the alert stands, and says so. */
  readonly doubts?: readonly CheckName[];
  /** Who has seen it, and when somebody last did. */
  readonly acknowledged?: Acknowledgement;
  readonly seenAt?: Instant;
  /** While it stands, the alert is graver, and rings again for whoever saw it before that moment. */
  readonly neglected?: Neglect;
  /** When the condition had been normal for the whole off-delay. */
  readonly returnedAt?: Instant;
}

/** The checklist's words: ny · kvitteret · vendt tilbage · lukket. */
export type AlertState = 'new' | 'acknowledged' | 'returned' | 'closed';

/**
 * A returned alert stays until someone has acknowledged it (operator-ux.md line 7). Acknowledging stops the ringing, not the clock of its action: it is new
 * again when that runs out.
 */
export function alertStateOf({ acknowledged, neglected, returnedAt, seenAt = acknowledged?.at }: Alert): AlertState {
  const isSeen = seenAt !== undefined && (neglected === undefined || seenAt >= neglected.since);
  if (returnedAt === undefined) return isSeen ? 'acknowledged' : 'new';
  return isSeen ? 'closed' : 'returned';
}

/** How bad it is: a step worse than its rule says where nobody began what it asks for, up to the worst. */
export const severityOf = ({ neglected }: Alert, { severity }: Pick<AlertRule, 'severity'>): Severity => (neglected === undefined || severity === 3 ? severity : severity === 2 ? 3 : 2);

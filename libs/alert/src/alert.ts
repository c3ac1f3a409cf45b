import type { Instant } from '@voldgrav/hydrology';
import type { CheckName } from '@voldgrav/quality';

/** Someone has seen an alert: when, who, and for which organisation. */
export interface Acknowledgement {
  readonly at: Instant;
  readonly by: string;
  readonly organisation?: string;
  readonly comment?: string;
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
  readonly acknowledged?: Acknowledgement;
  /** When the condition had been normal for the whole off-delay. */
  readonly returnedAt?: Instant;
}

/** The checklist's words: ny · kvitteret · vendt tilbage · lukket. */
export type AlertState = 'new' | 'acknowledged' | 'returned' | 'closed';

/** A returned alert stays until someone has acknowledged it (operator-ux.md line 7). */
export function alertStateOf(alert: Alert): AlertState {
  if (alert.returnedAt === undefined) return alert.acknowledged === undefined ? 'new' : 'acknowledged';
  return alert.acknowledged === undefined ? 'returned' : 'closed';
}

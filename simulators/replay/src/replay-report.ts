import { createHash } from 'node:crypto';
import type { ReportedAlert } from './alert-record.ts';
import type { OutboxMessage } from './lane-outbox.ts';
import type { ReportedReadiness } from './readiness-record.ts';
import type { ReportedStorm } from './storm-record.ts';

/** What a replay gave (contract.md §6). Times are ISO 8601 in UTC. */
export interface ReplayReport {
  /** Equal for equal runs, whatever their lane and speed: SHA-256 over everything here but itself and the lane. */
  readonly digest: string;
  readonly lane: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly storms: readonly ReportedStorm[];
  readonly alerts: readonly ReportedAlert[];
  readonly readiness: Readonly<Record<string, readonly ReportedReadiness[]>>;
  /** What would have gone out. */
  readonly notifications: readonly OutboxMessage[];
  /** How many could not be used, by reason. */
  readonly undecodable: Readonly<Record<string, number>>;
}

/** A report with its digest. */
export function sealed(lane: string, outcome: Omit<ReplayReport, 'digest' | 'lane'>): ReplayReport {
  return { digest: createHash('sha256').update(JSON.stringify(outcome)).digest('hex'), lane, ...outcome };
}

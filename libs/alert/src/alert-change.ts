import { type Instant, isoOf } from '@voldgrav/hydrology';
import type { CheckName } from '@voldgrav/quality';
import { type Acknowledgement, type Alert, type AlertState, alertStateOf, type Neglect } from './alert.ts';
import type { AlertRule } from './alert-rule.ts';
import type { ConditionChange } from './condition-watch.ts';

/** One step in an alert's life, with why. */
export interface AlertChange {
  readonly alert: Alert;
  readonly to: AlertState;
  readonly at: Instant;
  readonly reason: 'condition-held' | 'condition-gone' | 'acknowledged' | 'doubted' | 'neglected' | 'begun';
}

/** Names an episode: the same rule, asset and start are the same alert, however often it is heard of. */
export const alertId = (rule: Pick<AlertRule, 'id' | 'asset'>, episodeStart: Instant): string =>
  `${rule.id}.${rule.asset}.${isoOf(episodeStart).replace(/[-:]|\.\d+/g, '')}`;

/** The condition has held for its on-delay. `doubts` are the checks that speak against the value that began it. */
export function raised(rule: AlertRule, change: Extract<ConditionChange, { to: 'active' }>, doubts: readonly CheckName[]): AlertChange {
  const alert: Alert = {
    id: alertId(rule, change.since),
    rule: rule.id,
    asset: rule.asset,
    episodeStart: change.since,
    raisedAt: change.at,
    valueWhenRaised: change.value,
    ...(doubts.length === 0 ? {} : { doubts }),
  };
  return { alert, to: alertStateOf(alert), at: change.at, reason: 'condition-held' };
}

/** The condition has been normal for its off-delay. An alert nobody acknowledged stays on the list. */
export function returned(alert: Alert, at: Instant): AlertChange {
  const after: Alert = { ...alert, returnedAt: at };
  return { alert: after, to: alertStateOf(after), at, reason: 'condition-gone' };
}

/**
 * Someone has seen it, which clears nothing. Where that is asked for no more there is no change; the alert remembers all the same when it was seen
 * last, so that a restart, which does not know yet what nobody had begun by then, comes to the same.
 */
export function acknowledged(alert: Alert, by: Acknowledgement): { readonly alert: Alert; readonly change?: AlertChange } {
  const before = alertStateOf(alert);
  const isAsked = before === 'new' || before === 'returned';
  const after: Alert = { ...alert, acknowledged: isAsked ? by : (alert.acknowledged ?? by), seenAt: by.at };
  return { alert: after, ...(isAsked ? { change: { alert: after, to: alertStateOf(after), at: by.at, reason: 'acknowledged' } } : {}) };
}

/** Nobody began what its action asks for in time, or somebody has by now (`undefined`). Undefined where that was told. */
export function neglected({ neglected: before, ...alert }: Alert, neglect: Neglect | undefined, at: Instant): AlertChange | undefined {
  if (before?.action === neglect?.action && before?.since === neglect?.since) return undefined;
  const after: Alert = neglect === undefined ? alert : { ...alert, neglected: neglect };
  return { alert: after, to: alertStateOf(after), at, reason: neglect === undefined ? 'begun' : 'neglected' };
}

/** What speaks against the value that began it is known otherwise now. That neither raises nor clears anything. */
export function doubted(alert: Alert, doubts: readonly CheckName[], at: Instant): AlertChange {
  const { acknowledged, neglected, returnedAt, seenAt, id, rule, asset, episodeStart, raisedAt, valueWhenRaised } = alert;
  const after: Alert = {
    id, rule, asset, episodeStart, raisedAt, valueWhenRaised,
    ...(doubts.length === 0 ? {} : { doubts }),
    ...(acknowledged === undefined ? {} : { acknowledged }),
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(neglected === undefined ? {} : { neglected }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
  };
  return { alert: after, to: alertStateOf(after), at, reason: 'doubted' };
}

import { type Instant, isoOf } from '@voldgrav/hydrology';
import type { CheckName } from '@voldgrav/quality';
import { type Acknowledgement, type Alert, type AlertState, alertStateOf } from './alert.ts';
import type { AlertRule } from './alert-rule.ts';
import type { ConditionChange } from './condition-watch.ts';

/** One step in an alert's life, with why. */
export interface AlertChange {
  readonly alert: Alert;
  readonly to: AlertState;
  readonly at: Instant;
  readonly reason: 'condition-held' | 'condition-gone' | 'acknowledged' | 'doubted';
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

/** Someone has seen it. That clears nothing; a second acknowledgement changes nothing and gives undefined. */
export function acknowledged(alert: Alert, by: Acknowledgement): AlertChange | undefined {
  if (alert.acknowledged !== undefined) return undefined;
  const after: Alert = { ...alert, acknowledged: by };
  return { alert: after, to: alertStateOf(after), at: by.at, reason: 'acknowledged' };
}

/** What speaks against the value that began it is known otherwise now. That neither raises nor clears anything. */
export function doubted(alert: Alert, doubts: readonly CheckName[], at: Instant): AlertChange {
  const { acknowledged, returnedAt, id, rule, asset, episodeStart, raisedAt, valueWhenRaised } = alert;
  const after: Alert = {
    id, rule, asset, episodeStart, raisedAt, valueWhenRaised,
    ...(doubts.length === 0 ? {} : { doubts }),
    ...(acknowledged === undefined ? {} : { acknowledged }),
    ...(returnedAt === undefined ? {} : { returnedAt }),
  };
  return { alert: after, to: alertStateOf(after), at, reason: 'doubted' };
}

export { type Acknowledgement, type Alert, type AlertState, alertStateOf, type Neglect, severityOf } from './alert.ts';
export { acknowledged, type AlertChange, alertId, doubted, neglected, raised, returned } from './alert-change.ts';
export type { AlertRule, Measure, Severity } from './alert-rule.ts';
export {
  type ConditionChange,
  type ConditionSample,
  type ConditionStep,
  type ConditionWatch,
  elapseCondition, isAbnormal,
  observeCondition,
} from './condition-watch.ts';
export { type Called, calledBy, nextCalled } from './whom-to-tell.ts';
export type { LocalText } from './local-text.ts';

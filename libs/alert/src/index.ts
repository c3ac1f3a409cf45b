export { type Alert, type AlertState, alertStateOf } from './alert.ts';
export type { AlertRule, Measure, Severity } from './alert-rule.ts';
export type { LocalText } from './local-text.ts';

import { type Instant, SECOND, shifted } from '@voldgrav/hydrology';
import type { AlertRule } from './alert-rule.ts';

/**
 * Where one rule's condition stands between samples. `pending` has been abnormal since `since`, `returning` normal
 * since `since`; both wait for their delay.
 */
export type ConditionWatch =
  | { readonly phase: 'normal'; readonly lastAt?: Instant }
  | { readonly phase: 'pending'; readonly since: Instant; readonly valueAtStart: number; readonly lastAt: Instant }
  | { readonly phase: 'active'; readonly lastAt: Instant }
  | { readonly phase: 'returning'; readonly since: Instant; readonly lastAt: Instant };

export type ConditionChange =
  | { readonly to: 'active'; readonly at: Instant; readonly since: Instant; readonly value: number }
  | { readonly to: 'normal'; readonly at: Instant; readonly since: Instant };

export interface ConditionStep {
  readonly watch: ConditionWatch;
  readonly changes: readonly ConditionChange[];
}

/** A value of what a rule watches. */
export interface ConditionSample {
  readonly at: Instant;
  readonly value: number;
  /** It may show that something is wrong, never that all is well again. */
  readonly dangerOnly?: boolean;
}

type Timing = Pick<AlertRule, 'abnormal' | 'setPoint' | 'deadband' | 'onDelay' | 'offDelay'>;

/** Abnormal at the set point and beyond on the 'above' side; strictly under it on the 'below' side. */
export const isAbnormal = (value: number, rule: Timing): boolean =>
  rule.abnormal === 'above' ? value >= rule.setPoint : value < rule.setPoint;

/** Normal again only past the deadband: under set point − deadband, or at set point + deadband and over. */
const isNormalAgain = (value: number, rule: Timing): boolean =>
  rule.abnormal === 'above' ? value < rule.setPoint - rule.deadband : value >= rule.setPoint + rule.deadband;

/**
 * A new sample. Delays count in event time, and any sample that fails the test starts its timer again. A sample that is
 * not newer than the last one changes nothing: late data never raise a closed alert anew (operations.md P12). One that may
 * show danger only neither begins a return nor keeps one going; a wave that is gone before its delay is over it does end.
 * Source: domain.md §8, deadband and delays.
 */
export function observeCondition(
  watch: ConditionWatch,
  rule: Timing,
  sample: ConditionSample,
  freshFor: number,
): ConditionStep {
  const { at } = sample;
  if (watch.lastAt !== undefined && at <= watch.lastAt) return { watch, changes: [] };
  // One millisecond short: a delay that ends exactly now is decided by this sample, not before it.
  const passed = elapseCondition(watch, rule, shifted(at, -1), freshFor);
  const next = afterSample(passed.watch, rule, sample);
  const due = elapseCondition(next, rule, at, freshFor);
  return { watch: due.watch, changes: [...passed.changes, ...due.changes] };
}

/**
 * Time alone has passed. A delay runs out only while the newest sample still speaks for now: after `freshFor` ms of
 * silence nothing is raised and nothing returns, since silence proves neither (readiness.md §3).
 */
export function elapseCondition(watch: ConditionWatch, rule: Timing, now: Instant, freshFor: number): ConditionStep {
  if (watch.phase === 'normal' || watch.phase === 'active') return { watch, changes: [] };
  const delay = watch.phase === 'pending' ? rule.onDelay : rule.offDelay;
  const due = shifted(watch.since, delay * SECOND);
  if (due > now || due > shifted(watch.lastAt, freshFor)) return { watch, changes: [] };
  const { since, lastAt } = watch;
  return watch.phase === 'pending'
    ? { watch: { phase: 'active', lastAt }, changes: [{ to: 'active', at: due, since, value: watch.valueAtStart }] }
    : { watch: { phase: 'normal', lastAt }, changes: [{ to: 'normal', at: due, since }] };
}

function afterSample(watch: ConditionWatch, rule: Timing, { at, value, dangerOnly = false }: ConditionSample): ConditionWatch {
  switch (watch.phase) {
    case 'normal':
      return isAbnormal(value, rule)
        ? { phase: 'pending', since: at, valueAtStart: value, lastAt: at }
        : { phase: 'normal', lastAt: at };
    case 'pending':
      return isAbnormal(value, rule) ? { ...watch, lastAt: at } : { phase: 'normal', lastAt: at };
    case 'active':
      return isNormalAgain(value, rule) && !dangerOnly ? { phase: 'returning', since: at, lastAt: at } : { phase: 'active', lastAt: at };
    case 'returning':
      if (!isNormalAgain(value, rule)) return { phase: 'active', lastAt: at };
      return dangerOnly ? watch : { ...watch, lastAt: at };
  }
}

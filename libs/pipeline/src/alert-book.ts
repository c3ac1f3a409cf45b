import {
  type Acknowledgement,
  acknowledged,
  type Alert,
  type AlertChange,
  type AlertRule,
  alertId,
  alertStateOf,
  type ConditionSample,
  type ConditionStep,
  type ConditionWatch,
  doubted,
  elapseCondition,
  isAbnormal,
  type Neglect,
  neglected,
  observeCondition,
  raised,
  returned,
} from '@voldgrav/alert';
import type { Instant } from '@voldgrav/hydrology';
import type { CheckName } from '@voldgrav/quality';

/** Closed alerts are history and live in the journal; the list keeps this many at hand. */
const CLOSED_KEPT = 200;
const UNHEARD: ConditionWatch = { phase: 'normal' };
const NO_DOUBTS: readonly CheckName[] = [];

/** A value for a rule, and the checks that speak against it. */
export interface RuleSample extends ConditionSample {
  readonly doubts?: readonly CheckName[];
}

/** Every rule's condition and every alert that came of it. What to do with them is decided in `alert/`. */
export class AlertBook {
  private readonly watches = new Map<string, ConditionWatch>();
  private readonly standing = new Map<string, string>();
  private readonly alerts = new Map<string, Alert>();
  /** Of each rule that waits for its delay: what speaks against the value that it waits because of. */
  private readonly doubts = new Map<string, readonly CheckName[]>();

  /** A value for a rule, in event time. */
  observe(rule: AlertRule, sample: RuleSample, freshFor: number): readonly AlertChange[] {
    const before = this.watches.get(rule.id) ?? UNHEARD;
    const step = observeCondition(before, rule, sample, freshFor);
    const began = step.watch.phase === 'pending' ? step.watch.since : step.changes.findLast(({ to }) => to === 'active')?.since;
    if (began === sample.at) this.doubts.set(rule.id, sample.doubts ?? NO_DOUBTS);
    return this.take(rule, step);
  }

  /** Whether all is well and a value would leave it so: then nothing comes of it, whether it can be believed or not. */
  staysNormal(rule: AlertRule, value: number): boolean {
    return (this.watches.get(rule.id) ?? UNHEARD).phase === 'normal' && !isAbnormal(value, rule);
  }

  /** What speaks against the value of `at` is known otherwise: an alert that began with it says so. Late data do no more. */
  doubt(rule: AlertRule, at: Instant, doubts: readonly CheckName[], now: Instant): readonly AlertChange[] {
    const watch = this.watches.get(rule.id) ?? UNHEARD;
    if (watch.phase === 'pending' && watch.since === at) this.doubts.set(rule.id, doubts);
    const alert = this.alerts.get(alertId(rule, at));
    if (alert === undefined || alert.episodeStart !== at) return [];
    const change = doubted(alert, doubts, now);
    this.keep(change.alert);
    return [change];
  }

  /** Time alone has passed. */
  elapse(rule: AlertRule, now: Instant, freshFor: number): readonly AlertChange[] {
    return this.take(rule, elapseCondition(this.watches.get(rule.id) ?? UNHEARD, rule, now, freshFor));
  }

  /** Undefined when there is no such alert; no changes when someone already had. */
  acknowledge(id: string, by: Acknowledgement): readonly AlertChange[] | undefined {
    const alert = this.alerts.get(id);
    if (alert === undefined) return undefined;
    const { alert: seen, change } = acknowledged(alert, by);
    this.keep(seen);
    return change === undefined ? [] : [change];
  }

  /** What nobody began in time, by alert: those that stand are graver while that is so, and ring again. */
  neglect(neglectOf: (alert: Alert) => Neglect | undefined, now: Instant): readonly AlertChange[] {
    const changes = [...this.alerts.values()].flatMap((alert) => (alertStateOf(alert) === 'closed' ? [] : (neglected(alert, alert.returnedAt === undefined ? neglectOf(alert) : undefined, now) ?? [])));
    for (const { alert } of changes) this.keep(alert);
    return changes;
  }

  /** Newest first. */
  list(): readonly Alert[] {
    return [...this.alerts.values()].sort((a, b) => b.raisedAt - a.raisedAt);
  }

  /** When the oldest episode began of which somebody still has to see or close the alert; undefined while there is none. */
  oldestOpen(): Instant | undefined {
    let oldest: Instant | undefined;
    for (const alert of this.alerts.values()) {
      if (alertStateOf(alert) !== 'closed' && (oldest === undefined || alert.episodeStart < oldest)) oldest = alert.episodeStart;
    }
    return oldest;
  }

  private take(rule: AlertRule, step: ConditionStep): readonly AlertChange[] {
    this.watches.set(rule.id, step.watch);
    return step.changes.flatMap((change) => {
      if (change.to === 'active') {
        const news = raised(rule, change, this.doubts.get(rule.id) ?? NO_DOUBTS);
        this.standing.set(rule.id, news.alert.id);
        this.keep(news.alert);
        return [news];
      }
      const alert = this.alerts.get(this.standing.get(rule.id) ?? '');
      this.standing.delete(rule.id);
      if (alert === undefined) return [];
      const news = returned(alert, change.at);
      this.keep(news.alert);
      return [news];
    });
  }

  private keep(alert: Alert): void {
    this.alerts.set(alert.id, alert);
    const closed = this.list().filter((each) => alertStateOf(each) === 'closed');
    for (const old of closed.slice(CLOSED_KEPT)) this.alerts.delete(old.id);
  }
}

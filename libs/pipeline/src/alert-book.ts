import {
  type Acknowledgement,
  acknowledged,
  type Alert,
  type AlertChange,
  type AlertRule,
  alertStateOf,
  type ConditionStep,
  type ConditionWatch,
  elapseCondition,
  observeCondition,
  raised,
  returned,
} from '@voldgrav/alert';
import type { Instant } from '@voldgrav/hydrology';

/** Closed alerts are history and live in the journal; the list keeps this many at hand. */
const CLOSED_KEPT = 200;
const UNHEARD: ConditionWatch = { phase: 'normal' };

/** Every rule's condition and every alert that came of it. What to do with them is decided in `alert/`. */
export class AlertBook {
  private readonly watches = new Map<string, ConditionWatch>();
  private readonly standing = new Map<string, string>();
  private readonly alerts = new Map<string, Alert>();

  /** A value for a rule, in event time. */
  observe(rule: AlertRule, sample: { readonly at: Instant; readonly value: number }, freshFor: number): readonly AlertChange[] {
    return this.take(rule, observeCondition(this.watches.get(rule.id) ?? UNHEARD, rule, sample, freshFor));
  }

  /** Time alone has passed. */
  elapse(rule: AlertRule, now: Instant, freshFor: number): readonly AlertChange[] {
    return this.take(rule, elapseCondition(this.watches.get(rule.id) ?? UNHEARD, rule, now, freshFor));
  }

  /** Undefined when there is no such alert; no changes when someone already had. */
  acknowledge(id: string, by: Acknowledgement): readonly AlertChange[] | undefined {
    const alert = this.alerts.get(id);
    if (alert === undefined) return undefined;
    const change = acknowledged(alert, by);
    if (change === undefined) return [];
    this.keep(change.alert);
    return [change];
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
        const news = raised(rule, change);
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

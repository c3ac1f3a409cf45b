import { type Instant, instant, isoOf } from '@voldgrav/hydrology';
import type { LiveAlert, LiveChange } from '@voldgrav/wire';

/** One step of an alert's life, as contract.md §6 writes it. */
export interface ReportedTransition {
  readonly at: string;
  readonly to: LiveAlert['state'];
  readonly reason: 'condition-held' | 'condition-gone' | 'acknowledged';
}

export interface ReportedAlert {
  readonly id: string;
  readonly rule: string;
  readonly asset: string;
  readonly severity: number;
  readonly transitions: readonly ReportedTransition[];
}

/** Every alert and every step of its life, from what the engine tells of it. */
export class AlertRecord {
  private readonly latest = new Map<string, LiveAlert>();
  private readonly transitions = new Map<string, ReportedTransition[]>();

  note(changes: readonly LiveChange[]): void {
    for (const change of changes) {
      if (change.kind !== 'alert') continue;
      const { alert } = change;
      const lived = this.transitions.get(alert.id) ?? [];
      this.transitions.set(alert.id, [...lived, ...stepsBetween(this.latest.get(alert.id), alert)]);
      // As its rule says: that nobody began what it asks for makes it graver on the screen, not in the record.
      this.latest.set(alert.id, { ...alert, severity: this.latest.get(alert.id)?.severity ?? alert.severity });
    }
  }

  /** In the order in which they were raised. */
  alerts(): readonly ReportedAlert[] {
    return [...this.latest.values()]
      .sort((one, other) => one.raisedAt - other.raisedAt || (one.id < other.id ? -1 : 1))
      .map(({ id, rule, asset, severity }) => ({ id, rule, asset, severity, transitions: this.transitions.get(id) ?? [] }));
  }
}

/** The facts that are new, each a step. One message may bring more than one. */
function stepsBetween(before: LiveAlert | undefined, after: LiveAlert): readonly ReportedTransition[] {
  const step = (at: number, to: LiveAlert['state'], reason: ReportedTransition['reason']) => ({ at: isoOf(instant(at) satisfies Instant), to, reason });
  const isNew = (fact: 'returnedAt' | 'acknowledgedAt'): boolean => after[fact] !== undefined && before?.[fact] === undefined;
  return [
    ...(before === undefined ? [step(after.raisedAt, 'new', 'condition-held')] : []),
    ...(isNew('acknowledgedAt') ? [step(after.acknowledgedAt ?? 0, isNew('returnedAt') ? 'acknowledged' : after.state, 'acknowledged')] : []),
    ...(isNew('returnedAt') ? [step(after.returnedAt ?? 0, after.state, 'condition-gone')] : []),
  ];
}

import type { AlertRule } from '@voldgrav/alert';
import { instant, isoOf } from '@voldgrav/hydrology';
import type { LiveChange } from '@voldgrav/wire';

/** A message that a lane would have sent. */
export interface OutboxMessage {
  readonly at: string;
  /** An id of the town's organisations. */
  readonly to: string;
  /** Always `outbox`: what is not live goes no further. */
  readonly channel: 'outbox';
  readonly text: string;
}

/**
 * What a lane would have sent: one message for each alert that was raised, to its rule's organisation, marked as an exercise. It is a list and
 * knows no channel, so nothing in it can come to anybody.
 */
export class LaneOutbox {
  private readonly rules: ReadonlyMap<string, AlertRule>;
  private readonly sent = new Map<string, OutboxMessage>();

  constructor(rules: readonly AlertRule[]) {
    this.rules = new Map(rules.map((rule) => [rule.id, rule]));
  }

  /** Takes what has changed, and gives the messages that are new. */
  take(changes: readonly LiveChange[]): readonly OutboxMessage[] {
    const messages: OutboxMessage[] = [];
    for (const change of changes) {
      if (change.kind !== 'alert' || this.sent.has(change.alert.id)) continue;
      const rule = this.rules.get(change.alert.rule);
      if (rule === undefined) continue;
      const message: OutboxMessage = { at: isoOf(instant(change.alert.raisedAt)), to: rule.organisation, channel: 'outbox', text: `ØVELSE · ${rule.name.da}` };
      this.sent.set(change.alert.id, message);
      messages.push(message);
    }
    return messages;
  }

  /** In the order of the alerts. */
  messages(): readonly OutboxMessage[] {
    return [...this.sent.values()];
  }
}

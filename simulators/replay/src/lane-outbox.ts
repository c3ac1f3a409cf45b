import { instant, isoOf } from '@voldgrav/hydrology';
import type { LiveAlert, LiveChange, Town } from '@voldgrav/wire';

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
 * What a lane would have sent, to the organisation of each alert's rule, marked as an exercise: one message when the alert was raised, and one more each
 * time that it rang again because nobody had begun an action by its last moment. It is a list and knows no channel, so nothing in it can come to anybody.
 */
export class LaneOutbox {
  private readonly town: Pick<Town, 'rules' | 'actions'>;
  /** By what made each go out, since an alert is told again with whatever becomes of it. */
  private readonly sent = new Map<string, OutboxMessage>();

  constructor(town: Pick<Town, 'rules' | 'actions'>) {
    this.town = town;
  }

  /** Takes what has changed, and gives the messages that are new. */
  take(changes: readonly LiveChange[]): readonly OutboxMessage[] {
    return changes.flatMap((change) => (change.kind === 'alert' ? [...this.raised(change.alert), ...this.rangAgain(change.alert)] : []));
  }

  /** In the order in which they went out. */
  messages(): readonly OutboxMessage[] {
    return [...this.sent.values()];
  }

  private raised(alert: LiveAlert): readonly OutboxMessage[] {
    return this.send(alert, { cause: alert.id, at: alert.raisedAt });
  }

  /** What ran out before the alert was raised makes it graver, and it rings for the first time. */
  private rangAgain(alert: LiveAlert): readonly OutboxMessage[] {
    const { neglected } = alert;
    if (neglected === undefined || neglected.since <= alert.raisedAt) return [];
    const title = this.town.actions.find(({ id }) => id === neglected.action)?.title.da ?? neglected.action;
    return this.send(alert, { cause: `${alert.id} ${neglected.action} ${neglected.since}`, at: neglected.since, more: ` · ingen er gået i gang i tide: ${title}` });
  }

  private send({ rule: id }: LiveAlert, { cause, at, more = '' }: { readonly cause: string; readonly at: number; readonly more?: string }): readonly OutboxMessage[] {
    const rule = this.town.rules.find((each) => each.id === id);
    if (rule === undefined || this.sent.has(cause)) return [];
    const message: OutboxMessage = { at: isoOf(instant(at)), to: rule.organisation, channel: 'outbox', text: `ØVELSE · ${rule.name.da}${more}` };
    this.sent.set(cause, message);
    return [message];
  }
}

import { type Called, nextCalled } from '@voldgrav/alert';
import { instant, isoOf } from '@voldgrav/hydrology';
import type { LiveAlert, LiveChange, Town } from '@voldgrav/wire';

/** A message that a lane would have sent. */
export interface OutboxMessage {
  readonly at: string;
  /** An id of the town's organisations. */
  readonly to: string;
  /** Who on its rota is called, where that is not whoever is on duty; in Danish. */
  readonly role?: string;
  /** Why it is sent again: an action that the alert serves was not begun by its last moment. */
  readonly reason?: 'nobody-began';
  /** Always `outbox`: what is not live goes no further. */
  readonly channel: 'outbox';
  readonly text: string;
}

/**
 * What a lane would have sent: one message for each alert that was raised, to its rule's organisation, and one more to the next on that organisation's rota
 * each time that nobody began in time what an alert asks for. Marked as an exercise. It is a list and knows no channel, so nothing in it can come to anybody.
 */
export class LaneOutbox {
  private readonly town: Pick<Town, 'rules' | 'actions' | 'duty'>;
  private readonly sent = new Map<string, OutboxMessage>();
  /** How many on the rota have been called, by alert. */
  private readonly called = new Map<string, number>();

  constructor(town: Pick<Town, 'rules' | 'actions' | 'duty'>) {
    this.town = town;
  }

  /** Takes what has changed, and gives the messages that are new. */
  take(changes: readonly LiveChange[]): readonly OutboxMessage[] {
    return changes.flatMap((change) => (change.kind === 'alert' ? [...this.raised(change.alert), ...this.escalated(change.alert)] : []));
  }

  /** In the order of the alerts. */
  messages(): readonly OutboxMessage[] {
    return [...this.sent.values()];
  }

  private raised({ id, rule, raisedAt }: LiveAlert): readonly OutboxMessage[] {
    const found = this.town.rules.find((each) => each.id === rule);
    if (found === undefined || this.sent.has(id)) return [];
    this.called.set(id, 1);
    return this.kept(id, { at: isoOf(instant(raisedAt)), to: found.organisation, channel: 'outbox', text: `ØVELSE · ${found.name.da}` });
  }

  private escalated({ id, rule, raisedAt, neglected, returnedAt }: LiveAlert): readonly OutboxMessage[] {
    const found = this.town.rules.find((each) => each.id === rule);
    if (found === undefined || neglected === undefined || returnedAt !== undefined) return [];
    // What ran out before the alert was raised makes it graver: nobody has been called yet, and it rings for the first time.
    if (neglected.since <= raisedAt) return [];
    const key = `${id} ${neglected.action} ${neglected.since}`;
    if (this.sent.has(key)) return [];
    const before = this.called.get(id) ?? 0;
    this.called.set(id, before + 1);
    const next = nextCalled(this.rotaOf(found.organisation), before);
    const title = this.town.actions.find((action) => action.id === neglected.action)?.title.da ?? neglected.action;
    return this.kept(key, {
      at: isoOf(instant(neglected.since)),
      to: found.organisation,
      ...(next === undefined ? {} : { role: next.role.da }),
      reason: 'nobody-began',
      channel: 'outbox',
      text: `ØVELSE · ${found.name.da} · Ingen er gået i gang med „${title}“, og sidste øjeblik er passeret`,
    });
  }

  private rotaOf(organisation: string): readonly Called[] {
    return this.town.duty.find((each) => each.organisation === organisation)?.escalation ?? [];
  }

  private kept(key: string, message: OutboxMessage): readonly OutboxMessage[] {
    this.sent.set(key, message);
    return [message];
  }
}

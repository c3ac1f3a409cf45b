import { type Called, calledBy, nextCalled } from '@voldgrav/alert';
import { type Instant, instant, isoOf, MINUTE, shifted } from '@voldgrav/hydrology';
import type { LiveAlert, LiveChange, Town } from '@voldgrav/wire';

/** A message that a lane would have sent. */
export interface OutboxMessage {
  readonly at: string;
  /** An id of the town's organisations. */
  readonly to: string;
  /** Who on its rota is called, where that is not whoever is on duty; in Danish. */
  readonly role?: string;
  /** Why it is sent again: an action that the alert serves was not begun by its last moment, or nobody acknowledged the alert in so many minutes. */
  readonly reason?: 'nobody-began' | 'not-acknowledged';
  /** Always `outbox`: what is not live goes no further. */
  readonly channel: 'outbox';
  readonly text: string;
}

/** An alert that was raised and that nobody has answered yet, as far as is heard. */
interface Unanswered {
  readonly organisation: string;
  readonly name: string;
  readonly raisedAt: Instant;
}

/**
 * What a lane would have sent: one message for each alert that was raised, to its rule's organisation, and one more to the next on that organisation's rota
 * each time that nobody acknowledged it in the minutes that the rota gives (duty.yaml), or began in time what it asks for. Marked as an exercise. It is a list and knows no channel, so nothing in it can come to anybody.
 */
export class LaneOutbox {
  private readonly town: Pick<Town, 'rules' | 'actions' | 'duty'>;
  private readonly sent = new Map<string, OutboxMessage>();
  /** How many on the rota have been called, by alert. */
  private readonly called = new Map<string, number>();
  private readonly unanswered = new Map<string, Unanswered>();

  constructor(town: Pick<Town, 'rules' | 'actions' | 'duty'>) {
    this.town = town;
  }

  /** Takes what has changed, and gives the messages that are new. */
  take(changes: readonly LiveChange[]): readonly OutboxMessage[] {
    return changes.flatMap((change) => (change.kind === 'alert' ? [...this.raised(change.alert), ...this.answered(change.alert), ...this.escalated(change.alert)] : []));
  }

  /** Time has passed until `now`: who is called next where nobody has acknowledged. */
  elapse(now: Instant): readonly OutboxMessage[] {
    return [...this.unanswered.keys()].flatMap((id) => this.unheeded(id, now));
  }

  /** In the order of the alerts. */
  messages(): readonly OutboxMessage[] {
    return [...this.sent.values()];
  }

  private raised({ id, rule, raisedAt }: LiveAlert): readonly OutboxMessage[] {
    const found = this.town.rules.find((each) => each.id === rule);
    if (found === undefined || this.sent.has(id)) return [];
    this.called.set(id, 1);
    this.unanswered.set(id, { organisation: found.organisation, name: found.name.da, raisedAt: instant(raisedAt) });
    return this.kept(id, { at: isoOf(instant(raisedAt)), to: found.organisation, channel: 'outbox', text: `ØVELSE · ${found.name.da}` });
  }

  /** Whoever was to be called before somebody answered, was; what has returned asks nobody any more. */
  private answered({ id, acknowledgedAt, returnedAt }: LiveAlert): readonly OutboxMessage[] {
    const at = Math.min(acknowledgedAt ?? Infinity, returnedAt ?? Infinity);
    if (at === Infinity) return [];
    const late = this.unheeded(id, instant(at - 1));
    this.unanswered.delete(id);
    return late;
  }

  private unheeded(id: string, now: Instant): readonly OutboxMessage[] {
    const found = this.unanswered.get(id);
    if (found === undefined) return [];
    const { organisation, name, raisedAt } = found;
    return calledBy(this.rotaOf(organisation), (now - raisedAt) / MINUTE, this.called.get(id) ?? 1).flatMap(({ role, afterMinutes }, index) => {
      this.called.set(id, (this.called.get(id) ?? 1) + 1);
      return this.kept(`${id} unheeded ${afterMinutes} ${index}`, {
        at: isoOf(shifted(raisedAt, afterMinutes * MINUTE)), to: organisation, role: role.da, reason: 'not-acknowledged', channel: 'outbox', text: `ØVELSE · ${name} · Ingen har kvitteret i ${afterMinutes} min`,
      });
    });
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

import { DAY, type Instant, shifted, type TimeWindow } from '@voldgrav/hydrology';

/** A step of a playbook that somebody has begun and nobody has ended. */
export interface BegunStep {
  readonly action: string;
  readonly step: string;
  readonly at: Instant;
  readonly by: string;
}

const NONE: readonly never[] = [];

const keyOf = (action: string, step: string): string => `${action}/${step}`;

/** Which steps of the playbooks are under way. What they need is in use as long. */
export class StepBook {
  private readonly steps = new Map<string, BegunStep>();
  /** Those of the last day that are over, for whoever asks about it. */
  private ended: readonly { readonly step: BegunStep; readonly until: Instant }[] = [];

  /** False when it was begun before: the first one stands. */
  begin(step: BegunStep): boolean {
    const key = keyOf(step.action, step.step);
    if (this.steps.has(key)) return false;
    this.steps.set(key, step);
    return true;
  }

  /** False when it was not under way. */
  end(action: string, step: string, at: Instant): boolean {
    const begun = this.steps.get(keyOf(action, step));
    if (begun === undefined) return false;
    this.ended = [...this.ended.filter(({ until }) => until > shifted(at, -DAY)), { step: begun, until: at }];
    return this.steps.delete(keyOf(action, step));
  }

  /** Those that were under way at a moment of the last day. */
  underWayAt(at: Instant): readonly BegunStep[] {
    return [...this.ended.filter(({ until }) => until > at).map(({ step }) => step), ...this.steps.values()].filter((step) => step.at <= at);
  }

  /** Those of the last day that were under way at any moment in (after, until], and when they were over; undefined where they are not. */
  underWayIn({ after, until }: TimeWindow): readonly { readonly step: BegunStep; readonly until: Instant | undefined }[] {
    if (this.steps.size === 0 && this.ended.length === 0) return NONE;
    const all = [...this.ended, ...[...this.steps.values()].map((step) => ({ step, until: undefined }))];
    return all.filter(({ step, until: over }) => step.at <= until && (over === undefined || over > after));
  }

  /** In the order in which they were begun. */
  all(): readonly BegunStep[] {
    return [...this.steps.values()];
  }
}

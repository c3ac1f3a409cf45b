import type { Instant } from '@voldgrav/hydrology';

/** A step of a playbook that somebody has begun and nobody has ended. */
export interface BegunStep {
  readonly action: string;
  readonly step: string;
  readonly at: Instant;
  readonly by: string;
}

const keyOf = (action: string, step: string): string => `${action}/${step}`;

/** Which steps of the playbooks are under way. What they need is in use as long. */
export class StepBook {
  private readonly steps = new Map<string, BegunStep>();

  /** False when it was begun before: the first one stands. */
  begin(step: BegunStep): boolean {
    const key = keyOf(step.action, step.step);
    if (this.steps.has(key)) return false;
    this.steps.set(key, step);
    return true;
  }

  /** False when it was not under way. */
  end(action: string, step: string): boolean {
    return this.steps.delete(keyOf(action, step));
  }

  /** In the order in which they were begun. */
  all(): readonly BegunStep[] {
    return [...this.steps.values()];
  }
}

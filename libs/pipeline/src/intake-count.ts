import type { Observation } from '@voldgrav/quality';
import type { Undecodable } from '@voldgrav/reading';
import type { LiveIntake } from '@voldgrav/wire';
import { type Unusable, UnusableLog } from './unusable-log.ts';

const LATEST_KEPT = 50;

/** Counts what came in and, by reason, what of it could not be used. Nothing is silent (contract.md §3). */
export class IntakeCount {
  private received = 0;
  private observations = 0;
  private readonly byReason = new Map<string, number>();
  /** `byReason` as it was last told; it is asked for with every message and seldom changes. */
  private toldByReason: LiveIntake['byReason'] | undefined;
  private latest: readonly Unusable[] = [];
  /** What could not be used, further back than `latest`. */
  readonly unusable = new UnusableLog();

  message(): void {
    this.received += 1;
  }

  undecodable(item: Undecodable): void {
    this.note({ at: item.receivedAt, topic: item.topic, reason: item.reason, detail: item.detail });
  }

  /** An observation, with each check that failed it as a reason of its own. Suspect values are used, so not counted. */
  observation(observation: Observation, topic: string): void {
    this.observations += 1;
    for (const { check, flag, detail } of observation.checks) {
      if (flag === 4) this.note({ at: observation.receivedAt, topic, reason: check, detail: `${observation.quantity}: ${detail}` });
    }
  }

  /** A redelivery changes nothing and is no fault; it is counted and not listed. */
  duplicate(): void {
    this.count('duplicate');
  }

  /** The same series and time with another value: the earlier one stays. */
  conflict(observation: Observation, topic: string): void {
    const detail = `${observation.quantity} ${observation.value} for a time that already has another value`;
    this.note({ at: observation.receivedAt, topic, reason: 'conflict', detail });
  }

  toLive(): LiveIntake {
    return {
      received: this.received,
      observations: this.observations,
      byReason: (this.toldByReason ??= Object.fromEntries([...this.byReason].sort())),
      latest: this.latest,
    };
  }

  private note(item: Unusable): void {
    this.count(item.reason);
    this.unusable.add(item);
    this.latest = [item, ...this.latest].slice(0, LATEST_KEPT);
  }

  private count(reason: string): void {
    this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1);
    this.toldByReason = undefined;
  }
}

import type { Observation } from '@voldgrav/quality';
import type { Undecodable } from '@voldgrav/reading';
import type { LiveIntake } from '@voldgrav/wire';
import { failedNotes, type Noted, regainedNote, unreadNote, type Unusable } from './noted.ts';

const LATEST_KEPT = 50;

/** Counts what came in and, by reason, what of it could not be used. Nothing is silent (contract.md §3). */
export class IntakeCount {
  private received = 0;
  private observations = 0;
  private readonly byReason = new Map<string, number>();
  /** `byReason` as it was last told; it is asked for with every message and seldom changes. */
  private toldByReason: LiveIntake['byReason'] | undefined;
  private latest: readonly Unusable[] = [];
  private readonly onNoted: (noted: Noted) => void;

  /** `onNoted` hears of each thing that could not be used, for whoever keeps them further back than `latest`. */
  constructor(onNoted: (noted: Noted) => void) {
    this.onNoted = onNoted;
  }

  message(): void {
    this.received += 1;
  }

  undecodable(item: Undecodable): void {
    this.note(unreadNote(item));
  }

  /** An observation, with each check that failed it as a reason of its own. Suspect values are used, so not counted. */
  observation(observation: Observation, topic: string): void {
    this.observations += 1;
    if (observation.checks.length > 0) for (const noted of failedNotes(observation, topic)) this.note(noted);
  }

  /** A redelivery changes nothing and is no fault; it is counted and not listed. */
  duplicate(): void {
    this.count('duplicate', 1);
  }

  /** The same series and time with another value: the earlier one stays. */
  conflict(observation: Observation, topic: string): void {
    const detail = `${observation.quantity} ${observation.value} for a time that already has another value`;
    this.note({ at: observation.receivedAt, topic, reason: 'conflict', detail, unread: false });
  }

  /** What was counted was not so. */
  takeBack(items: readonly Unusable[]): void {
    for (const { reason } of items) this.count(reason, -1);
    const gone = new Set(items.map(keyOf));
    this.latest = this.latest.filter((item) => !gone.has(keyOf(item)));
  }

  /** Something that was of no use when it came is by now. */
  regained(item: Undecodable): void {
    const noted = regainedNote(item);
    this.takeBack([noted]);
    this.onNoted(noted);
  }

  toLive(): LiveIntake {
    return {
      received: this.received,
      observations: this.observations,
      byReason: (this.toldByReason ??= Object.fromEntries([...this.byReason].sort())),
      latest: this.latest,
    };
  }

  private note(noted: Noted): void {
    this.count(noted.reason, 1);
    const { at, topic, reason, detail } = noted;
    this.latest = [{ at, topic, reason, detail }, ...this.latest].slice(0, LATEST_KEPT);
    this.onNoted(noted);
  }

  private count(reason: string, more: number): void {
    const now = (this.byReason.get(reason) ?? 0) + more;
    if (now > 0) this.byReason.set(reason, now);
    else this.byReason.delete(reason);
    this.toldByReason = undefined;
  }
}

const keyOf = ({ at, topic, reason, detail }: Unusable): string => `${at} ${topic} ${reason} ${detail}`;

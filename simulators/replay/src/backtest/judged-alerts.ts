import { type Instant, MINUTE } from '@voldgrav/hydrology';
import type { LimitEvent } from './limit-events.ts';

/** An alert's life: until it returned, or the recording's end. */
export interface AlertLife {
  readonly raised: Instant;
  readonly until: Instant;
}

/** How one rule did in one recording, or in several together. */
export interface RuleScore {
  /** Alerts that were raised. */
  readonly fired: number;
  /** Events that came without an alert standing before them; null where there is no limit to say so. */
  readonly missed: number | null;
  /** Alerts in whose whole life the limit was not reached; null where there is no limit. */
  readonly false: number | null;
  /** For each event that was foreseen, the minutes from the alert to the limit; undefined for one that was missed. */
  readonly leadMinutes: readonly (number | undefined)[];
}

/** Alerts and events held against each other, each with its time, so that the score of any span can be told. */
export interface Judged {
  readonly alerts: readonly { readonly at: Instant; readonly isFalse: boolean }[];
  /** Undefined for a rule that no limit is there for: of its alerts nobody can say which were false. */
  readonly events: readonly { readonly at: Instant; readonly leadMinutes: number | undefined }[] | undefined;
}

/**
 * Holds alerts against what they were to come before. An alert foresees an event when it was raised by the time the limit
 * was reached and had not returned; one that comes during the event is neither: the event is missed, and the alert true.
 */
export function judgedAlerts(alerts: readonly AlertLife[], events: readonly LimitEvent[] | undefined): Judged {
  if (events === undefined) return { alerts: alerts.map(({ raised }) => ({ at: raised, isFalse: false })), events };
  const foreseeing = ({ from }: LimitEvent): AlertLife | undefined => alerts.filter(({ raised, until }) => raised <= from && until >= from).sort((one, other) => one.raised - other.raised)[0];
  const touches = ({ raised, until }: AlertLife): boolean => events.some((event) => raised <= event.until && until >= event.from);
  return {
    alerts: alerts.map((alert) => ({ at: alert.raised, isFalse: !touches(alert) })),
    events: events.map((event) => {
      const alert = foreseeing(event);
      return { at: event.from, leadMinutes: alert === undefined ? undefined : (event.from - alert.raised) / MINUTE };
    }),
  };
}

/** The score of what lies where `isWithin` says, or of all. */
export function scoreOf({ alerts, events }: Judged, isWithin: (at: Instant) => boolean = () => true): RuleScore {
  const within = alerts.filter(({ at }) => isWithin(at));
  if (events === undefined) return { fired: within.length, missed: null, false: null, leadMinutes: [] };
  const leadMinutes = events.filter(({ at }) => isWithin(at)).map((event) => event.leadMinutes);
  return { fired: within.length, missed: leadMinutes.filter((lead) => lead === undefined).length, false: within.filter(({ isFalse }) => isFalse).length, leadMinutes };
}

/** Scores of several recordings as one. */
export const together = (scores: readonly RuleScore[]): RuleScore => ({
  fired: scores.reduce((sum, { fired }) => sum + fired, 0),
  missed: sumOf(scores.map(({ missed }) => missed)),
  false: sumOf(scores.map((score) => score.false)),
  leadMinutes: scores.flatMap(({ leadMinutes }) => leadMinutes),
});

/** Null as soon as one of them is. */
const sumOf = (counts: readonly (number | null)[]): number | null => counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);

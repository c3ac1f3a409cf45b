import type { Finding } from '@voldgrav/quality';
import type { LiveIntake } from '../live/live-event.ts';
import type { IsoTime } from './answers.ts';

/** How far back a list of troubles reaches: as far as the journal, unless there was more than it has room for. */
export interface TroubleReachAnswer {
  /** Null while nothing has ever come. */
  readonly from: IsoTime | null;
  /** The server has started and still goes through the journal: something older than its start may be missing for now. */
  readonly catchingUp: boolean;
}

/** The beginning of a payload, for a person to read. */
export interface PayloadShown {
  readonly as: 'text' | 'hex';
  readonly shown: string;
  /** How long the whole payload is. */
  readonly bytes: number;
}

/**
 * `GET /api/v1/undecodable?reason&topic&limit&before`: how much came in since the start, what of it could not be used by reason,
 * and a page of all that could not be used as far back as `reach` says, newest first.
 */
export interface UndecodableAnswer extends Omit<LiveIntake, 'latest'> {
  readonly reach: TroubleReachAnswer;
  /** `payload` is absent for what was refused at the door. */
  readonly latest: readonly (Omit<LiveIntake['latest'][number], 'at'> & { readonly at: IsoTime; readonly n: number; readonly payload?: PayloadShown })[];
  /** The `before` of the next page; null on the last. */
  readonly before: number | null;
}

/** `GET /api/v1/undecodable/groups?reason&search&offset&limit`: what could not be read, most recent first. */
export interface UnreadGroupsAnswer {
  readonly reach: TroubleReachAnswer;
  /** How many groups there are in all. */
  readonly total: number;
  /** How many messages in the journal hold something that could not be read. */
  readonly messages: number;
  readonly groups: readonly {
    readonly topic: string;
    /** The sensor that the topic names, where it names one. */
    readonly sensor?: string;
    readonly reason: string;
    readonly count: number;
    readonly firstAt: IsoTime;
    readonly lastAt: IsoTime;
    readonly newest: { readonly detail: string; readonly payload?: PayloadShown };
  }[];
}

/** One check's word against one observation. */
export interface DoubtAnswer {
  readonly n: number;
  readonly sensor: string;
  readonly quantity: string;
  readonly time: IsoTime;
  readonly receivedAt: IsoTime;
  readonly value: number;
  /** QARTOD: 3 suspect, 4 fail. */
  readonly flag: number;
  readonly check: string;
  /** What was found, in the check's own words; empty when it has none. */
  readonly detail: string;
  /** The same as code and figures, for a page that says it in its own language. */
  readonly found?: Finding;
}

/** `GET /api/v1/doubtful?sensor&check&flag&since&limit&before`: newest first. */
export interface DoubtsAnswer {
  readonly reach: TroubleReachAnswer;
  readonly doubts: readonly DoubtAnswer[];
  /** The `before` of the next page; null on the last. */
  readonly before: number | null;
}

/** `GET /api/v1/doubtful/series?sensor&check&since&offset&limit`: failed ones first, then most recent first. */
export interface DoubtfulSeriesAnswer {
  readonly reach: TroubleReachAnswer;
  readonly total: number;
  readonly series: readonly {
    readonly sensor: string;
    readonly quantity: string;
    readonly check: string;
    readonly flag: number;
    readonly count: number;
    readonly firstAt: IsoTime;
    readonly lastAt: IsoTime;
    readonly newest: { readonly value: number; readonly detail: string; readonly found?: Finding };
  }[];
}

/**
 * `POST /api/v1/undecodable/decode-again` and `GET` of the same: the run that goes on, else the last one, else 'none'.
 * 'refused': the town on the disk may not be taken over, and nothing was done; `faults` says why.
 */
export interface DecodeAgainAnswer {
  readonly state: 'none' | 'running' | 'done' | 'refused' | 'failed';
  readonly startedAt?: IsoTime;
  readonly endedAt?: IsoTime;
  readonly by?: string;
  readonly why?: string;
  /** Messages to be read again, and how many have been. */
  readonly messages: number;
  readonly read: number;
  /** Messages that can be read as a whole now, and the observations that all of them gave. */
  readonly mended: number;
  readonly observations: number;
  /** Messages of which something still cannot be read, and what, by reason. */
  readonly stillUnread: number;
  readonly byReason: Readonly<Record<string, number>>;
  readonly faults: readonly string[];
}

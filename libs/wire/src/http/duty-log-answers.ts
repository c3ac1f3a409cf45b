import type { IsoTime } from './answers.ts';

/** What somebody on duty wrote down. */
export interface DutyNoteAnswer {
  readonly n: number;
  /** When it happened, by whoever wrote it, and when it was written. */
  readonly at: IsoTime;
  readonly writtenAt: IsoTime;
  readonly by: string;
  readonly organisation?: string;
  /** The storm that it belongs to. */
  readonly storm?: string;
  readonly text: string;
}

/** `GET /api/v1/log?storm&limit&before`: last written first. `POST` answers with the note as it stands. */
export interface DutyLogAnswer {
  readonly notes: readonly DutyNoteAnswer[];
  /** The `before` of the next page; null on the last. */
  readonly before: number | null;
  /** The server has started and still goes through the journal: older notes may be missing for now. */
  readonly catchingUp: boolean;
}

/** A sentence of why, in both languages. */
export interface LiveReason {
  readonly code: string;
  readonly da: string;
  readonly en: string;
}

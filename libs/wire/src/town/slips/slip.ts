/** One small mistake in the sample town, and what the check of it must say. */
export interface Slip {
  readonly slip: string;
  readonly file: string;
  /** The first `from` after this text is changed into `to`. */
  readonly after: string;
  readonly from: string;
  readonly to: string;
  readonly says: string;
  /** What stands on the line that is to be reported; `from` unless said otherwise. */
  readonly at?: string;
  /** More than one where a slip has consequences: whoever named the old id now names nothing. */
  readonly faults?: number;
}

/** What makes up samples, side by side, in time order. */
export interface ColumnsOfSamples {
  readonly times: number[];
  readonly values: number[];
  /** What else is to be said of each: a number of eight bits, 0 of most. */
  readonly marks: number[];
}

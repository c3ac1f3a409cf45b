/** Minutes until something happens, from now: null where it does not within the time looked ahead, or in a forecast that reaches further. */
export interface TimeRange {
  readonly earliest: number | null;
  readonly latest: number | null;
}

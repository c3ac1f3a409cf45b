/** Minutes until something happens, from now: null where it does not within the time looked ahead, or in a forecast that reaches further. */
export interface TimeRange {
  readonly earliest: number | null;
  readonly latest: number | null;
}

/** In whole minutes as people are told them, rounded outwards: never later than the earliest, never sooner than the latest. */
export const wholeMinutes = ({ earliest, latest }: TimeRange): TimeRange => ({
  earliest: earliest === null ? null : Math.floor(earliest),
  latest: latest === null ? null : Math.ceil(latest),
});

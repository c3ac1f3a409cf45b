/** What makes up samples, side by side, in time order. */
export interface ColumnsOfSamples {
  readonly times: number[];
  readonly values: number[];
  /** What else is to be said of each: a number of eight bits, 0 of most. */
  readonly marks: number[];
}

/** A run of samples, however it is kept. */
interface Kept {
  readonly count: number;
  timeAt(place: number): number;
  valueAt(place: number): number;
  markAt(place: number): number;
}

/** All of a run from a place on. */
export function columnsFrom(kept: Kept, from: number): ColumnsOfSamples {
  const all: ColumnsOfSamples = { times: [], values: [], marks: [] };
  for (let place = from; place < kept.count; place += 1) {
    all.times.push(kept.timeAt(place));
    all.values.push(kept.valueAt(place));
    all.marks.push(kept.markAt(place));
  }
  return all;
}

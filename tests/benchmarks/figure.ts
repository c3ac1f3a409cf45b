/** What one figure is asked to reach. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** One number that a figure measures in each of its runs. */
export interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly goal?: Goal;
  /** Beyond the goal: what we would like. */
  readonly target?: number;
}

export interface FigureRun {
  /** A shorter look: the numbers are rougher. */
  readonly quick: boolean;
  /** Things to be undone when the run is over, whatever became of it; the latest first. */
  readonly later: (undo: () => void | Promise<void>) => void;
}

/** One subject of the report. `run` measures once and gives a value for every measure by its name. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  /** What is measured and how, for an engineer who reads the report alone. */
  readonly meaning: string;
  readonly measures: readonly Measure[];
  readonly runs: { readonly full: number; readonly quick: number };
  readonly run: (run: FigureRun) => Promise<Readonly<Record<string, number>>>;
}

/** A measure with what its runs gave. */
export interface Measured extends Measure {
  readonly values: readonly number[];
  readonly min: number;
  readonly median: number;
  readonly max: number;
  /** Whether the median reaches the goal; absent where there is none. */
  readonly met?: boolean;
}

/** Sums up the runs of one measure; of an even number the median is the mean of the middle two. Throws without a run. */
export function measured(measure: Measure, values: readonly number[]): Measured {
  if (values.length === 0) throw new Error(`"${measure.name}" was not measured`);
  const sorted = [...values].sort((one, other) => one - other);
  const at = (place: number): number => sorted[place] as number;
  const median = (at(Math.floor((sorted.length - 1) / 2)) + at(Math.floor(sorted.length / 2))) / 2;
  const met = measure.goal === undefined ? {} : { met: reaches(median, measure.goal) };
  return { ...measure, values, min: at(0), median, max: at(sorted.length - 1), ...met };
}

export const reaches = (value: number, goal: Goal): boolean => ('atMost' in goal ? value <= goal.atMost : value >= goal.atLeast);

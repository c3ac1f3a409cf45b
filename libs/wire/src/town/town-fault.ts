/** One thing that is wrong with a town's folder, in a sentence its engineer can act on. */
export interface TownFault {
  /** Relative to the town's folder, such as "catchments.yaml" or "map/land.geojson". */
  readonly file: string;
  /** Counted from 1; the line of the offending entry, or of what should have held it. */
  readonly line: number;
  readonly message: string;
}

/** Where in a file: keys and list positions from the top, as in ['catchments', 3, 'gauges', 0]. */
export type FilePath = readonly (string | number)[];

/** Something that a check found: where, and what it expected there. What stands there now is read from the file. */
export interface Finding {
  readonly path: FilePath;
  /** Completes the sentence "expected …". */
  readonly expected: string;
}

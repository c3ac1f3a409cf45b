export interface LevelPoint {
  readonly t: number;
  readonly level: number;
  /** QARTOD flag. */
  readonly flag: number;
}

/** The points as a chart draws them, with a hole put in wherever neighbours lie further apart than `longest` ms. */
export function withGaps(points: readonly LevelPoint[], longest: number): readonly (readonly [number, number | null])[] {
  return points.flatMap(({ t, level }, index): readonly (readonly [number, number | null])[] => {
    const before = points[index - 1];
    return before !== undefined && t - before.t > longest ? [[before.t + 1, null], [t, level]] : [[t, level]];
  });
}

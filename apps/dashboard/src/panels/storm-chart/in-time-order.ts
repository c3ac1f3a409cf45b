/** Points beyond this in one series are more than any screen can show (design D9). */
const MOST_POINTS = 1_500;

/** The points with one more where its time belongs, however late it came; a moment that is there already stays as it is. */
export function inTimeOrder<Point extends { readonly t: number }>(points: readonly Point[], point: Point): readonly Point[] {
  let place = points.length;
  while (place > 0 && (points[place - 1]?.t ?? 0) > point.t) place -= 1;
  if (points[place - 1]?.t === point.t) return points;
  return [...points.slice(0, place), point, ...points.slice(place)].slice(-MOST_POINTS);
}

import type { LiveSensor } from '@voldgrav/wire';
import { inTimeOrder } from './in-time-order.ts';

/** The points with what was observed: where it is said otherwise than before it takes that place, or leaves it empty when it failed. */
export function withObservation<Point extends { readonly t: number }>(points: readonly Point[], { flag, revised }: Pick<LiveSensor, 'flag' | 'revised'>, point: Point): readonly Point[] {
  const others = revised ? points.filter(({ t }) => t !== point.t) : points;
  return flag === 4 ? others : inTimeOrder(others, point);
}

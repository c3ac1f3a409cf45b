import type { IPoint } from 'influx';
import { InfluxFault } from './influx-fault.ts';

/** A point that the store will never take. */
export interface RefusedPoint {
  readonly point: IPoint;
  readonly reason: string;
}

/** Points in one request at most. */
const AT_ONCE = 10_000;

/**
 * Writes all points but those that the store refuses for what they are, and gives these. Of a request with such a point in it the
 * store has kept some and not others, and does not say which: halves are sent until every bad one is alone (operations.md F20).
 */
export async function putPoints(write: (points: readonly IPoint[]) => Promise<void>, points: readonly IPoint[]): Promise<readonly RefusedPoint[]> {
  const refused: RefusedPoint[] = [];
  for (let first = 0; first < points.length; first += AT_ONCE) refused.push(...(await putSome(write, points.slice(first, first + AT_ONCE))));
  return refused;
}

async function putSome(write: (points: readonly IPoint[]) => Promise<void>, points: readonly IPoint[]): Promise<readonly RefusedPoint[]> {
  try {
    await write(points);
    return [];
  } catch (fault) {
    const [point] = points;
    if (!(fault instanceof InfluxFault) || fault.refusal === undefined || point === undefined) throw fault;
    if (points.length === 1) return [{ point, reason: fault.refusal }];
    const half = Math.ceil(points.length / 2);
    return [...(await putSome(write, points.slice(0, half))), ...(await putSome(write, points.slice(half)))];
  }
}

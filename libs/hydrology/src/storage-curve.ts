import { type CubicMetres, cubicMetres, type MetresAboveDatum, metresAboveDatum } from './units.ts';

export interface StoragePoint {
  readonly level: MetresAboveDatum;
  readonly volume: CubicMetres;
}

/** Water level against stored volume, rising strictly in both; the first point is the bottom with 0 m³. */
export type StorageCurve = readonly StoragePoint[];

/**
 * Stored volume at a water level, linear between points. Below the bottom there is none; above the last point the
 * last volume is returned, since the curve knows nothing of land that is flooded.
 */
export const volumeAt = (curve: StorageCurve, level: MetresAboveDatum): CubicMetres => cubicMetres(interpolated(curve, level, 'level', 'volume'));

/** The water level at which the curve holds `volume`: the inverse of `volumeAt` within the curve. */
export const levelAt = (curve: StorageCurve, volume: CubicMetres): MetresAboveDatum => metresAboveDatum(interpolated(curve, volume, 'volume', 'level'));

/** By a loop and names, since a basin is looked at with each tick and closures would be made anew. */
function interpolated(curve: StorageCurve, at: number, from: keyof StoragePoint, to: keyof StoragePoint): number {
  let upper = 0;
  while (upper < curve.length && !(curve[upper]![from] >= at)) upper += 1;
  const above = curve[upper];
  const below = curve[upper - 1];
  if (above !== undefined && below !== undefined) return below[to] + ((at - below[from]) / (above[from] - below[from])) * (above[to] - below[to]);
  const end = above ?? below;
  if (end === undefined) throw new RangeError('A storage curve needs at least one point.');
  return end[to];
}

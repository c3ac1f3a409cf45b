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
export function volumeAt(curve: StorageCurve, level: MetresAboveDatum): CubicMetres {
  return cubicMetres(interpolate(curve, level, (point) => point.level, (point) => point.volume));
}

/** The water level at which the curve holds `volume`: the inverse of `volumeAt` within the curve. */
export function levelAt(curve: StorageCurve, volume: CubicMetres): MetresAboveDatum {
  return metresAboveDatum(interpolate(curve, volume, (point) => point.volume, (point) => point.level));
}

function interpolate(
  curve: StorageCurve,
  at: number,
  from: (point: StoragePoint) => number,
  to: (point: StoragePoint) => number,
): number {
  const above = curve.findIndex((point) => from(point) >= at);
  const upper = curve[above];
  const lower = curve[above - 1];
  if (upper !== undefined && lower !== undefined) {
    const share = (at - from(lower)) / (from(upper) - from(lower));
    return to(lower) + share * (to(upper) - to(lower));
  }
  const end = above === 0 ? curve[0] : curve[curve.length - 1];
  if (end === undefined) throw new RangeError('A storage curve needs at least one point.');
  return to(end);
}

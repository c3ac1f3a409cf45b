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
  let upper = 0;
  while (upper < curve.length && !(curve[upper]!.level >= level)) upper += 1;
  if (upper === 0 || upper === curve.length) return endOf(curve, upper).volume;
  const [lower, above] = [curve[upper - 1]!, curve[upper]!];
  return cubicMetres(lower.volume + ((level - lower.level) / (above.level - lower.level)) * (above.volume - lower.volume));
}

/** The water level at which the curve holds `volume`: the inverse of `volumeAt` within the curve. */
export function levelAt(curve: StorageCurve, volume: CubicMetres): MetresAboveDatum {
  let upper = 0;
  while (upper < curve.length && !(curve[upper]!.volume >= volume)) upper += 1;
  if (upper === 0 || upper === curve.length) return endOf(curve, upper).level;
  const [lower, above] = [curve[upper - 1]!, curve[upper]!];
  return metresAboveDatum(lower.level + ((volume - lower.volume) / (above.volume - lower.volume)) * (above.level - lower.level));
}

function endOf(curve: StorageCurve, upper: number): StoragePoint {
  const end = curve[upper === 0 ? 0 : curve.length - 1];
  if (end === undefined) throw new RangeError('A storage curve needs at least one point.');
  return end;
}

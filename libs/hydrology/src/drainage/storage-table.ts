import type { StorageCurve } from '../storage-curve.ts';

/** A storage curve as two columns, for the many look-ups of a model run. */
export interface StorageTable {
  readonly levels: Float64Array;
  readonly volumes: Float64Array;
}

export const storageTable = (curve: StorageCurve): StorageTable => ({
  levels: Float64Array.from(curve, (point) => point.level),
  volumes: Float64Array.from(curve, (point) => point.volume),
});

/** As `levelAt`: linear between rows, and the top or bottom beyond them. */
export const levelOfVolume = (table: StorageTable, volume: number): number => between(table.volumes, table.levels, volume);

/** As `volumeAt`. */
export const volumeOfLevel = (table: StorageTable, level: number): number => between(table.levels, table.volumes, level);

function between(from: Float64Array, to: Float64Array, at: number): number {
  const last = from.length - 1;
  if (at <= from[0]!) return to[0]!;
  if (at >= from[last]!) return to[last]!;
  let upper = 1;
  while (from[upper]! < at) upper += 1;
  const share = (at - from[upper - 1]!) / (from[upper]! - from[upper - 1]!);
  return to[upper - 1]! + share * (to[upper]! - to[upper - 1]!);
}

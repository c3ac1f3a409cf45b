import type { StorageCurve } from '../storage-curve.ts';
import { cubicMetres, type Metres, type MetresAboveDatum, metresAboveDatum } from '../units.ts';

export interface StorageShape {
  readonly bottom: MetresAboveDatum;
  /** From the bottom to the top of the curve. */
  readonly height: Metres;
  readonly length: Metres;
  readonly width: Metres;
  /** Metres outwards for each metre up; 0 for upright walls. */
  readonly slope: number;
}

/** Rows of a curve made from a shape; between two of them the volume is taken as linear in the level. */
const ROWS = 20;

/**
 * Volume of a pit with a rectangular bottom and sloping sides, filled to `depth`: LBh + (L+B)·m·h² + (4/3)·m²·h³, exact
 * for the truncated pyramid. SWMM takes the surface as linear in h instead and gets 1 % more in the example of
 * domain.md §4.3.
 */
export function pitVolume({ length, width, slope }: Pick<StorageShape, 'length' | 'width' | 'slope'>, depth: number): number {
  return length * width * depth + (length + width) * slope * depth ** 2 + (4 / 3) * slope ** 2 * depth ** 3;
}

/** The storage curve of a prism (slope 0) or a truncated pyramid; exact at its rows. */
export function storageOfShape(shape: StorageShape): StorageCurve {
  const rows = shape.slope === 0 ? 1 : ROWS;
  return Array.from({ length: rows + 1 }, (_, row) => {
    const depth = (shape.height * row) / rows;
    return { level: metresAboveDatum(shape.bottom + depth), volume: cubicMetres(pitVolume(shape, depth)) };
  });
}

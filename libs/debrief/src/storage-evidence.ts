import type { CubicMetres, Instant } from '@voldgrav/hydrology';

/**
 * One line of evidence on an action: what a basin of it held in one storm. Measured by its level sensor, or it is not
 * evidence (readiness.md §7).
 */
export interface StorageEvidence {
  readonly action: string;
  readonly basin: string;
  readonly storm: string;
  /** Greatest volume in the storm less the volume at its onset. */
  readonly held: CubicMetres;
  /** How full it was at the most, 0–1. */
  readonly fullestShare: number;
  readonly fullestAt: Instant;
  /** 'preliminary' while the storm is open or late data may still come. */
  readonly standing: 'preliminary' | 'measured';
}

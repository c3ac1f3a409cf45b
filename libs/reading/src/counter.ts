import type { Micrometres } from '@voldgrav/hydrology';

/** How a gauge counts: tips of a bucket, or a running total. */
export interface Counter {
  /** Rain in one count: 200 µm for a bucket of 0.2 mm, 1,000 µm for a total in mm. */
  readonly depthPerCount: Micrometres;
  /** The count starts again from 0 here: 2 to the power of its bits. Undefined for one that does not. */
  readonly modulus?: number | undefined;
}

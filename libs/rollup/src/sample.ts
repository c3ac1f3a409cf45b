import type { Instant } from '@voldgrav/hydrology';
import type { Bound } from '@voldgrav/quality';

export interface Sample {
  readonly at: Instant;
  readonly value: number;
  /** Flagged suspect (QARTOD 3): used, but whoever draws a conclusion from it alone says so. */
  readonly suspect?: true;
  /** Rain that accumulated since then; when in that time it fell is not known (domain.md §3.1). */
  readonly since?: Instant;
  /** The sensor sees no further: what is there is at least, or at most, so much (domain.md §9, trap 10). */
  readonly bound?: Bound;
}

/** `conflict`: the same time was already there with another value; the earlier one stays (contract.md §3). */
export type Arrival = 'added' | 'duplicate' | 'conflict';

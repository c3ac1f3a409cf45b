import { type Millimetres, millimetres, type Minutes } from '../units.ts';

/** Factors on the depth by how many intervals make up the duration. DWA-A 531, table 1 (domain.md §2.6). */
const FACTORS = [1.14, 1.07, 1.04, 1.03] as const;

/**
 * What a greatest depth from intervals that are tied to the clock is multiplied by, since the wettest minutes seldom begin on
 * the hour. 30 min out of 10-minute values: 1.04; out of 1-minute values: 1.
 * @throws RangeError when the duration is shorter than the interval: such a depth is not known at all.
 */
export function fixedIntervalFactor(duration: Minutes, interval: Minutes): number {
  const intervals = Math.floor(duration / interval);
  if (!(intervals >= 1)) throw new RangeError(`Intervals of ${interval} min do not tell what fell in ${duration} min.`);
  return FACTORS[intervals - 1] ?? 1;
}

/** A depth as it was measured and as it is corrected, kept apart: limits are held against the raw one (domain.md §2.6). */
export interface CorrectedDepth {
  readonly raw: Millimetres;
  readonly corrected: Millimetres;
  readonly factor: number;
}

export function correctedDepth(raw: Millimetres, duration: Minutes, interval: Minutes): CorrectedDepth {
  const factor = fixedIntervalFactor(duration, interval);
  return { raw, corrected: millimetres(raw * factor), factor };
}

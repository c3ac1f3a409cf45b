import { type Millimetres, millimetres, type Minutes, type Years } from '../units.ts';
import type { Idf } from './idf.ts';

/** Skrift 30's factors to a horizon of about a hundred years, whatever the duration (domain.md §2.2). */
const FACTORS = [
  { returnPeriod: 2, factor: 1.2 },
  { returnPeriod: 10, factor: 1.3 },
  { returnPeriod: 100, factor: 1.4 },
] as const;

/**
 * The climate factor of a design rain, linear in log T between the published ones (our choice); the outermost beyond them.
 * For rain that is planned for: rain that has fallen is never multiplied by it.
 */
export function climateFactor(returnPeriod: Years): number {
  const above = FACTORS.findIndex((each) => each.returnPeriod >= returnPeriod);
  const [lower, upper] = [FACTORS[above - 1], FACTORS[above]];
  if (upper === undefined) return FACTORS[FACTORS.length - 1]?.factor ?? 1;
  if (lower === undefined) return upper.factor;
  const share = Math.log(returnPeriod / lower.returnPeriod) / Math.log(upper.returnPeriod / lower.returnPeriod);
  return lower.factor + share * (upper.factor - lower.factor);
}

/** How today's rain would rank in a climate that is `factor` times as wet: T(P / f), since the rain itself stays what it was. */
export const returnPeriodInClimate = (idf: Idf, depth: Millimetres, duration: Minutes, factor: number): Years =>
  idf.returnPeriod(millimetres(depth / factor), duration);

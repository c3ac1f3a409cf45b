import { isoOf } from '@voldgrav/hydrology';
import type { Quantity } from '@voldgrav/reading';
import type { Rollup } from '@voldgrav/rollup';
import type { Bucket } from './answers.ts';

/** A rollup as the API gives it; `expected` is how many readings its window should hold. A sum means something of rain alone. */
export const toBucket = ({ endsAt, min, max, last, sum, count, flag }: Rollup, quantity: Quantity, expected: number): Bucket => ({
  t: isoOf(endsAt),
  min,
  max,
  last,
  ...(quantity === 'rain_mm' ? { sum: Number(sum.toFixed(3)) } : {}),
  completeness: Math.min(1, count / Math.max(1, expected)),
  flag,
});

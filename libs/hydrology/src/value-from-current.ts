import type { Milliamperes } from './units.ts';

/** Outside these a 4–20 mA loop says that the sensor is broken, not what it measures (NAMUR NE 43, from memory). */
const LOWEST_MA = 3.6;
const HIGHEST_MA = 21;

/** Whether the current is a fault signal: a broken wire or sensor. The limits themselves are not. */
export const loopCurrentFault = (current: Milliamperes): boolean => !(current >= LOWEST_MA && current <= HIGHEST_MA);

/**
 * What a 4–20 mA loop measures, in the unit of its span: 4 mA is `zero`, 20 mA is `zero` + `span`. Undefined when the
 * current is a fault signal (domain.md §3.2).
 */
export const valueFromCurrent = (current: Milliamperes, range: { readonly zero: number; readonly span: number }): number | undefined =>
  loopCurrentFault(current) ? undefined : ((current - 4) / 16) * range.span + range.zero;

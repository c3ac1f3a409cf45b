import type { Micrometres } from '@voldgrav/hydrology';

/**
 * Where a storm stands. `awaited`: warned of, and no rain yet. `growing`: it rains about as hard as it ever has. `easing`: it
 * rains, less hard. `pausing`: ten minutes without rain; the dry gap that ends a storm is not over. `over`.
 */
export type StormPhase = 'awaited' | 'growing' | 'easing' | 'pausing' | 'over';

/** From this share of the wettest ten minutes on, the rain has not begun to ease. */
const STILL_GROWING = 0.8;

/** The phase of a storm that has begun, from the last ten minutes at its wettest gauge beside the wettest ten that there were. */
export function stormPhase(rain: { readonly lastTen: Micrometres; readonly wettestTen: Micrometres; readonly isOver: boolean }): StormPhase {
  if (rain.isOver) return 'over';
  if (rain.lastTen <= 0) return 'pausing';
  return rain.lastTen >= STILL_GROWING * rain.wettestTen ? 'growing' : 'easing';
}

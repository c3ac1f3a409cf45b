import { type Millimetres, millimetres } from '@voldgrav/hydrology';

/** Fewer neighbours than this, and nothing is said of a gauge; and how far away they may stand (de Vos et al. 2019). */
export const FEWEST_NEIGHBOURS = 5;
export const NEIGHBOUR_DISTANCE_M = 10_000;
/** The interval that the published thresholds of `faultyZero` and `highInflux` are for. */
export const NEIGHBOUR_STEP_MINUTES = 5;

/** Rain at the middle one of the neighbours that spoke; undefined when too few did. */
export function neighbourMedian(depths: readonly (Millimetres | undefined)[]): Millimetres | undefined {
  const spoken = depths.filter((depth) => depth !== undefined);
  if (spoken.length < FEWEST_NEIGHBOURS) return undefined;
  // Five minutes are dry nearly always, and then nothing needs sorting.
  if (spoken.filter((depth) => depth === 0).length * 2 > spoken.length) return millimetres(0);
  spoken.sort((one, other) => one - other);
  const middle = spoken.length >> 1;
  const upper = spoken[middle] ?? 0;
  return millimetres(spoken.length % 2 === 1 ? upper : ((spoken[middle - 1] ?? upper) + upper) / 2);
}

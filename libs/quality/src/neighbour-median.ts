import { type Millimetres, millimetres } from '@voldgrav/hydrology';

/** Fewer neighbours than this, and nothing is said of a gauge; and how far away they may stand (de Vos et al. 2019). */
export const FEWEST_NEIGHBOURS = 5;
export const NEIGHBOUR_DISTANCE_M = 10_000;
/** The interval that the published thresholds of `faultyZero` and `highInflux` are for. */
export const NEIGHBOUR_STEP_MINUTES = 5;

/** Rain at the middle one of the neighbours that spoke; undefined when too few did. `wide` are their places in `depths`. */
export function neighbourMedian(depths: readonly (Millimetres | undefined)[], wide: readonly number[]): Millimetres | undefined {
  const wet: number[] = [];
  let dry = 0;
  for (const place of wide) {
    const depth = depths[place];
    if (depth === 0) dry += 1;
    else if (depth !== undefined) wet.push(depth);
  }
  const spoken = dry + wet.length;
  if (spoken < FEWEST_NEIGHBOURS) return undefined;
  // Five minutes are dry nearly always, and then nothing needs sorting.
  if (dry * 2 > spoken) return millimetres(0);
  const sorted = Float64Array.from(wet).sort();
  const ranked = (rank: number) => (rank < dry ? 0 : (sorted[rank - dry] ?? 0));
  const middle = spoken >> 1;
  return millimetres(spoken % 2 === 1 ? ranked(middle) : (ranked(middle - 1) + ranked(middle)) / 2);
}

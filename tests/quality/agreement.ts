import type { Place } from './amsterdam.ts';

/** How far what was found is what was labelled, counted in values. */
export interface Agreement {
  readonly labelled: number;
  readonly found: number;
  readonly both: number;
  /** Share of what was labelled that was found. */
  readonly recall: number;
  /** Share of what was found that was labelled. */
  readonly precision: number;
}

export function agreement(labelled: readonly Place[], found: readonly Place[]): Agreement {
  const key = ({ gauge, interval }: Place) => `${gauge}/${interval}`;
  const known = new Set(labelled.map(key));
  const both = found.filter((place) => known.has(key(place))).length;
  return { labelled: labelled.length, found: found.length, both, recall: both / labelled.length, precision: both / found.length };
}

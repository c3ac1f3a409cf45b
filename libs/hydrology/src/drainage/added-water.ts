import type { DrainageState } from './drainage-state.ts';

/** Adds what of a part's water is on its way in `from` to what is on its way in `to`, `factor` times, each to the moment at which it arrives. Both are in one layout. */
export function addUnderway(to: DrainageState, from: DrainageState, part: number, factor: number): void {
  const begin = to.layout.first[part]!;
  const count = to.layout.first[part + 1]! - begin;
  for (let slot = 0; slot < count; slot += 1) to.underway[begin + ((to.tick + slot) % count)]! += factor * from.underway[begin + ((from.tick + slot) % count)]!;
}

/** Makes what of a part's water is on its way `factor` times as much. */
export function multiplyUnderway(state: DrainageState, part: number, factor: number): void {
  const end = state.layout.first[part + 1]!;
  for (let slot = state.layout.first[part]!; slot < end; slot += 1) state.underway[slot]! *= factor;
}

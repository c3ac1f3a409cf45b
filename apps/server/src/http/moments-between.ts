import { type Instant, MINUTE, shifted } from '@voldgrav/hydrology';

/** Whole minutes from `from` to `to`, thinned to at most about `most`. */
export function momentsBetween(from: Instant, to: Instant, most: number): readonly Instant[] {
  const step = Math.max(1, Math.ceil((to - from) / MINUTE / most)) * MINUTE;
  const first = Math.ceil(from / step) * step - from;
  const count = Math.max(0, Math.floor((to - from - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => shifted(from, first + index * step));
}

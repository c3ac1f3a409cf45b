import { type Millimetres, millimetres } from '@voldgrav/hydrology';

/**
 * Rain of a front, minute by minute: it begins and ends softly and rises once in between, as a squared sine does. It holds
 * `depth` mm in all.
 */
export function frontalRain(depth: Millimetres, minutes: number): readonly Millimetres[] {
  const shares = Array.from({ length: minutes }, (_, minute) => Math.sin((Math.PI * (minute + 0.5)) / minutes) ** 2);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => millimetres((depth * share) / sum));
}

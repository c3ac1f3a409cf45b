import { metresFrom, type Position } from '@voldgrav/hydrology';
import type { FilePath, Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** Beyond any municipality, and far less than what exchanged coordinates lead to. */
const FARTHEST_KM = 100;

const PLACED_LISTS = ['sensors', 'catchments', 'assets', 'resources', 'places'];

/**
 * Positions that lie nowhere near the centre of the town's map. Nearly always it is latitude and longitude exchanged,
 * which puts a Danish town off the coast of Somalia and is a fair position as far as the numbers go.
 */
export function distantPositions(value: unknown, centre: Position | undefined): readonly Finding[] {
  if (centre === undefined) return [];
  return PLACED_LISTS.flatMap((key) => {
    const entries = valueAt(value, [key]);
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry, index): Finding[] => {
      const candidates: { readonly path: FilePath; readonly at: unknown }[] = [
        { path: [key, index, 'position'], at: valueAt(entry, ['position']) },
        { path: [key, index, 'ring', 0], at: valueAt(entry, ['ring', 0]) },
      ];
      return candidates
        .filter(({ at }) => isPosition(at) && kilometresFrom(centre, at) > FARTHEST_KM)
        .map(({ path }) => ({
          path,
          expected: `a position [longitude, latitude] within ${FARTHEST_KM} km of the town's centre [${centre.join(', ')}]`,
        }));
    });
  });
}

/** Numbers out of range are the shape's business; here they would only be reported twice. */
export function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [longitude, latitude] = value as unknown[];
  return typeof longitude === 'number' && typeof latitude === 'number' && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

function kilometresFrom(centre: Position, at: Position): number {
  const { east, north } = metresFrom(centre, at);
  return Math.hypot(east, north) / 1000;
}

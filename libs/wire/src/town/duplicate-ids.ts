import type { FileValues } from './references.ts';
import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/**
 * Which lists must not use an id twice. Catchments and assets share one room, because network.yaml and the screens
 * call both by their bare id.
 */
const ROOMS = [
  [{ file: 'sensors.yaml', key: 'sensors' }],
  [
    { file: 'catchments.yaml', key: 'catchments' },
    { file: 'assets.yaml', key: 'assets' },
  ],
  [{ file: 'rules.yaml', key: 'rules' }],
  [{ file: 'strategy.yaml', key: 'actions' }],
  [{ file: 'strategy.yaml', key: 'pillars' }],
  [{ file: 'sources.yaml', key: 'devices' }],
  [{ file: 'resources.yaml', key: 'resources' }],
  [{ file: 'places.yaml', key: 'places' }],
  [{ file: 'organisations.yaml', key: 'organisations' }],
] as const;

/** Ids in `file` that are taken already, by an earlier entry of it or by one of a file that shares its room. */
export function duplicateIds(file: string, values: FileValues): readonly Finding[] {
  return ROOMS.flatMap((room) => {
    const takenBy = new Map<string, string>();
    return room.flatMap((list) => {
      const entries = valueAt(values.get(list.file), [list.key]);
      if (!Array.isArray(entries)) return [];
      return entries.flatMap((entry, index): Finding[] => {
        const id = valueAt(entry, ['id']);
        if (typeof id !== 'string') return [];
        const holder = takenBy.get(id);
        takenBy.set(id, holder ?? list.file);
        if (holder === undefined || list.file !== file) return [];
        return [{ path: [list.key, index, 'id'], expected: `an id of its own, since an entry in ${holder} has this one` }];
      });
    });
  });
}

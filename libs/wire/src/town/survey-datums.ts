import type { FileValues } from './references.ts';
import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** Surveys of sensors in another datum than the town's: their levels would be off by the difference, without a word. */
export function surveyDatums(values: FileValues): readonly Finding[] {
  const datum = valueAt(values.get('town.yaml'), ['datum']);
  const sensors = valueAt(values.get('sensors.yaml'), ['sensors']);
  if (typeof datum !== 'string' || !Array.isArray(sensors)) return [];
  return sensors.flatMap((sensor, index) => {
    const surveys = valueAt(sensor, ['level', 'surveys']);
    if (!Array.isArray(surveys)) return [];
    return surveys.flatMap((survey, place): readonly Finding[] => {
      const own = valueAt(survey, ['datum']);
      return typeof own !== 'string' || own === datum ? [] : [{ path: ['sensors', index, 'level', 'surveys', place, 'datum'], expected: `the town's datum, ${datum}` }];
    });
  });
}

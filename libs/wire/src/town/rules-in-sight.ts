import type { FileValues } from './references.ts';
import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** Rules on water levels higher than their sensor can see: they would wait for ever for a value that never comes (trap 10). */
export function rulesInSight(values: FileValues): readonly Finding[] {
  const rules = valueAt(values.get('rules.yaml'), ['rules']);
  if (!Array.isArray(rules)) return [];
  return rules.flatMap((rule, index): readonly Finding[] => {
    const setPoint = valueAt(rule, ['set_point']);
    if (valueAt(rule, ['measure', 'kind']) !== 'water-level' || valueAt(rule, ['abnormal']) !== 'above' || typeof setPoint !== 'number') return [];
    const asset = entry(values, 'assets.yaml', 'assets', valueAt(rule, ['asset']));
    const highest = highestSeen(entry(values, 'sensors.yaml', 'sensors', valueAt(asset, ['level_sensor'])));
    return highest === undefined || setPoint <= highest ? [] : [{ path: ['rules', index, 'set_point'], expected: `a level that its sensor can see, which is ${highest} at most` }];
  });
}

function entry(values: FileValues, file: string, list: string, id: unknown): unknown {
  const entries = valueAt(values.get(file), [list]);
  return Array.isArray(entries) ? entries.find((each) => valueAt(each, ['id']) === id) : undefined;
}

/** Undefined where the sensor sees as far as is plausible, or says something that needs more than arithmetic. */
function highestSeen(sensor: unknown): number | undefined {
  const [quantity, nearest, farthest] = [valueAt(sensor, ['quantity']), valueAt(sensor, ['sees', 0]), valueAt(sensor, ['sees', 1])];
  if (quantity === 'level_m') return typeof farthest === 'number' ? farthest : undefined;
  const surveys = valueAt(sensor, ['level', 'surveys']);
  if (quantity !== 'distance_m' || typeof nearest !== 'number' || !Array.isArray(surveys)) return undefined;
  const since = (survey: unknown): number => Date.parse(String(valueAt(survey, ['valid_from'])));
  // The newest survey is the one that counts from now on.
  const hangs = valueAt(surveys.reduce<unknown>((newest, next) => (since(next) >= since(newest) ? next : newest), surveys[0]), ['sensor_m']);
  return typeof hangs === 'number' ? Number((hangs - nearest).toFixed(3)) : undefined;
}

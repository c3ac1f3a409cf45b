import { isQuantity, type Quantity } from '@voldgrav/reading';
import { SURVEYS } from './level-field.ts';
import type { FileValues } from './references.ts';
import type { Finding } from './town-fault.ts';
import { valueAt } from './value-at.ts';

/** What can be turned into a water level, and which keys tell more of it than where the sensor hangs. */
const TURNED: Readonly<Partial<Record<Quantity, readonly string[]>>> = {
  distance_m: [],
  depth_m: [],
  pressure_hpa: ['barometer', 'density_kg_m3'],
  current_ma: ['loop'],
};
const OWN_KEYS = ['barometer', 'density_kg_m3', 'loop'];

/** Level sensors whose word leads to no water level, or that are told how to turn what needs no turning. */
export function levelConversions(values: FileValues): readonly Finding[] {
  const sensors = valueAt(values.get('sensors.yaml'), ['sensors']);
  if (!Array.isArray(sensors)) return [];
  return sensors.flatMap((sensor, index) => {
    const [kind, quantity, level] = ['kind', 'quantity', 'level'].map((key) => valueAt(sensor, [key]));
    if (typeof quantity !== 'string' || !isQuantity(quantity)) return [];
    return foundIn(String(kind), quantity, level).map(({ path, expected }): Finding => ({ path: ['sensors', index, 'level', ...path], expected }));
  });
}

function foundIn(kind: string, quantity: Quantity, level: unknown): readonly Finding[] {
  const keys = kind === 'barometer' ? undefined : TURNED[quantity];
  if (keys === undefined) return level === undefined ? [] : [{ path: [], expected: `no level, since ${quantity} from a ${kind} is not turned into one` }];
  if (level === undefined) return [{ path: [], expected: `a group with surveys, since ${quantity} is no water level; ${SURVEYS}` }];
  const missing: readonly Finding[] = quantity === 'current_ma' && valueAt(level, ['loop']) === undefined ? [{ path: ['loop'], expected: 'what 4 and 20 mA stand for, as {measures: depth, zero_m: 0, span_m: 5}' }] : [];
  const strange = OWN_KEYS.filter((key) => valueAt(level, [key]) !== undefined && !keys.includes(key)).map((key): Finding => ({ path: [key], expected: `no such key for ${quantity}` }));
  return [...missing, ...strange];
}

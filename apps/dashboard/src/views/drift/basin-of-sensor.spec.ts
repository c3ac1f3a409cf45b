import type { TownAnswer } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { basinOfSensor } from './basin-of-sensor.ts';

const asset = (id: string, kind: 'basin' | 'road', levelSensor: string, catchment: string): TownAnswer['assets'][number] => ({ id, name: id, kind, position: [11, 56], organisation: 'o', levelSensor, catchment });
const town = {
  assets: [asset('road', 'road', 'l-3', 'east'), asset('west-1', 'basin', 'l-1', 'west'), asset('west-2', 'basin', 'l-2', 'west')],
  catchments: [{ id: 'west', name: 'west', kind: 'urban', areaHa: 1, gauges: ['r-1'], ring: [] }, { id: 'east', name: 'east', kind: 'urban', areaHa: 1, gauges: ['r-2'], ring: [] }],
} as const;

describe('the basin in whose chart a sensor shows', () => {
  it.each([
    ['l-2', 'west-2'],
    ['r-1', 'west-1'],
    ['l-3', undefined],
    ['r-2', undefined],
    ['nobody', undefined],
  ])('%s: %s', (sensor, basin) => {
    expect(basinOfSensor(town, sensor)).toBe(basin);
  });
});

import type { LiveSensor, TownAnswer } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { sensorState } from './sensor-state.ts';

const assets = [
  { id: 'v-havnegade', kind: 'road', levelSensor: 'l-havnegade', limitLevel: 1.4 },
  { id: 'b-havnen', kind: 'basin', levelSensor: 'l-havnen', limitLevel: 1.4 },
] as unknown as TownAnswer['assets'];
const sensor = (id: string, kind = 'level-sensor') => ({ id, kind, expectedIntervalS: 60 }) as TownAnswer['sensors'][number];
const at = Date.UTC(2026, 7, 26, 3, 0);
const said = (value: number, flag = 1) => ({ value, flag, phenomenonTime: at }) as LiveSensor;

describe('a dot on the map', () => {
  it.each([
    ['a road with water on it', sensor('l-havnegade'), said(1.4), 30_000, 'over'],
    ['a road just without', sensor('l-havnegade'), said(1.39), 30_000, ''],
    ['a full basin, which has a mark of its own', sensor('l-havnen'), said(2), 30_000, ''],
    ['a pump that runs', sensor('p', 'pump-state'), said(1), 30_000, 'running'],
    ['a pump at rest', sensor('p', 'pump-state'), said(0), 30_000, ''],
    ['a road three intervals after its last word', sensor('l-havnegade'), said(1.6), 180_000, 'unheard'],
    ['a running pump that fell silent', sensor('p', 'pump-state'), said(1), 180_000, 'unheard'],
    ['a word that cannot be right', sensor('l-havnegade'), said(999, 4), 0, 'unheard'],
    ['a sensor that never spoke', sensor('l-havnegade'), undefined, 0, 'unheard'],
  ])('of %s', (_what, which, newest, age, drawn) => {
    expect(sensorState(which, assets, newest, at + age)).toBe(drawn);
  });
});

import type { LiveReadiness, LiveSensor, TownAnswer } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { currentValue } from './current-value.ts';

const rule = { asset: 'v-viadukten', measure: { kind: 'water-level' } } as TownAnswer['rules'][number];
const town = {
  assets: [{ id: 'v-viadukten', levelSensor: 'l-viadukten' }],
  sensors: [{ id: 'l-viadukten', expectedIntervalS: 30 }],
} as unknown as TownAnswer;
const at = Date.UTC(2026, 7, 26, 3, 0);
const said = (flag: number): ReadonlyMap<string, LiveSensor> =>
  new Map([['l-viadukten', { id: 'l-viadukten', quantity: 'level_m', value: 2.12, flag, phenomenonTime: at, checks: [] } as unknown as LiveSensor]]);
const value = (flag: number, age: number) => currentValue(rule, town, { basins: new Map(), sensors: said(flag), readiness: [], now: at + age });

describe('the value of an alert now', () => {
  it('is the newest word of its sensor', () => {
    expect(value(1, 20_000)).toBe(2.12);
  });

  it('is not known once that word is three intervals old', () => {
    expect(value(1, 89_000)).toBe(2.12);
    expect(value(1, 90_000)).toBeUndefined();
  });

  it('is not known when the sensor cannot be right, or has not spoken', () => {
    expect(value(4, 0)).toBeUndefined();
    expect(currentValue(rule, town, { basins: new Map(), sensors: new Map(), readiness: [], now: at })).toBeUndefined();
  });

  it('is the whole minutes until the last moment of a step that nobody has begun, by what floods the road too', () => {
    const road = { asset: 'v-havnegade', measure: { kind: 'latest-decision' } } as TownAnswer['rules'][number];
    const streets = { assets: [{ id: 'v-havnegade' }, { id: 'i-havnegade', floods: 'v-havnegade' }], sensors: [] } as unknown as TownAnswer;
    const step = (action: string, limit: string, minute: number, begunAt?: number) => ({ action, step: 's', limit, at: at + minute * 60_000, ...(begunAt === undefined ? {} : { begunAt }) });
    const left = (...latestDecision: LiveReadiness['latestDecision']) =>
      currentValue(road, streets, { basins: new Map(), sensors: new Map(), readiness: [{ latestDecision }] as unknown as readonly LiveReadiness[], now: at + 30_000 });
    expect(left(step('close', 'i-havnegade', 12), step('pump', 'b', 3), step('later', 'v-havnegade', 40))).toBe(11);
    expect(left(step('close', 'i-havnegade', -4))).toBe(-5);
    expect(left(step('close', 'i-havnegade', 12), step('close', 'b', 30, at))).toBeUndefined();
    expect(left()).toBeUndefined();
  });
});

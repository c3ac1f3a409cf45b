import { instant, type LevelForm, metresAboveDatum, MINUTE, seconds } from '@voldgrav/hydrology';
import type { Observation } from '@voldgrav/quality';
import type { Quantity, Sensor, SensorMessage } from '@voldgrav/reading';
import { type Decoded, MessageReader } from '@voldgrav/wire';
import { describe, expect, it } from 'vitest';
import { Hearing } from './hearing.ts';

const T0 = Date.UTC(2026, 7, 26, 12);
const at = (minute: number) => instant(T0 + minute * MINUTE);
const MOVED = at(30);
const sensor = (id: string, quantity: Quantity, rest: Partial<Sensor> = {}): Sensor => ({
  id, name: id, kind: 'level-sensor', quantity, position: [9.5, 55.7], expectedInterval: seconds(60), plausible: { min: -1e6, max: 1e6 }, organisation: 'utility', ...rest,
});
const survey = (sensorLevel: number, validFrom = instant(0), validTo?: ReturnType<typeof at>) => ({ sensorLevel: metresAboveDatum(sensorLevel), datum: 'DVR90', validFrom, validTo });
const level = (form: LevelForm, sensorLevel: number, barometer?: string) => ({ form, surveys: [survey(sensorLevel)], ...(barometer === undefined ? {} : { barometer }) });

const SENSORS: readonly Sensor[] = [
  // Hung 5 cm higher at half past twelve.
  sensor('bridge', 'distance_m', { level: { form: { kind: 'distance' }, surveys: [survey(3.45, at(-60)), survey(3.5, MOVED)] }, sees: { min: 0.4, max: 6 } }),
  sensor('vented', 'pressure_hpa', { level: level({ kind: 'pressure', feelsAir: false }, 0.5) }),
  sensor('submerged', 'pressure_hpa', { level: level({ kind: 'pressure', feelsAir: true }, 0.5, 'air') }),
  sensor('loop', 'current_ma', { level: level({ kind: 'current', measures: 'depth', zero: 0, span: 5 }, -1) }),
  sensor('air', 'pressure_hpa', { kind: 'barometer', expectedInterval: seconds(600) }),
];
const NOTHING: Decoded = { readings: [], undecodable: [] };

function desk() {
  const hearing = new Hearing(SENSORS, new MessageReader([], () => undefined));
  const told: Observation[] = [];
  return {
    told,
    says(id: string, quantity: Quantity, minute: number, value: number, heardAt = minute) {
      const message: SensorMessage = { topic: id, payload: new Uint8Array(), receivedAt: at(heardAt) };
      const heard = hearing.judge(message, { ...NOTHING, readings: [{ sensor: id, quantity, value, phenomenonTime: at(minute), receivedAt: at(heardAt), timeFrom: 'sensor' }] });
      told.push(...heard.observations);
      return heard;
    },
    levels: () => told.filter(({ quantity }) => quantity === 'level_m').map(({ phenomenonTime, value, flag }) => [(phenomenonTime - T0) / MINUTE, value, flag]),
  };
}
type Desk = ReturnType<typeof desk>;
const newest = ({ told }: Desk) => told.findLast(({ quantity }) => quantity === 'level_m');

// Figures from domain.md §3.2.
describe('what a level sensor says becomes a water level', () => {
  it.each([
    ['a distance down', 'bridge', 'distance_m', 2.024, 1.426],
    ['a vented pressure: 100 hPa are 1.01967 m', 'vented', 'pressure_hpa', 100, 1.5197],
    ['a current: 12 mA of 5 m are 2.5 m', 'loop', 'current_ma', 12, 1.5],
  ] as const)('%s', (_case, id, quantity, said, expected) => {
    const heard = desk().says(id, quantity, 0, said);
    expect(heard.observations.map(({ quantity: what, value, flag }) => [what, value, flag])).toEqual([[quantity, said, 1], ['level_m', expected, 1]]);
  });

  it('and what it says of the level itself is taken as it is', () => {
    const night = desk();
    night.says('bridge', 'level_m', 0, 1.43);
    expect(night.levels()).toEqual([[0, 1.43, 1]]);
  });

  // Trap 9: a re-survey must not rewrite history.
  it('by the survey that was valid when it was measured, however late it comes', () => {
    const night = desk();
    night.says('bridge', 'distance_m', 29, 2);
    night.says('bridge', 'distance_m', 30, 2.05);
    night.says('bridge', 'distance_m', 28, 2, 31);
    expect(night.levels()).toEqual([[29, 1.45, 1], [30, 1.45, 1], [28, 1.45, 1]]);
  });

  it('or does not, and says why, where nobody has surveyed it', () => {
    const { observations, undecodable } = desk().says('bridge', 'distance_m', -61, 2, 0);
    expect(observations.map(({ quantity }) => quantity)).toEqual(['distance_m']);
    expect(undecodable).toMatchObject([{ reason: 'no-level', detail: 'distance_m 2: no survey was valid at 2026-08-26T10:59:00.000Z' }]);
  });

  it('that is at least so high, where the sensor is too near to see; one that is far away is at most so high', () => {
    const night = desk();
    night.says('bridge', 'distance_m', 0, 0.4);
    expect(newest(night)).toMatchObject({ value: 3.05, flag: 3, checks: [{ check: 'sensor-limit', bound: 'at-least', detail: 'at least 3.05: the sensor sees no higher' }] });
    night.says('bridge', 'distance_m', 40, 6);
    expect(newest(night)?.checks).toContainEqual(expect.objectContaining({ check: 'sensor-limit', bound: 'at-most', detail: 'at most -2.5: the sensor sees no lower' }));
  });

  it('that fails, when the loop says that the sensor is broken', () => {
    const night = desk();
    night.says('loop', 'current_ma', 0, 3.5);
    expect(newest(night)).toMatchObject({ value: -1, flag: 4, checks: [{ check: 'fault-signal', detail: '3.5 mA: the loop says that the sensor is broken' }] });
  });

  it('told twice counts once', () => {
    const night = desk();
    night.says('bridge', 'distance_m', 0, 2);
    expect(night.says('bridge', 'distance_m', 0, 2, 5).repeats.map(({ arrival }) => arrival)).toEqual(['duplicate']);
    expect(night.says('bridge', 'distance_m', 0, 2.2, 6).repeats.map(({ arrival }) => arrival)).toEqual(['conflict']);
  });
});

describe('a sensor that feels the air as well', () => {
  it('has the barometer of that time taken off: 1,113 hPa under 1,013 hPa of air are 1.01967 m', () => {
    const night = desk();
    night.says('air', 'pressure_hpa', 0, 1013);
    night.says('submerged', 'pressure_hpa', 5, 1113);
    expect(night.levels()).toEqual([[5, 1.5197, 1]]);
  });

  it('has no level without one, and none when it has been silent for more than an hour', () => {
    const night = desk();
    expect(night.says('submerged', 'pressure_hpa', 0, 1113).undecodable).toMatchObject([{ reason: 'no-level', detail: 'pressure_hpa 1113: the barometer air has not spoken lately' }]);
    night.says('air', 'pressure_hpa', 1, 1013);
    night.says('submerged', 'pressure_hpa', 62, 1113);
    expect(night.levels()).toEqual([]);
  });

  it('has one when the barometer of then comes late, and what was said against it is taken back, once', () => {
    const night = desk();
    const { undecodable } = night.says('submerged', 'pressure_hpa', 0, 1113);
    expect(undecodable).toHaveLength(1);
    expect(night.says('air', 'pressure_hpa', -5, 1013, 1).regained).toEqual(undecodable);
    expect(night.levels()).toEqual([[0, 1.5197, 1]]);
    expect(night.says('air', 'pressure_hpa', -4, 1013, 2).regained).toBeUndefined();
  });

  it('is read again when the barometer comes late, up to the barometer’s next word', () => {
    const night = desk();
    night.says('air', 'pressure_hpa', 0, 1013);
    for (const minute of [5, 10, 15, 20]) night.says('submerged', 'pressure_hpa', minute, 1113);
    night.says('air', 'pressure_hpa', 20, 1013, 21);
    night.told.length = 0;
    // One hPa more of air is 1.02 cm less of water: 99 hPa are 1.00947 m.
    night.says('air', 'pressure_hpa', 10, 1014, 22);
    expect(night.levels()).toEqual([[10, 1.5095, 1], [15, 1.5095, 1]]);
    expect(night.told.filter(({ quantity }) => quantity === 'level_m').map(({ judgement }) => judgement)).toEqual([at(22), at(22)]);
  });
});

import { DAY, instant, MINUTE, seconds, shifted } from '@voldgrav/hydrology';
import type { Reading, Sensor } from '@voldgrav/reading';
import { describe, expect, it } from 'vitest';
import { judge } from './judge.ts';
import { isUsable } from './observation.ts';
import { boundOf } from './sensor-limit.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 12, 20));
const LEVEL: Sensor = {
  id: 'l-1', name: 'L1', kind: 'level-sensor', quantity: 'level_m', position: [11, 56],
  expectedInterval: seconds(30), plausible: { min: 0, max: 3.5 }, organisation: 'utility',
};
const reading = (said: Partial<Reading>): Reading => ({
  sensor: 'l-1', quantity: 'level_m', value: 1.4, phenomenonTime: NOW, receivedAt: NOW, timeFrom: 'sensor', ...said,
});

describe('judging a reading by itself', () => {
  it.each([
    ['a value inside the range is good', reading({}), 1, []],
    ['the limit itself passes', reading({ value: 3.5 }), 1, []],
    ['a value beyond the physical range fails', reading({ value: 3.501 }), 4, ['gross-range']],
    ['a value below it fails too', reading({ value: -0.001 }), 4, ['gross-range']],
    ['two minutes ahead is a clock a little astray', reading({ phenomenonTime: shifted(NOW, 2 * MINUTE) }), 1, []],
    ['more than two minutes ahead is impossible', reading({ phenomenonTime: shifted(NOW, 2 * MINUTE + 1) }), 4, ['clock']],
    ['seven days late is late', reading({ phenomenonTime: shifted(NOW, -7 * DAY) }), 1, []],
    ['older than seven days is doubted', reading({ phenomenonTime: shifted(NOW, -7 * DAY - 1) }), 3, ['clock']],
    ['a reading without a time of its own is doubted', reading({ timeFrom: 'arrival' }), 3, ['clock']],
    ['the range of the water level says nothing of the battery', reading({ quantity: 'battery_v', value: 12 }), 1, []],
    ['two faults are both named', reading({ value: 99, phenomenonTime: shifted(NOW, DAY) }), 4, ['clock', 'gross-range']],
  ])('%s', (_case, said, flag, checks) => {
    const observation = judge(said, LEVEL);
    expect(observation.flag).toBe(flag);
    expect(observation.checks.map((result) => result.check)).toEqual(checks);
  });

  it('marks the end of what the sensor sees as a bound, and lets it be used', () => {
    const blind: Sensor = { ...LEVEL, sees: { min: 0.05, max: 2.1 } };
    const flood = judge(reading({ value: 2.1 }), blind);
    expect(flood.checks).toEqual([{ check: 'sensor-limit', flag: 3, detail: 'at least 2.1: the sensor sees no higher', bound: 'at-least' }]);
    expect([boundOf(flood), isUsable(flood)]).toEqual(['at-least', true]);
    expect(judge(reading({ value: 2.099 }), blind).flag).toBe(1);
    expect(judge(reading({ quantity: 'battery_v', value: 12 }), blind).flag).toBe(1);
  });

  it('uses nothing that is said during maintenance, and everything again, with a note, once that is overdue', () => {
    const serviced: Sensor = { ...LEVEL, maintenance: [{ from: NOW, until: shifted(NOW, 30 * MINUTE), reason: 'cleaned' }] };
    const at = (later: number) => judge(reading({ phenomenonTime: shifted(NOW, later), receivedAt: shifted(NOW, later) }), serviced);
    expect([-1, 0, 30 * MINUTE - 1].map((later) => isUsable(at(later)))).toEqual([true, false, false]);
    expect(at(31 * MINUTE)).toMatchObject({ flag: 3, checks: [{ check: 'maintenance', detail: 'cleaned: should have ended 1 min ago' }] });
  });

  it('lets suspect values be used and failed ones not', () => {
    expect(isUsable(judge(reading({ timeFrom: 'arrival' }), LEVEL))).toBe(true);
    expect(isUsable(judge(reading({ value: 99 }), LEVEL))).toBe(false);
  });
});

import { MINUTE, shifted } from '@voldgrav/hydrology';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTown, Timeline } from './timeline.ts';

// Ådalsbassinet's level sensor is lifted out and rinsed at 10:00, planned for half an hour: it says 1.95 m, over the set
// points of 1.90 m for 30 s and 15 mm in 30 min for 60 s.
const DAY = '2026-08-26';
const LIFTED = { 'l-aadalen': { level_m: 1.95 } };

describe('the level sensor of Ådalsbassinet in maintenance', () => {
  let town: Town;
  beforeAll(async () => {
    const sample = await sampleTown();
    const from = new Timeline(sample, DAY, '00:00').time('10:00');
    const maintenance = [{ from, until: shifted(from, 30 * MINUTE), reason: 'rinsed' }];
    town = { ...sample, sensors: sample.sensors.map((sensor) => (sensor.id === 'l-aadalen' ? { ...sensor, maintenance } : sensor)) };
  });

  const begun = () => new Timeline(town, DAY, '09:59').keepsSaying('09:59', '10:00', 30, { 'l-aadalen': { level_m: 0.7 } });

  it('raises no flood alert, and leaves the readiness unknown', () => {
    const night = begun().keepsSaying('10:00', '10:29:30', 30, LIFTED);
    expect(night.told()).toEqual([]);
    expect(night.basin('b-aadalen').state).toBe('unknown');
  });

  it('is heard again when the window is overdue: a forgotten window hides no flood', () => {
    const night = begun().keepsSaying('10:00', '10:35', 30, LIFTED);
    expect(night.told()[0]).toEqual({ at: '10:30:30', rule: 'aadalen-near-crest', state: 'new' });
    const shown = night.watch.snapshot(night.time('10:35')).sensors.find(({ id }) => id === 'l-aadalen');
    expect(shown?.flag).toBe(3);
  });
});

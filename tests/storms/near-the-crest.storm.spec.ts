import { beforeAll, describe, expect, it } from 'vitest';
import type { Town } from '@voldgrav/wire';
import { sampleTown, Timeline } from './timeline.ts';

// Ådalsbassinet: 1800 m³ at the crest, 1200 m² of water from 0.60 m, 10 l/s out, 4.86 reduced hectares, 0.6 mm loss.
// Its level sensor speaks every 30 s, so its word is good for 90 s. Limits: 1.90 m for 30 s; 15 mm in 30 min for 60 s.
const DAY = '2026-08-26';
const DRY = { 'r-03': { rain_mm: 0 }, 'r-04': { rain_mm: 0 } };

describe('water rises in Ådalsbassinet and falls again', () => {
  let town: Town;
  beforeAll(async () => {
    town = await sampleTown();
  });

  /** Half an hour of dry weather, then 1.95 m at 10:20. */
  function risen(): Timeline {
    const night = new Timeline(town, DAY, '09:49');
    night.keepsSaying('09:49', '10:19', 60, { ...DRY, 'l-aadalen': { level_m: 0.7 } });
    return night.says('10:20', 'l-aadalen', { level_m: 1.95 }).says('10:20', 'r-03', { rain_mm: 0 }).says('10:20', 'r-04', { rain_mm: 0 });
  }

  it('raises each alert when its delay is over, and returns it past the deadband, and nothing else', () => {
    const night = risen();
    night.keepsSaying('10:20', '10:29:30', 30, { 'l-aadalen': { level_m: 1.95 } });
    // 1.60 m is under 1.80 m, and at 13.3 mm still under 19 mm.
    night.says('10:30', 'l-aadalen', { level_m: 1.6 }).keepsSaying('10:30', '10:39:30', 30, { 'l-aadalen': { level_m: 1.6 } });
    // 1.10 m: 25.7 mm. A fall of 35 cm or more in half a minute is a doubtful step (over 10.6 cm) and begins no return: the next does.
    night.says('10:40', 'l-aadalen', { level_m: 1.1 }).keepsSaying('10:40', '11:00', 30, { 'l-aadalen': { level_m: 1.1 } });
    expect(night.told()).toEqual([
      { at: '10:20:30', rule: 'aadalen-near-crest', state: 'new' },
      { at: '10:21:00', rule: 'aadalen-can-take', state: 'new' },
      { at: '10:35:30', rule: 'aadalen-near-crest', state: 'returned' },
      { at: '10:45:30', rule: 'aadalen-can-take', state: 'returned' },
    ]);
  });

  it('returns by what a level says when it moves, whatever stands on the screens from a moment before', () => {
    // 4.8 mm by 10:05, and 1.95 m that rest from then on: of (4.8 − 0.6) · 48.6 = 204 m³ some 126 come from 10:05 to 10:11, more than 2 · (24 + 0.2 · 126): stuck.
    const night = new Timeline(town, DAY, '09:49');
    night.keepsSaying('09:49', '10:01', 60, { ...DRY, 'l-aadalen': { level_m: 0.7 } });
    for (let half = 3; half < 40; half += 1) {
      const clock = `10:${String(half >> 1).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
      if (half % 2 === 0) for (const gauge of ['r-03', 'r-04']) night.says(clock, gauge, { rain_mm: half < 12 ? 1.2 : 0 });
      night.says(clock, 'l-aadalen', { level_m: half < 10 ? 0.7 : half < 24 ? 1.95 : half < 34 ? 0.83 : 0.86 });
      if (half === 24) night.says('10:12:05', 'l-aadalen', { level_m: 0.831 });
      if (half === 23) expect(night.basin('b-aadalen')).toMatchObject({ state: 'unknown' });
    }
    // It leaps down at 10:12:00 to what the rain has brought; the next word is the first that no check speaks against, before the
    // catchment is asked anew, and five minutes later it is over.
    expect(night.told().filter(({ state }) => state === 'returned').map(({ at, rule }) => `${at} ${rule}`).sort()).toEqual(['10:17:05 aadalen-can-take', '10:17:05 aadalen-near-crest']);
  });

  it('says how many millimetres are left, and between which bounds', () => {
    const basin = risen().basin('b-aadalen');
    const half = basin.canTake.find(({ minutes }) => minutes === 30);
    // 1.95 m is 1620 m³: (1800 − 1620 + 0.06·10·30) / 48.6 + 0.6 = 4.674. Two centimetres are 24 m³:
    // (1800 − 1644 + 18) / 58.32 + 0.6 = 3.584 and (1800 − 1596 + 18) / 38.88 + 0.6 = 6.310. Screens are told tenths.
    expect(half).toMatchObject({ mm: 4.7, lowMm: 3.6, highMm: 6.3 });
    expect(basin).toMatchObject({ state: 'strained', share: 0.9, comingMm: null });
  });

  it('is unknown once the level sensor has been silent for three intervals, and keeps its alerts', () => {
    const night = risen().keepsSaying('10:20', '10:21:30', 30, { 'l-aadalen': { level_m: 1.95 } });
    expect(night.until('10:23:00').basin('b-aadalen').state).toBe('strained');
    expect(night.until('10:23:01').basin('b-aadalen')).toMatchObject({ state: 'unknown', lastKnownState: 'strained', canTake: [] });
    night.until('10:45');
    expect(night.told().map(({ rule, state }) => `${rule} ${state}`)).toEqual(['aadalen-near-crest new', 'aadalen-can-take new']);
  });

  it('lets a wave that is gone before the delay is over pass', () => {
    const night = risen().says('10:20:20', 'l-aadalen', { level_m: 0.7 }).keepsSaying('10:20:20', '10:30:20', 30, { 'l-aadalen': { level_m: 0.7 } });
    expect(night.told()).toEqual([]);
  });

  // Seen on 2026-11-24: a reloaded page showed the second of two values for one moment, the store and the charts the first.
  it('keeps the first of two values for one moment, everywhere', () => {
    const night = risen().says('10:21', 'l-aadalen', { time: `${DAY}T10:20:00Z`, level_m: 0.9 });
    const { sensors, intake } = night.watch.snapshot(night.time('10:21'));
    expect(sensors.find(({ id }) => id === 'l-aadalen')?.value).toBe(1.95);
    expect(night.basin('b-aadalen').waterLevel).toBe(1.95);
    expect(intake.byReason).toEqual({ conflict: 1 });
  });

  it('does not raise an alert anew for a word that comes late or twice', () => {
    const night = risen().keepsSaying('10:20', '10:22', 30, { 'l-aadalen': { level_m: 1.95 } });
    night.says('10:22:30', 'l-aadalen', { level_m: 0.7 }).keepsSaying('10:22:30', '10:32:30', 30, { 'l-aadalen': { level_m: 0.7 } });
    const before = night.told().length;
    night.says('10:33', 'l-aadalen', { time: `${DAY}T10:21:45Z`, level_m: 1.99 });
    night.says('10:33', 'l-aadalen', { time: `${DAY}T10:21:30Z`, level_m: 1.95 });
    night.keepsSaying('10:33', '10:40', 30, { 'l-aadalen': { level_m: 0.7 } });
    expect(night.told()).toHaveLength(before);
    expect(before).toBe(4);
  });
});

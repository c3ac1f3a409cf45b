import { type Basin, type Instant, instant, metresAboveDatum, reducedArea, seconds, shifted, SECOND } from '@voldgrav/hydrology';
import type { Sensor } from '@voldgrav/reading';
import type { LiveSensor, Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTown, Timeline } from './timeline.ts';

// Ådalsbassinet as in near-the-crest.storm.spec.ts: 1.90 m for 30 s, deadband 0.10 m, five minutes to return; the sensor speaks
// every 30 s. A step of more than 0.10 m + 0.75 m/h × 30 s = 0.106 m between two readings is suspect.
const DAY = '2026-08-26';
const level = (metres: number) => ({ 'l-aadalen': { level_m: metres } });

describe('what a sensor does wrong, and what comes of it', () => {
  let sample: Town;
  beforeAll(async () => {
    sample = await sampleTown();
  });

  const changed = (id: string, change: Partial<Sensor>): Town => ({ ...sample, sensors: sample.sensors.map((sensor) => (sensor.id === id ? { ...sensor, ...change } : sensor)) });
  const told = (night: Timeline) => night.told().map(({ at, rule, state }) => `${at} ${rule} ${state}`);
  const alert = (night: Timeline, rule: string) => night.watch.liveAlerts().find((each) => each.rule === rule);
  const newest = (night: Timeline, sensor: string, clock: string): LiveSensor | undefined => night.watch.snapshot(night.time(clock)).sensors.find(({ id }) => id === sensor);
  const calm = (town = sample) => new Timeline(town, DAY, '09:59').keepsSaying('09:59', '10:00', 30, level(0.7));

  it('a surge alerts when its delay is over, as if nobody had doubted it, and says that it is doubted', () => {
    const night = calm().keepsSaying('10:00', '10:02', 30, level(1.95));
    expect(told(night)[0]).toBe('10:01:00 aadalen-near-crest new');
    expect(alert(night, 'aadalen-near-crest')?.doubts).toEqual(['rate-of-change']);
    expect(night.basin('b-aadalen').state).toBe('strained');
  });

  it('a surge beyond the town’s own fail limit counts too: a step is never failed live', () => {
    const night = calm(changed('l-aadalen', { checks: { ratePerHour: { suspect: 5, fail: 10 } } })).keepsSaying('10:00', '10:02', 30, level(1.95));
    expect(told(night)[0]).toBe('10:01:00 aadalen-near-crest new');
  });

  it('a lone spike raises nothing; it is flagged when its successor comes, and then forgotten by the readiness', () => {
    const night = calm().says('10:00:30', 'l-aadalen', { level_m: 1.95 });
    expect(newest(night, 'l-aadalen', '10:00:30')).toMatchObject({ flag: 3, checks: ['rate-of-change'] });
    night.says('10:00:45', 'l-aadalen', { level_m: 0.7 }).keepsSaying('10:00:45', '10:10', 30, level(0.7));
    expect(told(night)).toEqual([]);
    expect(night.basin('b-aadalen').waterLevel).toBe(0.7);
  });

  it('an alert that began with what turns out to be a spike says so, and stands until somebody has seen it', () => {
    // No delay, so that one value raises it.
    const eager: Town = { ...sample, rules: sample.rules.map((rule) => (rule.id === 'aadalen-near-crest' ? { ...rule, onDelay: seconds(0) } : rule)) };
    const night = calm(eager).says('10:00:30', 'l-aadalen', { level_m: 1.95 });
    expect(alert(night, 'aadalen-near-crest')).toMatchObject({ state: 'new', doubts: ['rate-of-change'] });
    night.says('10:01', 'l-aadalen', { level_m: 0.7 });
    expect(alert(night, 'aadalen-near-crest')).toMatchObject({ state: 'new', doubts: ['spike', 'rate-of-change'] });
  });

  it('a doubtful fall does not begin a return, and a failed value neither clears nor keeps the readiness', () => {
    const night = calm().keepsSaying('10:00', '10:05', 30, level(1.95)).says('10:05:30', 'l-aadalen', { level_m: 99 });
    expect(night.basin('b-aadalen')).toMatchObject({ state: 'unknown', lastKnownState: 'strained' });
    expect(night.basin('b-aadalen').reasons.map(({ code, da }) => [code, da])).toEqual([['level-failed', 'Vandstandsmålerens seneste ord kan ikke bruges: uden for fysisk område']]);
    night.keepsSaying('10:05:30', '10:20', 30, { 'l-aadalen': { level_m: 99 } });
    expect(told(night).filter((line) => !line.endsWith('new'))).toEqual([]);
  });

  it('a level that stands still while rain must move it makes readiness unknown; one that stands still in the dry does not', () => {
    const rain = { 'r-03': { rain_mm: 0.4 }, 'r-04': { rain_mm: 0.4 } };
    const dry = { 'r-03': { rain_mm: 0 }, 'r-04': { rain_mm: 0 } };
    const still = new Timeline(sample, DAY, '09:00').keepsSaying('09:00', '10:30', 60, { ...dry, ...level(0.7) });
    expect(still.basin('b-aadalen').state).toBe('ready');
    // 12 mm in half an hour from 10:30; by 11:35 they have long arrived.
    const stuck = still.keepsSaying('10:30', '11:00', 60, { ...rain, ...level(0.7) }).keepsSaying('11:00', '11:35', 60, { ...dry, ...level(0.7) });
    expect(stuck.basin('b-aadalen')).toMatchObject({ state: 'unknown', lastKnownState: 'ready' });
    expect(stuck.basin('b-aadalen').reasons[0]?.code).toBe('level-stuck');
    expect(told(stuck)).toEqual([]);
  });

  it('a level that the town calls stuck fails, and neither raises nor clears', () => {
    const flatLine = { suspect: seconds(300), fail: seconds(600), tolerance: 0.001 };
    const night = calm(changed('l-aadalen', { checks: { flatLine } })).keepsSaying('10:00', '10:30', 30, level(0.75));
    expect(newest(night, 'l-aadalen', '10:30')).toMatchObject({ flag: 4, checks: ['flat-line'] });
    expect(night.basin('b-aadalen').state).toBe('unknown');
    expect(night.watch.snapshot(night.time('10:30')).intake.byReason).toHaveProperty('flat-line');
  });

  it('a pump that stands still takes its outlet from what the basin can take', () => {
    // Havnebassinet: 20 l/s by its pump alone. At −1.40 m it holds 1,600 m³, which is worth pumping.
    const night = new Timeline(sample, DAY, '09:59');
    const filled = (running: number) => {
      night.keepsSaying(running === 1 ? '10:00' : '10:05', running === 1 ? '10:05' : '10:10', 30, { 'l-havnen': { level_m: -1.4 }, 'p-havnen': { pump_on: running } });
      return night.basin('b-havnen');
    };
    const hour = ({ canTake }: ReturnType<typeof filled>) => canTake.find(({ minutes }) => minutes === 60)?.mm ?? NaN;
    const [running, stopped] = [filled(1), filled(0)];
    // 20 l/s for an hour are 72 m³; over the catchment's reduced hectares, with 10 m³ to the millimetre on each.
    const reduced = reducedArea(sample.catchments.find(({ id }) => id === 'havnen')!);
    expect(hour(running) - hour(stopped)).toBeCloseTo(72 / (reduced * 10), 0);
    expect(stopped.reasons.map(({ code }) => code)).toContain('pump-stopped');
    expect(running.reasons.map(({ code }) => code)).not.toContain('pump-stopped');
  });

  // Trap 10: the blind zone of an ultrasonic sensor is where the flood is.
  it('a level at the end of what its sensor sees is "at least": it raises, it is not stuck, and it clears nothing', () => {
    // It sees up to 1.95 m; the near-crest rule asks for 1.90 m, and back under 1.80 m for five minutes.
    const night = calm(changed('l-aadalen', { sees: { min: 0, max: 1.95 } })).keepsSaying('10:00', '11:00', 30, level(1.95));
    expect(newest(night, 'l-aadalen', '11:00')).toMatchObject({ flag: 3, checks: ['sensor-limit'] });
    expect(told(night)).toEqual(['10:01:00 aadalen-near-crest new', '10:01:30 aadalen-can-take new']);
    const full = night.basin('b-aadalen');
    expect(full.state).toBe('strained');
    expect(full.reasons.map(({ en }) => en)).toContain('The water stands at least at 1.95 m: the sensor sees no higher, so the basin may be full');
    // 1,620 of 1,800 m³ by the level. Full, it takes what its outlet leads away: 18 m³ in half an hour over 5.83 ha, 0.309 mm.
    expect(full.canTake.find(({ minutes }) => minutes === 30)?.mm).toBe(0.3);
    const aadalen = night.watch.snapshot(night.time('11:00')).readiness.find(({ id }) => id === 'aadalen');
    expect(aadalen?.reasons.map(({ code }) => code)).toContain('level-at-limit');
    expect(aadalen?.reasons.map(({ code }) => code)).not.toContain('level-stuck');
  });

  // Trap 9: a re-survey must not rewrite history.
  it('a level sensor that was hung anew is read by the survey of the time, live and late', () => {
    const moved = new Timeline(sample, DAY, '00:00').time('10:30');
    const survey = (sensorLevel: number, validFrom: Instant) => ({ sensorLevel: metresAboveDatum(sensorLevel), datum: 'DVR90', validFrom });
    const surveys = [survey(3.2, instant(0)), survey(3.25, moved)];
    const town = changed('l-aadalen', { quantity: 'distance_m', plausible: { min: 0.2, max: 4 }, level: { form: { kind: 'distance' }, surveys } });
    const night = new Timeline(town, DAY, '09:59');
    const says = (clock: string, distance: number, time = clock) => night.says(clock, 'l-aadalen', { distance_m: distance, time: new Date(night.time(time)).toISOString() });
    says('10:29', 2.5);
    expect(newest(night, 'l-aadalen', '10:29')).toMatchObject({ quantity: 'level_m', value: 0.7, flag: 1 });
    // Five centimetres higher, and the water where it was.
    says('10:30', 2.55);
    expect(newest(night, 'l-aadalen', '10:30')).toMatchObject({ value: 0.7, flag: 1 });
    says('10:31', 2.5, '10:29:30');
    const [before, since] = night.watch.readinessAt(town.assets.find((asset) => asset.kind === 'basin' && asset.id === 'b-aadalen') as Basin, [night.time('10:29:30'), night.time('10:31')]);
    expect([before?.filling?.waterLevel, since?.filling?.waterLevel]).toEqual([0.7, 0.7]);
  });

  it('a clock that runs an hour behind is doubted from the twentieth reading on, and no longer than it does', () => {
    const night = calm();
    const said = (clock: string, hour: string) => night.says(clock, 'l-aadalen', { level_m: 0.7, time: new Date(night.time(hour)).toISOString() });
    const minute = (hour: number, past: number) => `${hour}:${String(past).padStart(2, '0')}`;
    for (let past = 1; past <= 19; past += 1) said(minute(12, past), minute(11, past));
    expect(newest(night, 'l-aadalen', '12:19')).toMatchObject({ flag: 1 });
    said('12:20', '11:20');
    expect(newest(night, 'l-aadalen', '12:20')).toMatchObject({ flag: 3, checks: ['clock-skew'] });
    said('12:21', '12:21');
    expect(newest(night, 'l-aadalen', '12:21')).toMatchObject({ flag: 1 });
  });

  it('what ends a silence of hours counts at once, and is marked', () => {
    const night = calm().says('13:00', 'l-aadalen', { level_m: 0.75 });
    expect(newest(night, 'l-aadalen', '13:00')).toMatchObject({ value: 0.75, flag: 3, checks: ['time-gap'] });
    expect(night.basin('b-aadalen').state).not.toBe('unknown');
  });

  it('an overdue maintenance window is shown by the clock alone, and when it is over', () => {
    const from = new Timeline(sample, DAY, '00:00').time('10:00');
    const window = { from, until: shifted(from, 600 * SECOND), endedAt: shifted(from, 1_200 * SECOND), reason: 'rinsed' };
    const night = new Timeline(changed('l-aadalen', { maintenance: [window] }), DAY, '09:59');
    const shown = (clock: string) => night.until(clock).watch.snapshot(night.time(clock)).maintenance;
    expect(shown('10:05')).toEqual([{ sensor: 'l-aadalen', state: 'in-maintenance', reason: 'rinsed', until: window.until }]);
    expect(shown('10:15')).toMatchObject([{ sensor: 'l-aadalen', state: 'overrun' }]);
    expect(shown('10:20')).toEqual([]);
  });
});

describe('a blocked gauge among wet neighbours', () => {
  it('is called so half an hour later, and its zeros cover nothing any more', async () => {
    const sample = await sampleTown();
    const gauges = sample.sensors.filter(({ kind }) => kind === 'rain-gauge').map(({ id }) => id);
    // 0.1 mm a minute by the mean of the two gauges of Ådalen is 2 cm in five minutes; a level that rested would be called stuck.
    const rains = (from: number, to: number) => {
      for (let minute = from; minute < to; minute += 5) {
        const said = { ...Object.fromEntries(gauges.map((id) => [id, { rain_mm: id === 'r-03' ? 0 : 0.2 }])), 'l-aadalen': { level_m: 0.7 + minute * 0.004 } };
        night.keepsSaying(`10:${String(minute).padStart(2, '0')}`, `10:${String(minute + 5).padStart(2, '0')}`, 60, said);
      }
      return night;
    };
    const night = new Timeline(sample, DAY, '10:00');
    rains(0, 25).until('10:25:50');
    const checks = (clock: string) => night.watch.snapshot(night.time(clock)).sensors.find(({ id }) => id === 'r-03')?.checks;
    expect(checks('10:25:50')).toEqual([]);
    // Six intervals of five minutes, and half a minute's grace for those that are late.
    expect(rains(25, 30).until('10:30:29') && checks('10:30:29')).toEqual([]);
    expect(night.until('10:30:30') && checks('10:30:30')).toEqual(['faulty-zero']);
    rains(30, 50);
    // One of Ådalen's two gauges is blind: half of the last half hour, less the minutes that are not judged yet.
    const incomplete = night.basin('b-aadalen').reasons.find(({ code }) => code === 'rain-incomplete');
    expect(incomplete?.en).toMatch(/^The rain gauges cover only (5|6|7)\d % of the last 30 min$/);
  });
});

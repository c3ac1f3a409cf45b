import { instant, isoOf } from '@voldgrav/hydrology';
import { type LiveStorm, readForecast, readWarning, type Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTown, Timeline } from './timeline.ts';

const DAY = '2026-08-26';
let town: Town;
let dry: Readonly<Record<string, { readonly rain_mm: number }>>;
beforeAll(async () => {
  town = await sampleTown();
  dry = Object.fromEntries(town.sensors.filter(({ kind }) => kind === 'rain-gauge').map(({ id }) => [id, { rain_mm: 0 }]));
});
const groupOf = (catchment: string, storm: LiveStorm | undefined) => storm?.groups.find(({ catchments }) => catchments.includes(catchment));
const gaugesOf = (catchment: string) => town.catchments.find(({ id }) => id === catchment)?.gauges ?? [];

/** A night's minute is a look at every catchment's water sixty times: minutes of one may take seconds of ours. */
const PATIENCE = { timeout: 90_000 };

/** 0.8 mm a minute over the harbour for 20 min from 10:31, after a dry spell from `from` on in which every gauge has spoken: 16 mm. */
function harbourRain(from = '10:29', night = new Timeline(town, DAY, from)): Timeline {
  const wet = { ...dry, ...Object.fromEntries(gaugesOf('havnen').map((gauge) => [gauge, { rain_mm: 0.8 }])) };
  return night.keepsSaying(from, '10:30', 60, dry).keepsSaying('10:30', '10:50', 60, wet);
}

describe('a storm over the harbour', PATIENCE, () => {
  it('is told where it rains: group by group, with depth, phase and the duration at which it is rarest', () => {
    const night = harbourRain();
    const [storm] = night.storms();
    expect(storm).toMatchObject({ openedBy: 'rain', phase: 'growing', onset: night.time('10:31'), greatestMm: 16 });
    const harbour = groupOf('havnen', storm);
    expect(harbour).toMatchObject({ onset: night.time('10:31'), lastRainAt: night.time('10:50'), phase: 'growing', meanMm: 16 });
    // 8 mm in 10 min, 16 mm in 30 ((16/1.41585 − 7.24987)·0.0626105 + 1 = 1.2536; to the power of 6.8584: 4.7 years).
    expect(storm?.maxima.find(({ minutes }) => minutes === 10)).toMatchObject({ mm: 8 });
    expect(harbour?.critical).toMatchObject({ minutes: 30, mm: 16 });
    expect(harbour?.critical?.en).toMatch(/^T = 4\.7 years at duration 30 min \(indicative, not SVK\)$/);
    // In its own figures: 0.8 mm a minute for ten, and for twenty in every longer window.
    expect(harbour?.maxima.map(({ minutes, mm }) => [minutes, mm])).toEqual([10, 30, 60, 120, 180, 360, 720, 1440].map((minutes) => [minutes, minutes === 10 ? 8 : 16]));
    expect(harbour?.skybrud).toMatchObject({ answer: 'yes', firstAt: night.time('10:49') });
    // One of the harbour's gauges speaks for Midtbyen too, and so for one in ten of the gauges over Møllebækken.
    expect(groupOf('aadalen', storm)).toMatchObject({ meanMm: 1.6 });
  });

  it('is a skybrud from the minute in which 15 mm are passed; whether it is kraftig regn nobody knows', () => {
    // Half an hour before it, so that no window of half an hour has a gap.
    const night = harbourRain('09:58');
    // 19 minutes of 0.8 mm are 15.2 mm.
    expect(night.storms()[0]?.skybrud).toMatchObject({ answer: 'yes', firstAt: night.time('10:49') });
    expect(gaugesOf('havnen')).toContain((night.storms()[0]?.skybrud as { gauge: string }).gauge);
    expect(night.storms()[0]?.insurers).toMatchObject({ answer: 'yes', firstAt: night.time('10:49') });
    // Nobody has spoken six hours ago.
    expect(night.storms()[0]?.kraftigRegn).toEqual({ answer: 'unknown' });
  });

  it('leaves a "no" unknown once a gauge has been silent in it', () => {
    const night = new Timeline(town, DAY, '09:58').keepsSaying('09:58', '10:30', 60, dry);
    night.says('10:31', 'r-03', { rain_mm: 1 });
    expect(night.storms()[0]?.skybrud).toEqual({ answer: 'no' });
    expect(night.until('10:35').storms()[0]?.skybrud).toEqual({ answer: 'unknown' });
  });

  it('is over where its own gauges have been dry for an hour, while it rains on elsewhere', () => {
    const night = harbourRain();
    const ofHarbour = groupOf('havnen', night.storms()[0])?.catchments.flatMap(gaugesOf) ?? [];
    const elsewhere = Object.keys(dry).find((gauge) => !ofHarbour.includes(gauge)) ?? '';
    const [storm, ...others] = night.keepsSaying('10:50', '11:52', 60, { ...dry, [elsewhere]: { rain_mm: 0.2 } }).storms();
    expect(others).toEqual([]);
    expect(storm).not.toHaveProperty('end');
    expect(groupOf('havnen', storm)).toMatchObject({ phase: 'over', lastRainAt: night.time('10:50'), end: night.time('10:50') });
    const raining = storm?.groups.filter(({ phase }) => phase === 'growing' || phase === 'easing') ?? [];
    expect(raining.length).toBeGreaterThan(0);
    expect(raining.every(({ end }) => end === undefined)).toBe(true);
  });

  it('eases, pauses, and is over', () => {
    const night = harbourRain();
    const drizzle = { ...dry, [gaugesOf('havnen')[0] ?? '']: { rain_mm: 0.2 } };
    expect(night.keepsSaying('10:50', '10:59', 60, drizzle).storms()[0]?.phase).toBe('easing');
    expect(night.keepsSaying('10:59', '11:09', 60, dry).storms()[0]?.phase).toBe('pausing');
    expect(night.keepsSaying('11:09', '12:00', 60, dry).storms()[0]).toMatchObject({ phase: 'over', end: night.time('10:59') });
  });
});

describe('what is raised in a storm', PATIENCE, () => {
  it('carries the storm, and the storm carries it and the actions that it bears on', () => {
    const night = new Timeline(town, DAY, '09:55').keepsSaying('09:55', '10:00', 60, { ...dry, 'l-aadalen': { level_m: 0.7 } });
    night.keepsSaying('10:00', '10:05', 60, { ...dry, 'r-03': { rain_mm: 1 }, 'l-aadalen': { level_m: 2.2 } });
    const [alert] = night.watch.liveAlerts();
    const [storm] = night.storms();
    expect(alert?.storm).toBe(storm?.id);
    expect(storm?.alerts).toContain(alert?.id);
    expect(storm?.actions).toContain('aadalens-klimapark');
  });
});

describe('a warning', PATIENCE, () => {
  const typed = (night: Timeline, changes: object = {}) => {
    const read = readWarning({ source: 'DMI', about: 'cloudburst', category: 2, onset: isoOf(night.time('10:30')), expires: isoOf(night.time('12:00')), issuedAt: isoOf(night.time('08:00')), ...changes }, night.time('08:00'));
    if (!read.ok) throw new Error(read.faults.join());
    return read.warning;
  };

  it('opens a storm with its preparation before it rains, which the rain then goes on with', () => {
    const night = new Timeline(town, DAY, '10:28');
    night.watch.coming.warning(typed(night), night.time('10:28'));
    const [awaited] = night.storms();
    expect(awaited).toMatchObject({ phase: 'awaited', openedBy: 'warning', onset: night.time('10:30'), greatestMm: 0, warnings: [{ category: 2, event: 'Skybrud' }] });
    expect(awaited?.preparation).toMatchObject({ category: 2, level: { da: 'Stabsberedskab' } });
    expect(awaited?.preparation?.steps.map(({ id }) => id)).toEqual(['indkald-stab', 'toem-bassiner']);
    const [storm, ...others] = harbourRain('10:28', night).storms();
    expect(others).toEqual([]);
    expect(storm).toMatchObject({ id: awaited?.id, phase: 'growing', openedBy: 'warning', onset: night.time('10:31'), greatestMm: 16 });
  });

  it('that runs out without rain leaves a storm in which none fell, and opens it once only', () => {
    const night = new Timeline(town, DAY, '10:28');
    night.watch.coming.warning(typed(night, { expires: isoOf(night.time('10:40')) }), night.time('10:28'));
    night.keepsSaying('10:28', '10:41', 60, dry);
    expect(night.storms()).toMatchObject([{ phase: 'over', greatestMm: 0, end: night.time('10:40') }]);
  });

  it('that is taken back ends the waiting', () => {
    const night = new Timeline(town, DAY, '10:28');
    const warning = typed(night);
    night.watch.coming.warning(warning, night.time('10:28'));
    night.watch.coming.warning({ ...warning, id: 'taken back', replaces: [warning.id], isCancellation: true }, night.time('10:28'));
    expect(night.storms()).toMatchObject([{ phase: 'over', greatestMm: 0 }]);
  });

  it('of wind opens none', () => {
    const night = new Timeline(town, DAY, '10:28');
    night.watch.coming.warning(typed(night, { about: 'other' }), night.time('10:28'));
    expect(night.storms()).toEqual([]);
  });
});

describe('a forecast', PATIENCE, () => {
  const nowcast = (night: Timeline, issued: string, mm: number) => {
    const read = readForecast(
      { source: 'radar', issuedAt: isoOf(night.time(issued)), catchment: 'havnen', steps: [{ from: isoOf(night.time('10:30')), to: isoOf(night.time('10:40')), mm }, { from: isoOf(night.time('10:40')), to: isoOf(night.time('11:30')), mm: 3 }] },
      { now: night.time(issued), catchments: ['havnen'], assets: [] },
    );
    if (!read.ok) throw new Error(read.faults.join());
    return read.forecast;
  };
  const harbourBasin = () => town.assets.find((asset) => asset.kind === 'basin' && asset.catchment === 'havnen')?.id ?? '';

  it('reaches readiness: null without one, and the millimetres that are coming with one', () => {
    const night = new Timeline(town, DAY, '10:29').until('10:30');
    expect(night.basin(harbourBasin()).comingMm).toBeNull();
    night.watch.coming.forecast(nowcast(night, '10:30', 9), night.time('10:30'));
    // 9 mm to 10:40, and 20 of the 50 minutes of 3 mm: 1.2 mm.
    expect(night.basin(harbourBasin())).toMatchObject({ comingMm: 10.2 });
    expect(night.basin(harbourBasin()).coming?.find(({ minutes }) => minutes === 30)).toMatchObject({ mm: 10.2, source: 'radar', issuedAt: night.time('10:30') });
  });

  it('is held against what fell, ten minutes after', () => {
    const night = new Timeline(town, DAY, '10:28');
    night.watch.coming.forecast(nowcast(night, '09:58', 9), night.time('09:58'));
    harbourRain('10:28', night);
    expect(night.watch.coming.skill().rain).toEqual([]);
    night.keepsSaying('10:50', '10:52', 60, dry);
    // 32 minutes ahead 9 mm were expected and ten times 0.8 fell.
    const [skill] = night.watch.coming.skill().rain;
    expect(skill).toMatchObject({ source: 'radar', leadFrom: 30, leadTo: 60, count: 1, hits: 1, misses: 0, falseAlarms: 0 });
    expect(skill?.bias).toBeCloseTo(1, 9);
  });

  it('that is told twice is one forecast', () => {
    const night = new Timeline(town, DAY, '10:29').until('10:30');
    night.watch.coming.forecast(nowcast(night, '10:30', 9), night.time('10:30'));
    night.watch.coming.forecast(nowcast(night, '10:30', 9), night.time('10:30'));
    expect(night.watch.coming.list('havnen')).toHaveLength(1);
    expect(night.watch.coming.list('havnen')[0]?.issuedAt).toBe(instant(night.time('10:30')));
  });
});

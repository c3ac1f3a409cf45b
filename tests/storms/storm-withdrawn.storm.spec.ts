import { isoOf } from '@voldgrav/hydrology';
import { readWarning, type Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTown, Timeline } from './timeline.ts';

const DAY = '2026-08-26';
const PATIENCE = { timeout: 90_000 };

describe('a storm whose rain was none', PATIENCE, () => {
  let town: Town;
  let dry: Readonly<Record<string, { readonly rain_mm: number }>>;
  beforeAll(async () => {
    const sample = await sampleTown();
    // Half an hour's rain in one word is plausible here.
    town = { ...sample, sensors: sample.sensors.map((sensor) => (sensor.id === 'r-03' ? { ...sensor, plausible: { min: 0, max: 60 } } : sensor)) };
    dry = Object.fromEntries(town.sensors.filter(({ kind, id }) => kind === 'rain-gauge' && id !== 'r-03').map(({ id }) => [id, { rain_mm: 0 }]));
  });

  /** r-03 says nothing for half an hour, and then 40 mm: may be. */
  const silentThenWet = (night = new Timeline(town, DAY, '09:59')): Timeline => night.says('10:00', 'r-03', { rain_mm: 0 }).keepsSaying('10:00', '10:30', 60, dry).says('10:31', 'r-03', { rain_mm: 40 });
  /** Its word of 10:30 comes late: 40 mm fell within a minute, which is more than one and a half times what ever did in Denmark (5.4 mm). */
  const disproves = (night: Timeline, clock: string): Timeline => night.says(clock, 'r-03', { rain_mm: 0, time: `${DAY}T10:30:00Z` }).until(`${clock}:02`);

  it('is taken back, and says by whose rain and by which check it was', () => {
    const night = silentThenWet();
    expect(night.storms()).toMatchObject([{ phase: 'growing', onset: night.time('10:31'), greatestMm: 40, greatestAt: 'r-03' }]);
    disproves(night, '10:33');
    expect(night.storms()).toMatchObject([{ id: 'storm-20260826T1031Z', phase: 'over', end: night.time('10:33'), greatestMm: 0, maxima: [], skybrud: { answer: 'unknown' }, withdrawn: { at: night.time('10:33'), gauge: 'r-03', check: 'exceedance' } }]);
    // Rain after it is another storm.
    night.says('10:34', 'r-04', { rain_mm: 1 });
    expect(night.storms()).toMatchObject([{ id: 'storm-20260826T1034Z', phase: 'growing', greatestMm: 1 }, { id: 'storm-20260826T1031Z' }]);
  });

  it('keeps what was raised in it, and what was held in it is doubtful', () => {
    const night = new Timeline(town, DAY, '09:58').says('09:59', 'l-aadalen', { level_m: 0.7 });
    silentThenWet(night).keepsSaying('10:31', '10:36', 60, { 'l-aadalen': { level_m: 2.2 } });
    const raised = night.watch.liveAlerts().map(({ id }) => id);
    expect(raised.length).toBeGreaterThan(0);
    disproves(night, '10:37');
    expect(night.storms()[0]?.alerts).toEqual(raised);
    expect(night.watch.liveAlerts().every(({ storm }) => storm === 'storm-20260826T1031Z')).toBe(true);
    expect(night.evidence('aadalens-klimapark').map(({ standing }) => standing)).toEqual(['doubtful']);
  });

  it('goes on under its name where other rain is left, from that on', () => {
    const night = silentThenWet().says('10:32', 'r-04', { rain_mm: 1 }).says('10:32:30', 'r-05', { rain_mm: 0.4 });
    disproves(night, '10:33');
    expect(night.storms()).toMatchObject([{ id: 'storm-20260826T1031Z', onset: night.time('10:32'), phase: 'growing', greatestMm: 1, greatestAt: 'r-04' }]);
    expect(night.storms()[0]?.withdrawn).toBeUndefined();
  });

  it('that a warning opened waits for rain again', () => {
    const night = new Timeline(town, DAY, '09:58');
    const read = readWarning({ source: 'DMI', about: 'cloudburst', category: 2, onset: isoOf(night.time('10:20')), expires: isoOf(night.time('12:00')), issuedAt: isoOf(night.time('08:00')) }, night.time('08:00'));
    if (!read.ok) throw new Error(read.faults.join());
    night.watch.coming.warning(read.warning, night.time('09:58'));
    const [awaited] = night.storms();
    silentThenWet(night);
    expect(night.storms()).toMatchObject([{ id: awaited?.id, phase: 'growing', openedBy: 'warning' }]);
    disproves(night, '10:33');
    expect(night.storms()).toMatchObject([{ id: awaited?.id, phase: 'awaited', openedBy: 'warning', greatestMm: 0 }]);
  });

  it('is taken back after it was over, too', () => {
    const night = silentThenWet().keepsSaying('10:31', '11:33', 60, dry);
    expect(night.storms()).toMatchObject([{ phase: 'over', end: night.time('10:31'), greatestMm: 40 }]);
    disproves(night, '11:34');
    expect(night.storms()).toMatchObject([{ phase: 'over', end: night.time('10:31'), greatestMm: 0, withdrawn: { at: night.time('11:34'), gauge: 'r-03' } }]);
  });
});

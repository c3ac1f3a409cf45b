import { micrometresFrom } from '@voldgrav/hydrology';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { CatchmentNight, takeOf } from './catchment-night.ts';
import { sampleTown } from './timeline.ts';

// Ådalen as in catchment.storm.spec.ts: 48.6 m³ for each mm, water down in 10 min, 10 l/s out of 1800 m³. Its two gauges send counts of 0.2 mm.
const LEVELS = { 'l-aadalen': 0.6, 'l-aadalsvej': 1.3, 'l-aabroen': 0.7 };
const GAUGES = ['r-03', 'r-04'];
const both = (count: number) => Object.fromEntries(GAUGES.map((gauge) => [gauge, count]));

describe('counts after a silence', () => {
  let town: Town;
  beforeAll(async () => {
    const sample = await sampleTown();
    town = { ...sample, sensors: sample.sensors.map((sensor) => (GAUGES.includes(sensor.id) ? { ...sensor, quantity: 'tips', plausible: { min: 0, max: 65_535 }, counter: { depthPerCount: micrometresFrom(0.2), modulus: 65_536 } } : sensor)) };
  });

  /** Dry from 10:00 on, and then no count until `until`, when there are so many more; the basin is first heard of then. */
  const silence = (from: string, until: string, counted: number, minuteBefore: string, onTheWay: (night: CatchmentNight) => unknown = () => undefined) => {
    const night = new CatchmentNight(town).says('10:00', until, 'rain_mm', { 'r-01': 0, 'r-02': 0 }).says('10:00', from, 'tips', both(100));
    onTheWay(night);
    return night.says(minuteBefore, until, 'level_m', LEVELS).says(minuteBefore, until, 'tips', both(100 + counted));
  };
  const skybrudOf = (night: CatchmentNight, clock: string) => night.watch.stormsAt(night.time(clock))[0]?.storm;

  it('of three hours with 16 mm are no skybrud and none is ruled out; readiness lays them over the three hours', () => {
    const night = silence('12:00', '15:00', 80, '14:59');
    const storm = skybrudOf(night, '15:00');
    expect(storm?.skybrud).toEqual({ answer: 'unknown' });
    expect(storm?.maxima.map(({ minutes, mm }) => [minutes, mm])).toEqual([[180, 16], [360, 16], [720, 16], [1440, 16]]);
    const answer = night.at('aadalen', '15:00');
    // 16/180 mm a minute: the last nine minutes have 4.5 of it on their way, 0.4 mm; had it all fallen in the last one, 14.4 mm.
    expect(answer.committedMm).toBeCloseTo(0.4, 6);
    // 48.6 · 0.4 = 19.4 m³ are on their way in the middle, and 1.2 · 48.6 · 14.4 = 839.8 at worst; 24 m³ of doubt, 20 % more land, 10 % less outlet.
    expect(takeOf(answer, 30)?.middle).toBeCloseTo((1800 + 24 - 19.4) / 48.6, 1);
    expect(Math.abs((takeOf(answer, 30)?.low ?? 0) - (1800 - 24 + 21.6 - 839.8) / 58.32)).toBeLessThan(0.3);
  });

  it('of ten minutes with 16 mm are one, though nobody knows in which minutes they fell', () => {
    const night = silence('12:00', '12:10', 80, '12:09');
    expect(skybrudOf(night, '12:10')?.skybrud).toEqual({ answer: 'yes', firstAt: night.time('12:10'), gauge: 'r-03' });
  });

  it('are followed by a catchment that was watched through the silence as by one that was not', () => {
    const night = silence('12:00', '12:20', 25, '12:19', (silent) => silent.ticksTo('12:18')).ticksTo('12:21');
    const watched = night.watch.catchmentReadiness().find(({ catchment }) => catchment === 'aadalen')!;
    // Followed anew from a day before, by all that is known.
    const [asked] = night.watch.catchmentReadinessAt('aadalen', [watched.at]) ?? [];
    expect(asked?.committedMm).toBeGreaterThan(0.8);
    expect(watched.committedMm).toBeCloseTo(asked?.committedMm ?? 0, 9);
    const figures = (assessment: typeof asked) => assessment?.canTake.map(({ middle, low, high }) => [middle, low, high].map((mm) => Math.round(mm * 10) / 10));
    expect(figures(watched)).toEqual(figures(asked));
  });
});

import { HOUR, instant, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { namedStorm, STORM_NAMES, type StormName } from './named-storm.ts';
import { smallTown } from './small-town.ts';
import { seaLevel, tideLevel } from './tide.ts';
import { stormMessages } from './storm-messages.ts';

const begins = instant(Date.UTC(2026, 7, 26, 9));
const runOf = (name: StormName) => namedStorm({ name, town: smallTown, seed: 1, begins });
const wettest = (depths: readonly number[], minutes: number) => Math.max(...depths.slice(minutes - 1).map((_, start) => depths.slice(start, start + minutes).reduce((sum, depth) => sum + depth, 0)));

describe('named storms', () => {
  // The depths are those of domain.md §2.5 (DK-indicative v1), §1 for the two cloudbursts, and of the labels.
  it.each<[StormName, number, number]>([
    ['everyday-rain', 180, 6],
    ['t10', 10, 13.622],
    ['t10', 60, 24.018],
    ['t50', 30, 27.654],
    ['t100', 30, 31.908],
    ['t100', 120, 49.483],
    ['double-skybrud', 30, 30],
    ['frontal-24h-wet-ground', 1440, 65.673],
    ['surge-with-rain', 360, 20],
    ['melt-on-frozen-ground', 480, 15],
    ['copenhagen-2011', 10, 31.2],
    ['copenhagen-2011', 30, 64.8],
    ['copenhagen-2011', 120, 135.4],
  ])('%s brings in its wettest %i min %d mm', (name, minutes, depth) => {
    // A crest laid into flat minutes leans a little over their edge: a thousandth.
    expect(Math.abs(wettest(runOf(name).cell.depths, minutes) / depth - 1)).toBeLessThan(0.001);
  });

  it('begin with a dry hour', () => {
    for (const name of STORM_NAMES) expect(runOf(name).cell.begins).toBe(shifted(begins, HOUR));
  });

  it('say the same for the same seed, byte for byte', () => {
    const said = () => [...stormMessages(runOf('everyday-rain'))];
    expect(said()).toEqual(said());
  });

  it('go another way over the town when that is asked for', () => {
    const first = (heading: number, sensor: string) => {
      const run = namedStorm({ name: 't100', town: smallTown, seed: 1, begins, course: { heading, speed: 2 } });
      return [...stormMessages(run)].find(({ topic, payload }) => topic === `sensors/${sensor}/json` && !payload.includes('"rain_mm":0}'))?.at ?? 0;
    };
    // The east lies 630 m behind the west: at 2 m/s five minutes later in a storm that goes east, earlier in one that goes west.
    expect(first(90, 'g-east') - first(90, 'g-west')).toBeGreaterThan(0);
    expect(first(270, 'g-east') - first(270, 'g-west')).toBeLessThan(0);
  });
});

describe('a surge', () => {
  const surge = { peakAt: begins, height: 1.3, halfWidth: 6 };
  it('stands on the tide, and half as high three hours before and after', () => {
    const above = (hours: number) => seaLevel(shifted(begins, hours * HOUR), surge) - tideLevel(shifted(begins, hours * HOUR));
    expect(above(0)).toBeCloseTo(1.3, 9);
    expect(above(-3)).toBeCloseTo(0.65, 9);
    expect(above(3)).toBeCloseTo(0.65, 9);
    expect(above(12)).toBeCloseTo(0, 3);
  });
});

describe('melting snow', () => {
  it('fills a basin while no gauge sees it', () => {
    const { melt, ...without } = runOf('melt-on-frozen-ground');
    expect((melt ?? []).reduce((sum, depth) => sum + depth, 0)).toBeCloseTo(30, 9);
    expect(melt?.length).toBe(60 + 600);
    const hour = 8 * HOUR;
    const highest = (run: Parameters<typeof stormMessages>[0]) => Math.max(...[...stormMessages({ ...run, span: { ...run.span, until: shifted(begins, hour) } })].flatMap(({ topic, payload }) => (topic === 'sensors/l-b-large/json' ? [(JSON.parse(payload) as { level_m: number }).level_m] : [])));
    const rain = (run: Parameters<typeof stormMessages>[0]) => [...stormMessages({ ...run, span: { ...run.span, until: shifted(begins, 3 * HOUR) } })].filter(({ topic }) => topic.startsWith('sensors/g-')).map(({ payload }) => payload);
    expect(highest(runOf('melt-on-frozen-ground'))).toBeGreaterThan(highest(without) + 0.05);
    expect(rain(runOf('melt-on-frozen-ground'))).toEqual(rain(without));
  });
});

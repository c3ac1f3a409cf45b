import { indicativeIdf, instant, MINUTE, minutes, years } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { type DesignedStorm, designedStorm } from './designed-storm.ts';
import { smallTown } from './small-town.ts';

const BEGINS = instant(Date.UTC(2026, 5, 1, 12));
const TEN_YEARS: DesignedStorm = { town: smallTown, idf: indicativeIdf, returnPeriod: years(10), duration: minutes(60), shape: 'chicago', peak: 0.5, climateFactor: 1, seed: 7, begins: BEGINS };

/** Depths minute by minute that the westernmost gauge reports, which speaks every minute. */
function reported(storm: DesignedStorm): readonly number[] {
  return [...designedStorm(storm)].filter(({ topic }) => topic === 'sensors/g-west/json').map(({ payload }) => (JSON.parse(payload) as { rain_mm: number }).rain_mm);
}
const sum = (depths: readonly number[]): number => depths.reduce((total, depth) => total + depth, 0);
const wettest = (depths: readonly number[], count: number): number => Math.max(...depths.map((_, start) => sum(depths.slice(start, start + count))));

describe('a designed storm', () => {
  it('brings the depth of its return period, as far as a gauge is to be trusted', () => {
    // domain-vectors.json: 24.018 mm in 60 min and 13.622 mm in 10 once in ten years. A gauge's bias is 5 % (one deviation).
    const depths = reported(TEN_YEARS);
    expect(Math.abs(sum(depths) / 24.018 - 1)).toBeLessThan(0.15);
    expect(Math.abs(wettest(depths, 10) / 13.622 - 1)).toBeLessThan(0.25);
    expect(wettest(depths, 60) / sum(depths)).toBeGreaterThan(0.97);
  });

  it('is dry for a quarter of an hour before and two hours after', () => {
    const depths = reported(TEN_YEARS);
    expect(depths).toHaveLength(15 + 60 + 120);
    expect(sum(depths.slice(0, 14))).toBe(0);
    expect(sum(depths.slice(77))).toBe(0);
  });

  it('with a climate factor of 1.3 brings 1.3 times as much, and its peak where it is asked for', () => {
    const wetter = reported({ ...TEN_YEARS, climateFactor: 1.3 });
    expect(sum(wetter) / sum(reported(TEN_YEARS))).toBeCloseTo(1.3, 1);
    const late = reported({ ...TEN_YEARS, peak: 0.9 });
    expect(late.indexOf(Math.max(...late))).toBeGreaterThan(60);
  });

  it('as a box falls evenly', () => {
    // 24.018 mm in 60 min: in ten minutes 4.0 mm, not 13.6.
    expect(Math.abs(wettest(reported({ ...TEN_YEARS, shape: 'box' }), 10) / 4.003 - 1)).toBeLessThan(0.25);
  });

  it('says the same for the same seed, and something else for another', () => {
    const said = (seed: number) => JSON.stringify([...designedStorm({ ...TEN_YEARS, seed })]);
    expect(said(7)).toBe(said(7));
    expect(said(8)).not.toBe(said(7));
  });

  it('lets every sensor of the town speak, from the beginning on', () => {
    const messages = [...designedStorm(TEN_YEARS)];
    expect(new Set(messages.map(({ topic }) => topic)).size).toBe(smallTown.sensors.length);
    expect(messages[0]?.at).toBeGreaterThan(BEGINS);
    // Each speaks on a second of its own, so the last word falls somewhere in the last minute.
    expect(messages.at(-1)?.at).toBeGreaterThan(BEGINS + 194 * MINUTE);
    expect(messages.at(-1)?.at).toBeLessThanOrEqual(BEGINS + 195 * MINUTE);
  });

  it('is refused where the table says nothing', () => {
    expect(() => designedStorm({ ...TEN_YEARS, returnPeriod: years(200) }).next()).toThrow(RangeError);
  });
});

import { minutes } from '@voldgrav/hydrology';
import type { Town } from '@voldgrav/wire';
import { beforeAll, describe, expect, it } from 'vitest';
import { sampleTown, Timeline } from './timeline.ts';

let town: Town;
beforeAll(async () => {
  town = await sampleTown();
});

/** The sample town, measured by a table of its own for 30 to 60 min and 2 to 50 years. */
const measuredBy = (depthMm: readonly (readonly number[])[]): Town => ({
  ...town,
  idf: { source: 'Kommunens regnrække', date: '2026-01-01', climateFactor: 1.2, durationsMinutes: [30, 60].map(minutes), returnPeriodsYears: [2, 50], depthMm },
});

function night(of: Town): Timeline {
  const gauges = Object.fromEntries(of.sensors.filter(({ kind }) => kind === 'rain-gauge').map(({ id }) => [id, { rain_mm: 0.4 }]));
  return new Timeline(of, '2026-08-26', '09:57').keepsSaying('09:57', '10:00', 60, { ...gauges, 'l-aadalen': { level_m: 0.7 } });
}

describe('how rare a rain is', { timeout: 90_000 }, () => {
  it.each([
    // Nothing the basin takes is as little as 2 mm, nor as much as 900.
    ['>50', [[0.5, 1], [1, 2]]],
    ['<2', [[900, 950], [960, 990]]],
  ])("is read from the town's table and ends where it ends: %s", (text, depthMm) => {
    const told = night(measuredBy(depthMm));
    const basin = told.basin('b-aadalen');
    expect(basin.availableReturnPeriodText).toBe(text);
    expect([30, 60]).toContain(basin.bindingDuration);
    expect(basin.returnPeriodNote).toBeUndefined();
    const readiness = told.watch.snapshot(told.time('10:00')).readiness.find(({ id }) => id === 'aadalen');
    expect(readiness?.availableReturnPeriodText).toBe(text);
    expect(readiness?.returnPeriodNote).toBeUndefined();
    // 1.2 mm in three minutes, which is more than 1 mm in half an hour and less than 900.
    const [storm] = told.storms();
    expect(storm?.critical).toMatchObject({ minutes: 30, mm: 1.2, returnPeriodText: text });
    expect(storm?.critical?.da).toBe(`T = ${text} år ved varighed 30 min`);
    expect(storm?.maxima.find((maximum) => maximum.minutes === 10)).not.toHaveProperty('returnPeriodText');
  });

  it('is called indicative, not SVK, where the table is the built-in one', () => {
    const told = night(town);
    const note = { da: 'vejledende, ikke SVK', en: 'indicative, not SVK' };
    expect(told.basin('b-aadalen').returnPeriodNote).toEqual(note);
    expect(told.watch.snapshot(told.time('10:00')).readiness.find(({ id }) => id === 'aadalen')?.returnPeriodNote).toEqual(note);
    expect(told.storms()[0]?.critical).toMatchObject({ returnPeriodText: '<1', returnPeriodNote: note, da: 'T = <1 år ved varighed 10 min (vejledende, ikke SVK)' });
  });
});

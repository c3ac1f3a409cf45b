import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { micrometresFrom, minutes } from '@voldgrav/hydrology';
import { annualMaxima, rainSeries } from '@voldgrav/rollup';
import { beforeEach, describe, expect, it } from 'vitest';
import { DATA_ABSENT, recording } from './recording.ts';

const series = recording('returnperiod/goerlitz_5min_nonzero_1991-2005.csv.gz');
const expected = recording('returnperiod/goerlitz_expected_annual_maxima_mm_1991-2005.csv');

const rowsOf = (text: string) => text.trim().split('\n').map((line) => line.trim().split(','));

// Fifteen years of five-minute values and what DWA's own program finds in them (README of the recordings).
describe('fifteen years of Görlitz', () => {
  beforeEach(({ skip }) => skip(series === undefined || expected === undefined, DATA_ABSENT));

  it('have the published annual maxima of twelve durations, to 0.005 mm', () => {
    const [, ...rows] = rowsOf(gunzipSync(readFileSync(series ?? '')).toString('utf8'));
    const record = rainSeries(rows.map(([stamp]) => Date.parse(`${stamp}:00Z`)), rows.map(([, depth]) => micrometresFrom(Number(depth))));
    expect(record.interval).toBe(5);
    const [head = [], ...years] = rowsOf(readFileSync(expected ?? '', 'utf8'));
    const durations = head.slice(1).map((duration) => minutes(Number(duration)));
    const found = new Map(annualMaxima(record, durations).map(({ year, minutes: duration, depth }) => [`${year}/${duration}`, depth / 1000]));
    const off = years.flatMap(([year, ...depths]) =>
      depths.flatMap((depth, column) => {
        const ours = found.get(`${year}/${durations[column]}`) ?? Number.NaN;
        return Math.abs(ours - Number(depth)) <= 0.005 ? [] : [`${year}, ${durations[column]} min: ${ours} mm, not ${depth}`];
      }),
    );
    expect(off).toEqual([]);
    expect(years.length * durations.length).toBe(180);
  });
});

import { instant, MINUTE, minutes, seconds, shifted, windowEndingAt } from '@voldgrav/hydrology';
import { rainDepth } from '@voldgrav/rollup';
import { beforeEach, describe, expect, it } from 'vitest';
import { DATA_ABSENT, rainColumn, recording } from './recording.ts';

const file = recording('rain/gothenburg_1min_20150722-26.csv');
const GAUGES = ['Jarn', 'Torp', 'Bergsj', 'Torsl', 'Chalm', 'Tole', 'Barl', 'Drakeg', 'Lbom', 'Askim'];
/** More than 15 mm in 30 min, in micrometres: DMI's skybrud. */
const SKYBRUD = 15_000;

// Known answer of the recording's own page: Chalmers alone passes 15 mm in 30 min, first at 03:44, and reaches 15.2 mm.
describe('26 July 2015 over Gothenburg', () => {
  beforeEach(({ skip }) => skip(file === undefined, DATA_ABSENT));
  const night = instant(Date.UTC(2015, 6, 26));
  const halfHours = (gauge: string) => {
    const record = { samples: rainColumn(file ?? '', gauge), interval: seconds(60) };
    return Array.from({ length: 24 * 60 }, (_, minute) => {
      const at = shifted(night, minute * MINUTE);
      return { at, ...rainDepth(record, windowEndingAt(at, minutes(30))) };
    });
  };

  it('is a skybrud at Chalmers from 03:44, with 15.2 mm', () => {
    const depths = halfHours('Chalm');
    expect(depths.find(({ depth }) => depth > SKYBRUD)?.at).toBe(Date.UTC(2015, 6, 26, 3, 44));
    expect(Math.max(...depths.map(({ depth }) => depth))).toBe(15_200);
    expect(depths.every(({ completeness }) => completeness === 1)).toBe(true);
  });

  it('is none at any other gauge', () => {
    const others = GAUGES.filter((gauge) => gauge !== 'Chalm');
    expect(others.filter((gauge) => halfHours(gauge).some(({ depth }) => depth > SKYBRUD))).toEqual([]);
  });
});

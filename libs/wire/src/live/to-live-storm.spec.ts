import { indicativeIdf, instant, micrometresFrom, minutes } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { toLiveStormMaximum } from './to-live-storm.ts';

const maximum = { minutes: minutes(30), depth: micrometresFrom(15), endsAt: instant(0), gauge: 'r-1' };

describe('the greatest depth of a storm', () => {
  it('from sums of ten minutes stands beside what it is corrected to, with a rank of its own', () => {
    // domain.md §2.6: three intervals, times 1.04; 15 mm is 3.7 years, and 15.6 mm (15.6/1.41585 − 7.24987)·0.0626105 + 1 = 1.235936: 4.3 years.
    expect(toLiveStormMaximum(maximum, indicativeIdf, minutes(10))).toMatchObject({ mm: 15, returnPeriodText: '3.7', corrected: { factor: 1.04, mm: 15.6, returnPeriodText: '4.3' } });
  });

  it('is not corrected where the gauge tells every minute, or where many intervals make it up', () => {
    expect(toLiveStormMaximum(maximum, indicativeIdf, minutes(1))).not.toHaveProperty('corrected');
    expect(toLiveStormMaximum({ ...maximum, minutes: minutes(60) }, indicativeIdf, minutes(10))).not.toHaveProperty('corrected');
  });
});

import { describe, expect, it } from 'vitest';
import { millimetres, minutes, years } from '../units.ts';
import { climateFactor, returnPeriodInClimate } from './climate-factor.ts';
import { indicativeIdf } from './indicative-idf.ts';

describe('the climate factor', () => {
  // domain.md §2.2: 1.2, 1.3 and 1.4 published, 1.2569 and 1.3301 between them; held beyond the ends.
  it.each([[1, 1.2], [2, 1.2], [5, 1.2569], [10, 1.3], [20, 1.3301], [100, 1.4], [500, 1.4]])('once in %i years is %f', (returnPeriod, factor) => {
    expect(climateFactor(years(returnPeriod))).toBeCloseTo(factor, 4);
  });

  it('ranks a rain in a wetter climate by the rain divided, not by the rain multiplied', () => {
    // 19.287 mm in 30 min is the ten-year rain; 1.3 times as much will be what comes once in ten years.
    expect(returnPeriodInClimate(indicativeIdf, millimetres(19.286597 * 1.3), minutes(30), 1.3)).toBeCloseTo(10, 5);
    expect(returnPeriodInClimate(indicativeIdf, millimetres(19.286597), minutes(30), 1.3)).toBeLessThan(10);
  });
});

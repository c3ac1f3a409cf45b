import { describe, expect, it } from 'vitest';
import { meanRain } from './mean-rain.ts';

const FIVE = 300_000;
const at = (minute: number) => minute * 60_000;

describe('mean rain of the gauges', () => {
  it('sums a gauge within a step and averages over gauges; a step is named for its end', () => {
    const one = [{ t: at(1), mm: 0.2, flag: 1 }, { t: at(5), mm: 0.4, flag: 1 }, { t: at(6), mm: 1, flag: 1 }];
    const other = [{ t: at(3), mm: 1.4, flag: 3 }];
    // (0.6 + 1.4)/2 = 1 in the step to 5; only the first spoke in the step to 10.
    expect(meanRain([one, other], FIVE)).toEqual([{ t: at(5), mm: 1, doubted: true }, { t: at(10), mm: 1, doubted: false }]);
  });

  it('has no bar where nobody spoke, and a bar of 0 where it was dry', () => {
    expect(meanRain([[{ t: at(5), mm: 0, flag: 1 }, { t: at(15), mm: 0.2, flag: 2 }]], FIVE)).toEqual([{ t: at(5), mm: 0, doubted: false }, { t: at(15), mm: 0.2, doubted: false }]);
  });
});

import { DATA_ABSENT } from '@voldgrav/test-storms/recording';
import { beforeEach, describe, expect, it } from 'vitest';
import { agreement } from './agreement.ts';
import { amsterdam } from './amsterdam.ts';
import { comparisons, rainFaults } from './rain-faults.ts';

describe('agreement', () => {
  it('is counted in values: of four labelled three are found, and one more', () => {
    const at = (...intervals: readonly number[]) => intervals.map((interval) => ({ gauge: 7, interval }));
    expect(agreement(at(1, 2, 3, 4), [...at(2, 3, 4), { gauge: 8, interval: 1 }])).toEqual({ labelled: 4, found: 4, both: 3, recall: 0.75, precision: 0.75 });
  });
});

const data = amsterdam();

// Thresholds as published, none of them fitted to these labels. The labels come from the same publication's method, so this
// proves that ours is that method; it is not a second opinion on the gauges.
describe('134 gauges in August 2016', () => {
  beforeEach(({ skip }) => skip(data === undefined, DATA_ABSENT));

  it('have their labelled faults found: recall and precision of at least 0.8 for faulty zeros and for high influx', () => {
    if (data === undefined) return;
    const found = rainFaults(data);
    const figures = comparisons(data, found);
    for (const [kind, check] of [['FZ', 'faulty-zero'], ['HI', 'high-influx']] as const) {
      const figure = figures.find((each) => each.kind === kind && each.check === check);
      expect(figure?.labelled, kind).toBeGreaterThan(900);
      expect(figure?.recall, kind).toBeGreaterThanOrEqual(0.8);
      expect(figure?.precision, kind).toBeGreaterThanOrEqual(0.8);
    }
    // Known from the recording's own page: ams105 sticks at 181.7 mm from 10 August, ams11 shows faulty zeros nearly always.
    const shareOf = (gauge: string, check: 'faulty-zero' | 'exceedance', from: number) => {
      const index = data.gauges.indexOf(gauge);
      return (found.get(check) ?? []).filter((place) => place.gauge === index && place.interval >= from).length;
    };
    const stuck = data.depths.flatMap((row, interval) => (row[data.gauges.indexOf('ams105')] === 181.699 ? [interval] : []));
    expect(shareOf('ams105', 'exceedance', stuck[0] ?? Infinity)).toBeGreaterThanOrEqual(stuck.length);
    const spoken = data.depths.filter((row) => row[data.gauges.indexOf('ams11')] !== undefined).length;
    expect(shareOf('ams11', 'faulty-zero', 0)).toBeGreaterThan(0.8 * spoken);
    // Twenty seconds on a quiet machine, more than a minute on a busy one.
  }, 600_000);
});

import { cubicMetres, DAY, HOUR, instant, metresAboveDatum, micrometresFrom } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { antecedentPrecipitation } from './antecedent-precipitation.ts';
import { dailyBase, dailyRain, type DailyValue } from './daily-value.ts';
import { catchShares, levelDrift } from './sensor-drift.ts';
import { storageLoss } from './storage-loss.ts';
import { theilSen } from './theil-sen.ts';

const D0 = Date.UTC(2026, 0, 1);
const days = (values: readonly number[]): readonly DailyValue[] => values.map((value, day) => ({ endsAt: instant(D0 + day * DAY), value }));
const repeated = (count: number, of: (day: number) => number): readonly number[] => Array.from({ length: count }, (_, day) => of(day));

describe('a number a day', () => {
  it('sums rain by the day that it fell on; midnight ends the day before', () => {
    const rain = [[0, 1], [1, 2], [24, 4], [25, 8]].map(([hour = 0, mm = 0]) => ({ at: instant(D0 + hour * HOUR), value: micrometresFrom(mm) }));
    expect(dailyRain(rain)).toEqual([{ endsAt: D0, value: 1 }, { endsAt: D0 + DAY, value: 6 }, { endsAt: D0 + 2 * DAY, value: 8 }]);
  });

  it('takes the level that the water sank to, but not a spike downwards', () => {
    const levels = repeated(24, (hour) => (hour === 5 ? -9 : hour < 20 ? 1 + hour / 100 : 2)).map((value, hour) => ({ at: instant(D0 + (hour + 1) * HOUR), value }));
    // 24 values: one in twenty may lie below, so the second lowest, of hour 0.
    expect(dailyBase(levels)).toEqual([{ endsAt: D0 + DAY, value: 1 }]);
  });
});

describe('a slow trend', () => {
  it('is the slope of a line, whatever single days do', () => {
    const values = repeated(60, (day) => 1 + day / 1000 + (day === 30 ? 50 : 0));
    expect(theilSen(days(values))?.perYear).toBeCloseTo(0.36525, 9);
  });

  it('of what goes up and down holds zero in its range', () => {
    const trend = theilSen(days(repeated(40, (day) => day % 2)));
    expect(trend?.low).toBeLessThanOrEqual(0);
    expect(trend?.high).toBeGreaterThanOrEqual(0);
    expect(trend?.days).toBe(40);
  });

  it('is none before a fortnight', () => {
    expect(theilSen(days(repeated(13, (day) => day)))).toBeUndefined();
  });
});

describe('how wet the land is', () => {
  it('fades by a tenth a day', () => {
    // 10 mm two days ago, 5 mm yesterday, 2 mm today: 10·0.81 + 5·0.9 + 2.
    expect(antecedentPrecipitation(days([10, 5, 2]), instant(D0 + 2 * DAY - HOUR))).toBeCloseTo(14.6, 12);
    expect(antecedentPrecipitation([], instant(D0))).toBe(0);
  });

  it('does not know of days to come', () => {
    expect(antecedentPrecipitation(days([10, 5, 2]), instant(D0))).toBe(10);
  });
});

describe('storage that is lost', () => {
  const curve = [{ level: metresAboveDatum(0), volume: cubicMetres(0) }, { level: metresAboveDatum(2), volume: cubicMetres(1000) }];

  it('is what lies below the dry-weather level now and did not before', () => {
    // From 0.20 m (100 m³) to 0.35 m (175 m³), storms in between left out by the lowest days.
    const base = days(repeated(60, (day) => (day < 30 ? 0.2 : 0.35) + (day % 5 === 0 ? 0.5 : 0)));
    const loss = storageLoss(curve, base);
    expect(loss).toMatchObject({ baseThen: 0.2, baseNow: 0.35 });
    expect(loss?.volume).toBeCloseTo(75, 9);
  });

  it('is none where the base has sunk, and not known before four weeks', () => {
    expect(storageLoss(curve, days(repeated(28, (day) => 0.5 - day / 100)))?.volume).toBe(0);
    expect(storageLoss(curve, days(repeated(27, () => 1)))).toBeUndefined();
  });
});

describe('a sensor that drifts', () => {
  const season = (day: number) => Math.sin(day / 10);
  const neighbours = [0, 1, 2].map((offset) => days(repeated(60, (day) => offset + season(day))));

  it('moves beside its neighbours, whose own ups and downs are the water', () => {
    expect(levelDrift(days(repeated(60, (day) => season(day) + day / 1000)), neighbours)?.perYear).toBeCloseTo(0.36525, 9);
    expect(levelDrift(days(repeated(60, season)), neighbours)?.perYear).toBeCloseTo(0, 9);
    expect(levelDrift(days(repeated(60, season)), neighbours.slice(0, 2))).toBeUndefined();
  });

  it('as a rain gauge catches a smaller share than it did', () => {
    const rain = (share: number) => days(repeated(40, (day) => (day % 2 === 0 ? 2 : 0) * (day < 20 ? 1 : share)));
    // 20 mm in either half at each neighbour.
    expect(catchShares(rain(0.5), [rain(1), rain(1)])).toEqual({ before: 1, since: 0.5 });
    expect(catchShares(rain(1), [rain(1)])).toBeUndefined();
    expect(catchShares(days([1, 2]), [days([1, 2]), days([1, 2])])).toBeUndefined();
  });
});

import {
  type Basin, type Catchment, cubicMetres, hectares, indicativeReturnPeriod, instant, litresPerSecond, metresAboveDatum,
  MINUTE, millimetres, minutes, shifted, years,
} from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { assessBasin, type BasinEvidence } from './assess-basin.ts';
import { REFERENCE_RAINS } from './reference-rain.ts';

const NOW = instant(Date.UTC(2026, 7, 26, 3, 30));
const point = (level: number, volume: number) => ({ level: metresAboveDatum(level), volume: cubicMetres(volume) });
// 1200 m³ to the metre, 1800 m³ from 0.60 to 2.10: volumes are level arithmetic one can do by hand.
const BASIN: Basin = {
  kind: 'basin', id: 'b-1', name: 'Bassin', catchment: 'c-1', position: [11, 56], organisation: 'utility',
  storage: [point(0.6, 0), point(2.1, 1800)], crest: metresAboveDatum(2.1), outlet: litresPerSecond(10),
  levelSensor: 'l-1', designReturnPeriod: years(5), designClimateFactor: 1,
};
const CATCHMENT: Catchment = {
  id: 'c-1', name: 'Opland', kind: 'urban', area: hectares(12), imperviousShare: 0.45, reductionFactor: 0.9,
  initialLoss: millimetres(0.6), initialLossRecovery: minutes(720), timeOfConcentration: minutes(10),
  gauges: ['r-1'], organisation: 'utility', ring: [],
};
const assess = (levels: readonly (readonly [minutesAgo: number, level: number])[], rainCompleteness = 1, coming: BasinEvidence['coming'] = null, references = REFERENCE_RAINS, basin = BASIN) =>
  assessBasin(
    basin,
    CATCHMENT,
    {
      levels: levels.map(([ago, value]) => ({ at: shifted(NOW, -ago * MINUTE), value })),
      staleAfter: 90_000,
      remainingLoss: millimetres(0.6),
      references,
      rainCompleteness,
      returnPeriodOf: indicativeReturnPeriod,
      coming,
    },
    NOW,
  );

describe('readiness of a basin', () => {
  it('is ready when it is nearly empty', () => {
    const empty = assess([[0, 0.6]]);
    expect(empty.state).toBe('ready');
    // domain.md §4.4, V = 0: T_avail 5.034 yr at 1440 min.
    expect(empty.available?.returnPeriod).toBeCloseTo(5.034, 3);
    expect(empty.available?.bindingDuration).toBe(1440);
    expect(empty.reasons).toEqual([{ code: 'takes-reference-rains' }]);
  });

  // domain-vectors.json, readiness: T_avail_yr and d_binding_min by volume. Below a year the screens say "<1".
  it.each([
    [450, 10, 2.538581, 1440],
    [900, 10, 0.993393, 720],
    [1350, 10, 0.288329, 360],
    [1700, 10, 0.060372, 120],
    // A fault shuts the outlet: an empty basin has lost three quarters of its years in dry weather.
    [0, 0, 1.264955, 1440],
  ])('with %i m³ in it and %i l/s out has T = %d years, at %i min', (volume, outlet, period, duration) => {
    const { available } = assess([[0, 0.6 + volume / 1200]], 1, null, REFERENCE_RAINS, { ...BASIN, outlet: litresPerSecond(outlet) });
    expect(available?.returnPeriod).toBeCloseTo(period, 5);
    expect(available?.bindingDuration).toBe(duration);
  });

  it('is strained when the low end of its range cannot take a skybrud', () => {
    // V = 1200·(1.35−0.6) = 900: middle 19.49 mm in 30 min, but the low end has the area 20 % larger and 24 m³ more water:
    // 0.6 + (1800 − 924 + 18)/(10·5.832) = 15.929 mm, still over 15.
    expect(assess([[0, 1.35]]).canTake[1]?.low).toBeCloseTo(15.929, 3);
    // V = 972: low = 0.6 + (1800 − 996 + 18)/58.32 = 14.695 mm.
    const strained = assess([[0, 1.41]]);
    expect(strained.state).toBe('strained');
    expect(strained.reasons[0]).toMatchObject({ code: 'cannot-take', minutes: 30, reference: 15 });
  });

  // Trap 10: a sensor at its limit read as a plateau.
  it('may be full where its sensor sees no higher: the figure is what a full basin takes', () => {
    const evidence = (bound: 'at-least' | 'at-most'): BasinEvidence => ({
      levels: [{ at: NOW, value: 1.35, suspect: true, bound }], staleAfter: 90_000, remainingLoss: millimetres(0.6), rainCompleteness: 1, returnPeriodOf: indicativeReturnPeriod, references: REFERENCE_RAINS,
    });
    const atLeast = assessBasin(BASIN, CATCHMENT, evidence('at-least'), NOW);
    // Full, with the area a fifth larger: 0.6 + 18/58.32 = 0.909 mm. At 1.35 m, the other way round: 0.6 + (1800 − 876 + 18)/38.88 = 24.828 mm.
    expect(atLeast.canTake[1]?.middle).toBeCloseTo(0.909, 3);
    expect(atLeast.canTake[1]?.high).toBeCloseTo(24.828, 3);
    expect(atLeast.state).toBe('strained');
    expect(atLeast.reasons).toContainEqual({ code: 'level-at-limit', bound: 'at-least', level: 1.35 });
    // Water that stands at most so high leaves at least so much room.
    expect(assessBasin(BASIN, CATCHMENT, evidence('at-most'), NOW).canTake[1]?.middle).toBeCloseTo(assess([[0, 1.35]]).canTake[1]?.middle ?? NaN, 9);
  });

  it('is strained when it takes a skybrud but not six hours of heavy rain', () => {
    // V = 900: low in 360 min = 0.6 + (1800 − 924 + 216)/58.32 = 19.324 mm, not more than 24.
    const strained = assess([[0, 1.35]]);
    expect(strained.state).toBe('strained');
    expect(strained.reasons).toHaveLength(1);
    expect(strained.reasons[0]).toMatchObject({ minutes: 360 });
  });

  it('is strained by a rain of the town’s own that its low end cannot take', () => {
    // Empty: low in 60 min = 0.6 + (1800 − 24 + 36)/58.32 = 31.67 mm.
    const own = (depth: number) => [...REFERENCE_RAINS, { minutes: minutes(60), depth: millimetres(depth) }];
    expect(assess([[0, 0.6]], 1, null, own(31.6)).state).toBe('ready');
    expect(assess([[0, 0.6]], 1, null, own(31.7)).reasons).toMatchObject([{ code: 'cannot-take', minutes: 60, reference: 31.7 }]);
  });

  it('is exhausted at the crest, and no fuller than full above it', () => {
    expect(assess([[0, 2.1]]).state).toBe('exhausted');
    const over = assess([[0, 2.4]]);
    expect(over.state).toBe('exhausted');
    expect(over.filling).toMatchObject({ volume: 1800, share: 1 });
  });

  it('is unknown once the level is too old, and names the last known state', () => {
    const stale = assess([[2, 2.2]]);
    expect(stale).toMatchObject({ state: 'unknown', lastKnownState: 'exhausted', canTake: [] });
    expect(stale.reasons).toEqual([{ code: 'level-silent', name: 'Bassin', minutesOld: 2 }]);
  });

  it('is unknown, without a last known state, when nothing was ever heard', () => {
    const unheard = assess([]);
    expect(unheard.state).toBe('unknown');
    expect(unheard.lastKnownState).toBeUndefined();
  });

  it('knows how fast the water rises, where it has a level ten minutes back', () => {
    expect(assess([[10, 1.2], [0, 1.3]]).filling?.risePerHour).toBeCloseTo(0.6, 9);
    expect(assess([[0, 1.3]]).filling?.risePerHour).toBeUndefined();
  });

  it('says when the gauges miss minutes', () => {
    expect(assess([[0, 0.6]], 0.5).reasons).toContainEqual({ code: 'rain-incomplete', share: 0.5 });
  });

  it('has no forecast, which is not a forecast of nothing', () => {
    expect(assess([[0, 0.6]]).coming).toBeNull();
  });

  it('is strained when the most that may come is more than its low end can take, and says so', () => {
    // Empty, the low end takes 0.6 + (1800 − 24 + 18)/58.32 = 31.36 mm in 30 min.
    const rain = (high: number) => [{ minutes: minutes(30), middle: millimetres(8), low: millimetres(5), high: millimetres(high), source: 'radar', issuedAt: NOW }];
    expect(assess([[0, 0.6]], 1, rain(31.3))).toMatchObject({ state: 'ready', coming: [{ middle: 8 }] });
    const threatened = assess([[0, 0.6]], 1, rain(31.4));
    expect(threatened.state).toBe('strained');
    expect(threatened.reasons).toMatchObject([{ code: 'cannot-take-forecast', minutes: 30, coming: 31.4, source: 'radar' }]);
  });
});

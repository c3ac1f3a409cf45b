import { indicativeIdf, metresAboveDatum, micrometresFrom, minutes, millimetres, seconds, years } from '@voldgrav/hydrology';
import type { RainRecord, Sample } from '@voldgrav/rollup';
import { describe, expect, it } from 'vitest';
import { REFERENCE_RAINS } from '../reference-rain.ts';
import { assessCatchment } from './assess-catchment.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { catchmentModel, type DrainedTown } from './catchment-model.ts';
import { followed, followedTo } from './follow.ts';
import { basin, drained, evidenceOf, land, NOON, series, steady } from './small-catchments.ts';
import { unseenRain } from './unseen-rain.ts';

const near = (value: number | undefined, expected: number, within = 0.06) => expect(Math.abs((value ?? NaN) - expected), `${value} near ${expected}`).toBeLessThanOrEqual(within);

describe('rain that may have fallen unseen', () => {
  const gauge = (samples: readonly Sample[]): RainRecord => ({ interval: seconds(60), samples: samples.map(({ at, value }) => ({ at, value: micrometresFrom(value) })) });
  const over = (...lands: readonly (readonly Sample[])[]) => unseenRain(lands.map((samples) => [gauge(samples)]), REFERENCE_RAINS, NOON);
  const sum = (rain: Float64Array | undefined) => rain?.reduce((total, depth) => total + depth, 0);

  it('is none where a gauge spoke all the time, or missed no more than gauges may', () => {
    expect(over(steady(-1440, 0, 0))).toEqual([undefined]);
    expect(over([...steady(-1440, -10, 0), ...steady(-7, 0, 0)])).toEqual([undefined]);
    // Nobody listened before there was a gauge.
    expect(over(steady(-100, 0, 0))).toEqual([undefined]);
    expect(over(series([0, 0]))).toEqual([undefined]);
  });

  it('is a skybrud that ends now: half a mm a minute for as long as the silence lasts, and no more than 15 mm in three hours', () => {
    const [tenMinutes] = over(steady(-1440, -10, 0));
    expect(tenMinutes?.subarray(349)).toEqual(Float64Array.of(0, ...Array<number>(10).fill(0.5)));
    expect(sum(over(steady(-1440, -60, 0))[0])).toBeCloseTo(15, 9);
  });

  it('is the heavy rain of six hours where it lasts as long, or nobody was ever heard', () => {
    expect(sum(over(steady(-1440, -600, 0))[0])).toBeCloseTo(24, 9);
    expect(sum(over([])[0])).toBeCloseTo(24, 9);
  });

  it('holds what longer rains than six hours bring, where nobody has listened for as long', () => {
    const day = [{ minutes: minutes(1440), depth: millimetres(48) }];
    const silent = (since: number) => sum(unseenRain([[gauge(steady(-1440, since, 0))]], day, NOON)[0]);
    // 2 mm an hour: 12 mm in six hours, and all 48 beyond them.
    expect(silent(-300)).toBeCloseTo(10, 9);
    expect(silent(-600)).toBeCloseTo(48, 9);
  });

  it('stays possible when the gauge speaks again', () => {
    const [gap] = over([...steady(-1440, -40, 0), ...steady(-10, 0, 0)]);
    // 29 minutes of which nobody spoke, from 39 to 11 minutes ago.
    expect(sum(gap)).toBeCloseTo(14.5, 9);
    expect(gap?.subarray(350)).toEqual(new Float64Array(10));
  });

  it('is no less than what another land caught', () => {
    const [, unheard] = over([...steady(-1440, -20, 0), ...steady(-19, 0, 2)], steady(-1440, -20, 0));
    expect(sum(unheard)).toBeCloseTo(40, 9);
  });
});

describe('a catchment beside land of which no gauge speaks', () => {
  const BESIDE = drained([land('c'), land('up')], [basin('b', 'c')], [{ from: 'c', to: 'b' }, { from: 'up', to: 'b' }]);
  const assessed = (evidence: CatchmentEvidence, town: DrainedTown) => {
    const model = catchmentModel(town.catchments[0]!, town);
    return assessCatchment(model, followedTo(model, followed(model, evidence, NOON), evidence, NOON), evidence, { steps: [], places: [], references: REFERENCE_RAINS, designRain: null }, NOON, { lastKnownState: 'ready' });
  };
  const DRY = steady(-1440, 0, 0);
  // Half a mm a minute on 48.6 m³/mm: of the last nine minutes nine tenths to one tenth are on their way, 4.5 · 24.3 = 109.35 m³, a fifth more at worst.
  const ON_ITS_WAY = 1.2 * 109.35;

  it('counts it as dry in the middle, and at worst with what may be on its way from there; what came down is measured', () => {
    const answer = assessed(evidenceOf({ rain: { 'r-c': DRY }, levels: { 'l-b': steady(-60, 0, 0.6) } }), BESIDE);
    // Two lands: 97.2 m³/mm, and the outlet works for 40 minutes.
    near(answer.canTake[1]!.middle, 0.6 + (1800 + 24) / 97.2);
    near(answer.canTake[1]!.low, (1800 - 24 - ON_ITS_WAY + 0.54 * 40) / 116.64);
    near(answer.canTake[1]!.high, 0.6 + (1800 + 0.66 * 40) / 77.76);
    // 14.28 mm are less than the skybrud's 15. So it is whatever fell there: six hours bring (1776 + 0.54 · 370)/116.64 = 16.9 mm at the most, and heavy rain is 24.
    expect(answer).toMatchObject({ state: 'strained', rankedAs: 'strained', reasons: [{ code: 'limit-below-reference', minutes: 30 }, { code: 'limit-below-reference', minutes: 360 }, { code: 'land-unheard', name: 'up' }, {}] });
  });

  describe('is known where the worst rain of the table would leave its state as no rain does', () => {
    const holding = (capacity: number, level = 0.6) =>
      assessed(evidenceOf({ rain: { 'r-c': DRY }, levels: { 'l-b': steady(-60, 0, level) } }), drained([land('c'), land('up')], [basin('b', 'c', { capacity })], [{ from: 'c', to: 'b' }, { from: 'up', to: 'b' }]));
    // The worst ten minutes of domain.md §2.5 bring 22.536 mm: of the last nine 4.5 · 2.2536 mm are on their way, 492.9 m³, a fifth more at worst: 591 m³. The outlet gives
    // 0.54 m³ a minute, 200 m³ in six hours and what comes after them.

    it('ready with room for it', () => {
      // (3576 + 200 − 591)/116.64 = 27.3 mm in six hours.
      const answer = holding(3600);
      expect(answer).toMatchObject({ state: 'ready', rankedAs: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'land-unheard', name: 'up' }, { code: 'rain-incomplete' }] });
      expect(answer.timeToLimit).toBeDefined();
    });

    it('unknown where it might be strained: without 26.4 mm, with it 21.3', () => {
      expect(holding(2900)).toMatchObject({ state: 'unknown', rankedAs: 'ready', reasons: [{ code: 'land-unheard', name: 'up' }, {}, {}] });
      expect(holding(2900)).not.toHaveProperty('timeToLimit');
    });

    it('unknown where the limit might be reached: 480 − 24 m³ of room', () => {
      expect(holding(1800, 0.6 + 1.1)).toMatchObject({ state: 'unknown', rankedAs: 'strained', reasons: [{ code: 'land-unheard', name: 'up' }, {}, {}, {}] });
    });

    it('exhausted at the crest, since more water makes nothing milder', () => {
      expect(holding(1800, 2.1)).toMatchObject({ state: 'exhausted', reasons: [{ code: 'limit-reached', name: 'b' }, { code: 'land-unheard', name: 'up' }, {}] });
    });

    it('unknown with a table that ends before rare rain', () => {
      const short = { ...evidenceOf({ rain: { 'r-c': DRY }, levels: { 'l-b': steady(-60, 0, 0.6) } }), idf: { ...indicativeIdf, rarest: years(50) } };
      expect(assessed(short, drained([land('c'), land('up')], [basin('b', 'c', { capacity: 3600 })], [{ from: 'c', to: 'b' }, { from: 'up', to: 'b' }])).state).toBe('unknown');
    });
  });

  it('counts what may have come down too where no level tells of it', () => {
    const silent = evidenceOf({ rain: { 'r-c': steady(-1440, -60, 0) }, levels: { 'l-b': steady(-60, -59, 0.6) } });
    const alone = (capacity: number) => assessed(silent, drained([land('c')], [basin('b', 'c', { capacity })], [{ from: 'c', to: 'b' }]));
    // 15 mm are 729 m³, of which 109.35 are on their way.
    near(alone(1800).canTake[1]!.low, (1800 - 24 - 1.2 * (729 - 109.35) - ON_ITS_WAY + 0.54 * 40) / 58.32);
    expect(alone(1800).rankedAs).toBe('strained');
    // 800 − 24 − 744 − 131 m³: it may be full.
    expect(alone(800)).toMatchObject({ state: 'unknown', lastKnownState: 'ready', rankedAs: 'exhausted' });
    expect(alone(800).reasons).toContainEqual({ code: 'limit-perhaps-reached', name: 'b' });
  });

  it('knows that a limit is measured reached, whoever else is silent', () => {
    const over = assessed(evidenceOf({ levels: { 'l-b': steady(-5, 0, 2.2) } }), drained([land('c')], [basin('b', 'c', { crest: metresAboveDatum(2.1) })], [{ from: 'c', to: 'b' }]));
    expect(over).toMatchObject({ state: 'unknown', lastKnownState: 'exhausted', rankedAs: 'exhausted' });
  });
});

import { indicativeIdf, litresPerSecond, metresAboveDatum, MINUTE, type Pump, type Road, type Sea, shifted, type Stream, years } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { assessCatchment, type Question, type Remembered } from './assess-catchment.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { catchmentModel, type DrainedTown } from './catchment-model.ts';
import { followed, followedTo } from './follow.ts';
import { REFERENCE_RAINS } from '../reference-rain.ts';
import { basin, drained, evidenceOf, inlet, land, NOON, series, steady } from './small-catchments.ts';

const TOWN = drained([land('c')], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
const QUESTION: Question = {
  steps: [{ action: 'park', step: 'pump', resource: 'pump-1', minutesToDeploy: 20, assets: ['b'] }],
  places: [{ id: 'home', floodedBy: 'b' }, { id: 'school', floodedBy: 'elsewhere' }],
  references: REFERENCE_RAINS,
  designRain: null,
};
const DRY = { 'r-c': steady(-1440, 0, 0) };

function assessed(evidence: CatchmentEvidence, town: DrainedTown = TOWN, remembered: Remembered = {}, question = QUESTION) {
  const model = catchmentModel(town.catchments[0]!, town);
  return assessCatchment(model, followedTo(model, followed(model, evidence, NOON), evidence, NOON), evidence, question, NOON, remembered);
}
const codes = (evidence: CatchmentEvidence, town?: DrainedTown) => assessed(evidence, town).reasons.map(({ code }) => code);
const near = (value: number | null | undefined, expected: number, within = 0.06) => expect(Math.abs((value ?? NaN) - expected), `${value} near ${expected}`).toBeLessThanOrEqual(within);

describe('a catchment in dry weather', () => {
  const at135 = evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 1.35) } });

  it('has a range from area, water level and outlet, and names the limit', () => {
    const half = assessed(at135).canTake[1]!;
    // 900 m³; water needs ten minutes, so the outlet works for 40. Middle: 0.6 + (900 + 24)/48.6. Low: 20 % more land, 24 m³ more
    // water, 10 % less outlet: 0.6 + (876 + 21.6)/58.32. High: 0.6 + (924 + 26.4)/38.88.
    near(half.middle, 19.61);
    near(half.low, 15.99);
    near(half.high, 25.04);
    expect(half.limit).toEqual({ asset: 'b', name: 'b', kind: 'basin', floods: 'b' });
  });

  it('has a wider range where the newest level is doubtful, and says so', () => {
    const doubtful = [...steady(-60, -1, 1.35), { at: NOON, value: 1.35, suspect: true as const }];
    const answer = assessed(evidenceOf({ rain: DRY, levels: { 'l-b': doubtful } }));
    // 48 m³ instead of 24 either way. Low: 0.6 + (852 + 21.6)/58.32. High: 0.6 + (948 + 26.4)/38.88.
    near(answer.canTake[1]!.middle, 19.61);
    near(answer.canTake[1]!.low, 15.58);
    near(answer.canTake[1]!.high, 25.66);
    expect(answer.reasons).toContainEqual({ code: 'level-doubtful', name: 'b' });
  });

  it('is strained by six hours of heavy rain, not by a skybrud, and says when it is ready again', () => {
    const answer = assessed(at135);
    // Low in 360 min: 0.6 + (876 + 0.54 · 370)/58.32 = 19.05 mm.
    expect(answer).toMatchObject({ state: 'strained', rankedAs: 'strained', coming: null, committedMm: 0 });
    expect(answer.reasons).toEqual([{ code: 'limit-below-reference', name: 'b', minutes: 360, reference: 24, low: expect.any(Number) as number }]);
    // 58.32 · 23.4 − 0.54 · 370 = 1164.9 m³ of room are wanted and 876 there: 288.9 m³ at 0.54 m³/min are 8.9 h.
    near(answer.hoursUntilReady, 8.92, 0.3);
  });

  it('has its available return period beside what it was planned for', () => {
    const { available, design } = assessed(at135);
    // 28.007 + 0.123 mm in 720 min: (1 + 0.145806 · (7.2663 − 7.24987)/2.32878)^(1/0.145806) = 1.007 yr.
    expect(available?.bindingDuration).toBe(720);
    // 0.05 mm are 0.012 yr.
    near(available?.returnPeriod, 1.007, 0.015);
    expect(design).toMatchObject({ returnPeriod: 5, climateFactor: 1 });
    near(design?.today, 5, 1e-6);
    const planned = drained(TOWN.catchments, [basin('b', 'c', { designClimateFactor: 1.2 })], TOWN.network);
    // 1.2 · 44.421 mm = 53.305 mm in 720 min, which today's table has between 10 years (52.736) and 20 (61.936).
    const today = assessed(at135, planned).design?.today;
    expect(today).toBeGreaterThan(10);
    expect(today).toBeLessThan(11);
  });

  it('is ready when nearly empty', () => {
    expect(assessed(evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 0.6) } }))).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }] });
  });

  it('is in the state that it is in however rare the town’s table calls the rain: return periods explain, they never trigger', () => {
    const by = (period: number) => assessed({ ...at135, idf: { ...indicativeIdf, returnPeriod: () => years(period) } });
    expect(by(0.01).available?.returnPeriod).toBe(0.01);
    for (const period of [0.01, 1000]) expect(by(period)).toMatchObject({ state: 'strained', reasons: assessed(at135).reasons, canTake: assessed(at135).canTake });
  });

  it('is unknown without any one of its single points, and known without any other sensor', () => {
    const road: Road = { kind: 'road', id: 'v', name: 'Vejen', position: [11, 56], organisation: 'k', catchment: 'c', floodsAt: metresAboveDatum(1.15), levelSensor: 'l-v' };
    const town = drained([land('c', { gauges: ['r-c', 'r-d'] })], [basin('b', 'c'), road], TOWN.network);
    const without = (silent?: string) => {
      const said = (id: string, value: number) => [id, steady(-60, id === silent ? -30 : 0, value)] as const;
      return assessed(evidenceOf({ rain: Object.fromEntries([said('r-c', 0), said('r-d', 0)]), levels: Object.fromEntries([said('l-b', 0.6), said('l-v', 0.4)]) }), town);
    };
    const { singlePoints } = without().redundancy;
    expect(singlePoints.toSorted()).toEqual(['l-b', 'l-v']);
    for (const sensor of ['l-b', 'l-v', 'r-c', 'r-d']) expect([sensor, without(sensor).state]).toEqual([sensor, singlePoints.includes(sensor) ? 'unknown' : 'ready']);
    // One gauge of two has fallen silent: the other is a single point now.
    expect(without('r-c').redundancy).toMatchObject({ rainGauges: { speaking: 1, of: 2 }, singlePoints: expect.arrayContaining(['r-d']) as string[] });
  });

  it('names what its answer rests on', () => {
    expect(assessed(at135).redundancy).toEqual({ rainGauges: { speaking: 1, of: 1 }, levelSensors: { speaking: 1, of: 1 }, singlePoints: ['l-b', 'r-c'] });
  });
});

describe('a catchment in rain', () => {
  // 0.5 mm a minute for 20 minutes: 24.3 m³ a minute come. The water level is first heard at noon: 900 m³.
  const raining = evidenceOf({ rain: { 'r-c': [...steady(-1440, -20, 0), ...steady(-19, 0, 0.5)] }, levels: { 'l-b': series([0, 1.35]) } });

  it('tells when the limit comes if the rain goes on: 876/28.62 = 30.6 to 924/18.78 = 49.2 min', () => {
    const { timeToLimit } = assessed(raining);
    near(timeToLimit?.persist?.earliest, 30.6, 1);
    near(timeToLimit?.persist?.latest, 49.2, 1);
    expect(timeToLimit).toMatchObject({ stop: { earliest: null, latest: null }, forecast: null, design: null });
  });

  it('tells when it comes in a design storm: at 1 mm a minute 1776/57.8 to 1800/38.2 min, and five for the way down', () => {
    const empty = evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 0.6) } });
    const design = assessed(empty, TOWN, {}, { ...QUESTION, designRain: Array<number>(144).fill(2.5) }).timeToLimit?.design;
    near(design?.earliest, 30.7 + 0.6 + 4.5, 1.5);
    near(design?.latest, 47.1 + 0.6 + 4.5, 1.5);
    // It is a yardstick: nothing is at stake by it, and no moment is named.
    expect(assessed(empty, TOWN, {}, { ...QUESTION, designRain: Array<number>(144).fill(2.5) })).toMatchObject({ state: 'ready', atStake: [], latestDecisions: [] });
  });

  it('has a wider range the longer its water level has been silent: by a fifth of what came and a tenth of what left', () => {
    // 9.72 m³ a minute since long; 900 m³ half an hour ago: 1173.6 m³ now, give or take 24 + 58.3 + 1.8; 43.7 m³ are on their way.
    const { canTake } = assessed(evidenceOf({ rain: { 'r-c': [...steady(-1440, -61, 0), ...steady(-60, 0, 0.2)] }, levels: { 'l-b': series([-30, 1.35]) } }));
    near(canTake[1]!.middle, (626.4 - 43.7 + 24) / 48.6);
    near(canTake[1]!.low, (626.4 - 84.1 - 52.5 + 21.6) / 58.32);
    near(canTake[1]!.high, (626.4 + 84.1 - 35 + 26.4) / 38.88);
  });

  it('tells the last moment for the pump, and what is at stake', () => {
    const { latestDecisions, atStake } = assessed(raining);
    expect(latestDecisions).toMatchObject([{ action: 'park', step: 'pump', resource: 'pump-1', limit: 'b' }]);
    near((latestDecisions[0]!.at - NOON) / MINUTE, 10, 1);
    expect(atStake.map(({ place }) => place)).toEqual(['home']);
  });

  it('says by which rain that is, where it does not happen if the rain stops now: the one that brings it sooner', () => {
    const under = (evidence: CatchmentEvidence) => {
      const { latestDecisions, atStake } = assessed(evidence);
      return [latestDecisions[0]?.under, atStake[0]?.under];
    };
    expect(under(raining)).toEqual(['persist', 'persist']);
    // 60 mm in half an hour: four times what falls now.
    const halfHour = (from: number, highMm: number) => [{ from: shifted(NOON, from * MINUTE), to: shifted(NOON, (from + 30) * MINUTE), mm: highMm, lowMm: highMm, highMm }];
    expect(under({ ...raining, forecasts: [halfHour(0, 60)] })).toEqual(['forecast', 'forecast']);
    expect(under({ ...raining, forecasts: [halfHour(300, 60)] })).toEqual(['persist', 'persist']);
    // 5 m³ of room, and 11 on their way.
    const full = { ...raining, level: evidenceOf({ levels: { 'l-b': series([0, 2.096]) } }).level };
    expect(assessed(full)).toMatchObject({ state: 'exhausted' });
    expect(under(full)).toEqual([undefined, undefined]);
  });

  it('counts what is on its way: nine tenths to one tenth of the last nine minutes, 2.25 mm', () => {
    expect(assessed(raining).committedMm).toBeCloseTo(2.25, 6);
    expect(codes(raining)).toContain('on-its-way');
  });

  it('that was told as a sum over a gap is laid evenly over it in the middle, and wholly at its ends in the bounds', () => {
    const gap = { at: NOON, value: 5, suspect: true as const, since: shifted(NOON, -20 * MINUTE) };
    const answer = assessed(evidenceOf({ rain: { 'r-c': [...steady(-1440, -20, 0), gap] }, levels: { 'l-b': series([0, 1.35]) } }));
    // 0.25 mm a minute: nine tenths to one tenth of the last nine minutes are 1.125 mm, 54.7 m³. Late: nine tenths of 5 mm, 218.7 m³; early: nothing.
    expect(answer.committedMm).toBeCloseTo(1.125, 6);
    // Nine tenths of 5 mm less 1.125 mm, were it late; 1.125 mm, had it been early.
    expect(answer.reasons).toContainEqual({ code: 'rain-unplaced', name: 'c', mm: expect.closeTo(3.375, 6) as number });
    const half = answer.canTake[1]!;
    // The initial loss is used up. Middle: (900 + 24 − 54.7)/48.6. Low: (876 + 21.6 − 1.2 · 218.7)/58.32. High: (924 + 26.4)/38.88.
    near(half.middle, 17.89);
    near(half.low, 10.89);
    near(half.high, 24.44);
    // "As now" is 0.25 mm a minute, no skybrud of 5: in the worse case 14.58 m³ a minute, four and a half minutes late, less 0.54.
    // 876 − 262.4 m³ of room are full after (613.6 + 4.5 · 14.58)/14.04 = 48.4 min.
    near(answer.timeToLimit?.persist?.earliest, 48.4, 1.5);
  });

  it.each(['c', 'up'])('has a wider range where the gauges of %s differ, its own land or one upstream, by what is on its way from there', (wet) => {
    const gauges = [`r-${wet}`, 'r-other'];
    const town = drained([land('c', wet === 'c' ? { gauges } : {}), land('up', wet === 'up' ? { gauges } : {})], [basin('b', 'c')], [{ from: 'c', to: 'b' }, { from: 'up', to: 'b' }]);
    // 10 mm in 20 minutes by one gauge and none by the other: 5 mm, give or take all of it.
    const rain = { 'r-c': steady(-1440, 0, 0), 'r-up': steady(-1440, 0, 0), [`r-${wet}`]: [...steady(-1440, -20, 0), ...steady(-19, 0, 0.5)], 'r-other': steady(-1440, 0, 0) };
    const half = assessed(evidenceOf({ rain, levels: { 'l-b': series([0, 1.35]) } }), town).canTake[1]!;
    // 4.5 · 0.25 · 48.6 = 54.7 m³ are on their way; at worst 1 + √(0.2² + 1²) times as much, at best none. The other land still holds 0.6 mm.
    near(half.middle, (924 - 54.7 + 29.16) / 97.2);
    near(half.low, (897.6 - 110.4 + 34.99) / 116.64);
    near(half.high, (950.4 + 23.33) / 77.76);
  });

  it('is exhausted when what is on its way fills the basin though the rain stops', () => {
    const full = evidenceOf({ rain: { 'r-c': [...steady(-1440, -1, 0), ...series([0, 5])] }, levels: { 'l-b': steady(-60, 0, 2.09) } });
    // 4.4 mm are 214 m³, of which a tenth has come; 12 m³ of room.
    const answer = assessed(full);
    expect(answer).toMatchObject({ state: 'exhausted', reasons: [{ code: 'limit-inevitable', name: 'b' }, { code: 'nobody-began', name: 'b' }, { code: 'gauge-alone', name: 'c' }, { code: 'on-its-way' }] });
    // The reason tells the time as a range, as the answer does. At worst it is full now. At the latest: a tenth of the water has come, which
    // the model lets fill it and the sensor takes 28.4²/(28.4² + 24²) of the 12 m³ back; with 24 m³ of doubt there is room for 31, and four fifths of 21.4 less 0.66 m³ come each minute.
    expect(answer.reasons[0]).toHaveProperty('within', answer.timeToLimit!.stop);
    near(answer.timeToLimit!.stop!.earliest, 0);
    near(answer.timeToLimit!.stop!.latest, 31 / 16.44, 0.05);
  });

  it('that fills a pipe in this minute leaves none for a long rain either', () => {
    // A mm a minute for 20 minutes: 48.6 m³ a minute come, and nine tenths of it in the next minute if the rain stops, 43.74 of the 43.8 m³ that 730 l/s are.
    // In ten minutes 32 steps fall, each lands in 32: by the end of that minute three of them give 3 · d/32 · 48.6/32 in 0.3125 min, 0.456 · d a minute: 0.06 m³ are 0.13 mm.
    const piped = drained([land('c')], [{ ...inlet('i', 'c', 730), kind: 'pipe' }], [{ from: 'c', to: 'i' }]);
    const { canTake } = assessed(evidenceOf({ rain: { 'r-c': [...steady(-1440, -20, 0), ...steady(-19, 0, 1)] } }), piped);
    near(canTake[0]!.middle, 0.13, 0.05);
    // As hard for an hour.
    near(canTake[2]!.middle, 6 * 0.13, 6 * 0.05);
    expect(canTake[2]!.limit.asset).toBe('i');
  });

  it('is exhausted at the crest', () => {
    const answer = assessed(evidenceOf({ rain: DRY, levels: { 'l-b': steady(-5, 0, 2.2) } }));
    expect(answer).toMatchObject({ state: 'exhausted', reasons: [{ code: 'limit-reached', name: 'b' }, { code: 'nobody-began', name: 'b', minutes: 20 }] });
    expect(answer.canTake.map(({ high }) => high)).toEqual(Array(8).fill(0));
  });
});

describe('a forecast', () => {
  const levels = { 'l-b': steady(-60, 0, 0.6) };
  const hour = (mm: number, highMm: number) => [{ from: NOON, to: shifted(NOON, 60 * MINUTE), mm, highMm }];

  it('strains a catchment that cannot take its high bound', () => {
    // Empty, with 20 % more land: 0.6 + (1800 − 24 + …)/58.32, some 31 mm in an hour.
    const answer = assessed(evidenceOf({ rain: DRY, levels, forecast: hour(20, 40) }));
    expect(answer).toMatchObject({ state: 'strained', coming: { mm: 20, highMm: 40 } });
    expect(answer.reasons[0]).toMatchObject({ code: 'limit-below-forecast', mm: 40 });
    // Empty, it has nothing to win back: "ready again after 0 h" would be said of what is strained.
    expect(answer).not.toHaveProperty('hoursUntilReady');
    expect(assessed(evidenceOf({ rain: DRY, levels, forecast: hour(20, 25) })).state).toBe('ready');
  });

  it('says prepare, however much it sees: it strains and never exhausts, since gauges say act', () => {
    expect(assessed(evidenceOf({ rain: DRY, levels, forecast: hour(200, 300) }))).toMatchObject({ state: 'strained', rankedAs: 'strained' });
  });

  it('of one source takes nothing off another that is valid too, whichever is newer', () => {
    // Some 31 mm in an hour are taken at worst: 40 are not, by whomever; a drier word beside it leaves the latest time open.
    for (const forecasts of [[hour(0, 0), hour(20, 40)], [hour(20, 40), hour(0, 0)]]) {
      const answer = assessed(evidenceOf({ rain: DRY, levels, forecasts }));
      expect(answer).toMatchObject({ state: 'strained', coming: { mm: 20, highMm: 40 }, timeToLimit: { forecast: { latest: null } } });
      expect(answer.reasons[0]).toMatchObject({ code: 'limit-below-forecast', mm: 40 });
    }
    expect(assessed(evidenceOf({ rain: DRY, levels, forecasts: [hour(0, 0), hour(20, 25)] })).state).toBe('ready');
  });

  it('is told by the source under which the limit comes first', () => {
    // 60 mm in the first half hour fill it sooner than 61 mm spread over an hour after it.
    const soon = [{ from: NOON, to: shifted(NOON, 30 * MINUTE), mm: 60 }];
    const late = [{ from: shifted(NOON, 30 * MINUTE), to: shifted(NOON, 90 * MINUTE), mm: 61 }];
    const answer = assessed(evidenceOf({ rain: DRY, levels, forecasts: [late, soon] }));
    expect(answer.reasons[0]).toMatchObject({ code: 'limit-below-forecast', mm: 60 });
    expect(answer.coming).toMatchObject({ highMm: 61 });
    // At worst 31.5 of the 60, 2 mm a minute, the last some five minutes late; at the latest the 61, one a minute: with 20 % less land
    // 0.6 + (1800 + 15)/38.88 = 47 of them, and up to five minutes more for the land's lag, which long steps lose.
    near(answer.timeToLimit?.forecast?.earliest, 16 + 5, 4);
    near(answer.timeToLimit?.forecast?.latest, 30 + 47 + 2.5, 3);
  });

  it('strains it by what it sees after dry hours too, as far as it reaches', () => {
    const later = (mm: number) => assessed(evidenceOf({ rain: DRY, levels, forecast: [{ from: NOON, to: shifted(NOON, 480 * MINUTE), mm: 0 }, { from: shifted(NOON, 480 * MINUTE), to: shifted(NOON, 540 * MINUTE), mm }] }));
    // At worst 58.32 m³ for each mm over 0.6, less 0.54 m³ a minute; (1800 − 24 + 29)/58.32 + 0.6 = 31.5 mm fill it: 47 minutes of 40 mm an hour, the last of them some five late.
    const answer = later(40);
    expect(answer).toMatchObject({ state: 'strained', coming: { mm: 40 }, reasons: [{ code: 'limit-below-forecast', name: 'b' }] });
    near(answer.timeToLimit?.forecast?.earliest, 480 + 47 + 5, 10);
    expect(later(25)).toMatchObject({ state: 'ready', timeToLimit: { forecast: { earliest: null } } });
  });

  it('that lies in the past, or was withdrawn, is none: null, not 0', () => {
    const past = [{ from: shifted(NOON, -60 * MINUTE), to: NOON, mm: 20 }];
    expect(assessed(evidenceOf({ rain: DRY, levels, forecast: past })).coming).toBeNull();
    expect(assessed(evidenceOf({ rain: DRY, levels })).coming).toBeNull();
  });
});

describe('data that fail', () => {
  it('an old water level makes it unknown, with the range of the model, no times, and never milder than before', () => {
    const old = evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, -10, 0.6) } });
    const answer = assessed(old, TOWN, { lastKnownState: 'strained' });
    expect(answer).toMatchObject({ state: 'unknown', lastKnownState: 'strained', rankedAs: 'strained', latestDecisions: [] });
    expect(answer.canTake).toHaveLength(8);
    expect(answer.timeToLimit).toBeUndefined();
    expect(answer.reasons[0]).toEqual({ code: 'level-silent', name: 'b', minutesOld: 10 });
  });

  it('gives no time while it is unknown, nor with what is at stake or in a reason', () => {
    const full = evidenceOf({ rain: { 'r-c': [...steady(-1440, -2, 0), ...series([-1, 5], [0, 0])] }, levels: { 'l-b': steady(-60, -4, 2.05) } });
    const answer = assessed(full);
    // 214 m³ on 60 m³ of room, of which two tenths have come.
    expect(answer).toMatchObject({ state: 'unknown', rankedAs: 'exhausted' });
    expect(answer.reasons).toContainEqual({ code: 'limit-inevitable', name: 'b' });
    expect(answer.atStake.map((hit) => Object.keys(hit))).toEqual([['place', 'limit']]);
    expect(answer.latestDecisions).toEqual([]);
  });

  it('a catchment of which no limit is described is unknown, and says why', () => {
    expect(assessed(evidenceOf({ rain: DRY }), drained(TOWN.catchments, [], []))).toMatchObject({ state: 'unknown', canTake: [], reasons: [{ code: 'no-limit-known' }] });
  });

  it('a basin whose sensor sees no higher may be full: the low end takes nothing, and it is told', () => {
    const bounded = assessed(evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 1.35).map((word) => ({ ...word, bound: 'at-least' as const })) } }));
    expect(bounded.reasons).toContainEqual({ code: 'level-at-limit', bound: 'at-least', level: 1.35, name: 'b' });
    expect(bounded.canTake[1]!.low).toBe(0);
    near(bounded.canTake[1]!.middle, 19.61);
  });

  it('a basin that only the model fills is told as such, and one at whose crest the water was measured as reached', () => {
    // 60 mm in the forty minutes since its last word are 2887 m³, and 1800 fit in it.
    const filled = assessed(evidenceOf({ rain: { 'r-c': [...steady(-1440, -40, 0), ...steady(-39, 0, 1.5)] }, levels: { 'l-b': steady(-60, -40, 0.6) } }));
    expect(filled).toMatchObject({ state: 'unknown', rankedAs: 'exhausted' });
    expect(filled.reasons).toContainEqual({ code: 'limit-perhaps-reached', name: 'b', by: 'model' });
    expect(filled.reasons.map(({ code }) => code)).not.toContain('limit-reached');
    // The gauges are silent, the level is not.
    expect(assessed(evidenceOf({ levels: { 'l-b': steady(-60, 0, 2.1) } })).reasons).toContainEqual({ code: 'limit-reached', name: 'b' });
  });

  it('while the model goes on: rain after the last word makes it rank worse than it was', () => {
    const old = evidenceOf({ rain: { 'r-c': [...steady(-1440, -40, 0), ...steady(-39, 0, 1)] }, levels: { 'l-b': steady(-60, -40, 0.6) } });
    // 39.4 mm are 1915 m³, of which 219 are on their way: more than 1800 m³.
    expect(assessed(old, TOWN, { lastKnownState: 'ready' })).toMatchObject({ state: 'unknown', lastKnownState: 'ready', rankedAs: 'exhausted' });
  });

  it('a road whose newest word fails a check makes it unknown; one never heard of is told', () => {
    const road: Road = { kind: 'road', id: 'v', name: 'Vejen', position: [11, 56], organisation: 'k', catchment: 'c', floodsAt: metresAboveDatum(2), levelSensor: 'l-v' };
    const town = drained(TOWN.catchments, [basin('b', 'c'), road], TOWN.network);
    const said = evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 0.6), 'l-v': steady(-60, -1, 1.5) } });
    const failing = { ...said, level: (id: string) => ({ ...said.level(id), ...(id === 'l-v' ? { failed: { at: NOON, check: 'spike' as const } } : {}) }) };
    expect(assessed(said, town).state).toBe('ready');
    expect(assessed(failing, town)).toMatchObject({ state: 'unknown', reasons: [{ code: 'watch-failed', name: 'Vejen', check: 'spike', level: 1.5 }, { code: 'takes-reference-rains' }] });
    expect(assessed(evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 0.6) } }), town)).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'watch-silent', name: 'Vejen' }] });
  });

  it('a basin whose newest word fails a check makes it unknown, by the name of the check', () => {
    const said = evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, -1, 0.6) } });
    const failed = { ...said, level: (id: string) => ({ ...said.level(id), failed: { at: NOON, check: 'spike' as const } }) };
    expect(assessed(failed, TOWN, { lastKnownState: 'ready' })).toMatchObject({ state: 'unknown', lastKnownState: 'ready', reasons: [{ code: 'level-failed', name: 'b', check: 'spike' }, {}] });
  });

  it('a level never heard tells no millimetres', () => {
    const answer = assessed(evidenceOf({ rain: DRY }));
    expect(answer).toMatchObject({ state: 'unknown', canTake: [] });
    expect(answer.reasons).toEqual([{ code: 'level-never-heard', name: 'b' }]);
  });

  it('a basin never heard does not hide a road that is measured flooded: it ranks exhausted, takes nothing, and names what is hit', () => {
    const road: Road = { kind: 'road', id: 'v', name: 'Vejen', position: [11, 56], organisation: 'k', catchment: 'c', floodsAt: metresAboveDatum(1.15), levelSensor: 'l-v' };
    const town = drained(TOWN.catchments, [basin('b', 'c'), road], TOWN.network);
    const question = { ...QUESTION, places: [...QUESTION.places, { id: 'shop', floodedBy: 'v' }] };
    const flooded = assessed(evidenceOf({ rain: DRY, levels: { 'l-v': steady(-5, 0, 1.3) } }), town, {}, question);
    expect(flooded).toMatchObject({ state: 'unknown', rankedAs: 'exhausted', reasons: [{ code: 'level-never-heard', name: 'b' }, { code: 'limit-reached', name: 'Vejen' }] });
    expect(flooded.canTake.map(({ high }) => high)).toEqual(Array(8).fill(0));
    expect(flooded.atStake).toEqual([{ place: 'shop', limit: 'v', within: { earliest: 0, latest: 0 } }]);
    // Beside a basin that is heard, what a flooded road hits is named too.
    const heard = assessed(evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 0.6), 'l-v': steady(-5, 0, 1.3) } }), town, {}, question);
    // The empty basin takes every reference rain; when the road is dry again nobody reckons.
    expect(heard).not.toHaveProperty('hoursUntilReady');
    expect(heard).toMatchObject({ state: 'exhausted', atStake: [{ place: 'shop', limit: 'v', within: { earliest: 0, latest: 0 } }] });
  });

  it('one gauge that speaks has no spread, and that is told while it rains', () => {
    const two = drained([land('c', { gauges: ['r-c', 'r-d'] })], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
    const wet = { 'r-c': [...steady(-1440, -31, 0), ...steady(-30, 0, 0.1)] };
    const levels = { 'l-b': steady(-60, 0, 0.6) };
    expect(assessed(evidenceOf({ rain: wet, levels }), two).reasons).toContainEqual({ code: 'gauge-alone', name: 'c' });
    expect(codes(evidenceOf({ rain: { ...wet, 'r-d': steady(-1440, 0, 0.1) }, levels }), two)).not.toContain('gauge-alone');
    expect(codes(evidenceOf({ rain: DRY, levels }), two)).not.toContain('gauge-alone');
  });

  it('silent gauges make it unknown', () => {
    expect(assessed(evidenceOf({ levels: { 'l-b': steady(-60, 0, 0.6) } }))).toMatchObject({ state: 'unknown', reasons: [{ code: 'gauges-silent' }, { code: 'takes-reference-rains' }, { code: 'rain-incomplete' }] });
  });

  it('silent gauges of land upstream make it unknown where its water reaches a limit and changes the state, and are told where it reaches none', () => {
    const brook: Stream = { kind: 'stream', id: 's', name: 'Bækken', position: [11, 56], organisation: 'k', bankLevel: metresAboveDatum(2), levelSensor: 'l-s' };
    const town = (to: string, capacity = 1800) => drained([land('c'), land('up')], [basin('b', 'c', { capacity }), brook], [{ from: 'c', to: 'b' }, { from: 'b', to: 's' }, { from: 'up', to }]);
    const said = evidenceOf({ rain: DRY, levels: { 'l-b': steady(-60, 0, 0.6), 'l-s': steady(-60, 0, 1) } });
    // 15 mm in 30 min it takes, and 24 mm in 6 h, 1.2 · 2 · 48.6 · 24 = 2799 m³: in 2900 m³ while nothing is on its way.
    expect(assessed(said, town('b', 2900))).toMatchObject({ state: 'unknown', reasons: [{ code: 'land-unheard', name: 'up' }, {}, { code: 'rain-incomplete', share: 0 }] });
    // The brook has no rating, so that no rain is reckoned into it.
    expect(assessed(said, town('s'))).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'land-unheard', name: 'up' }], redundancy: { rainGauges: { speaking: 1, of: 2 } } });
  });

  it('a silent basin upstream makes it unknown where its water may change the state, and is told where it may not', () => {
    // It empties 100 l/s into the lower one, which lets out 10: nine tenths of what it holds stay there. Nobody has ever heard of it: nothing, or 1800 m³.
    const town = (capacity: number) =>
      drained([land('c'), land('up')], [basin('b', 'c', { capacity }), basin('a', 'up', { outlet: litresPerSecond(100) })], [{ from: 'c', to: 'b' }, { from: 'up', to: 'a' }, { from: 'a', to: 'b' }]);
    const rain = { ...DRY, 'r-up': steady(-1440, 0, 0) };
    const unheard = (capacity: number) => assessed(evidenceOf({ rain, levels: { 'l-b': steady(-60, 0, 0.6) } }), town(capacity));
    // 24 mm in six hours are some 2700 m³ at worst, for the two lands together: without the 1620 they fit into 4000 m³, and with them not; into 8000 either way.
    expect(unheard(4000)).toMatchObject({ state: 'unknown', rankedAs: 'strained' });
    expect(unheard(4000).reasons[0]).toEqual({ code: 'level-never-heard', name: 'a' });
    expect(unheard(8000)).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'level-never-heard', name: 'a' }] });
    // 1576 m³ of room: it may be full by what is on its way from there alone.
    expect(unheard(1600)).toMatchObject({ state: 'unknown', rankedAs: 'exhausted' });
    expect(unheard(1600).reasons).toContainEqual({ code: 'limit-perhaps-reached', name: 'b' });
    // It was empty ten minutes ago, and no rain has fallen since.
    const silent = assessed(evidenceOf({ rain, levels: { 'l-b': steady(-60, 0, 0.6), 'l-a': steady(-60, -10, 0.6) } }), town(4000));
    expect(silent).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'level-silent', name: 'a', minutesOld: 10 }] });
    // Its silence may make it unknown, and so its sensor is a single point.
    expect(silent.redundancy.singlePoints).toEqual(['l-b', 'l-a', 'r-c', 'r-up']);
    // Its gauge is counted, and so is its level sensor.
    expect(silent.redundancy).toMatchObject({ rainGauges: { speaking: 2, of: 2 }, levelSensors: { speaking: 1, of: 2 } });
  });

  it('is not known to be exhausted by what a silent basin upstream is only thought to hold', () => {
    const town = drained([land('c'), land('up')], [basin('b', 'c'), basin('a', 'up', { outlet: litresPerSecond(100) })], [{ from: 'c', to: 'b' }, { from: 'up', to: 'a' }, { from: 'a', to: 'b' }]);
    // 200 m³ of room. What the upper one held ten minutes ago is 60 m³ less now, give or take 24 and a tenth of those 60; nine tenths of it stay in the lower one.
    const held = (volume: number) => assessed(evidenceOf({ rain: { ...DRY, 'r-up': steady(-1440, 0, 0) }, levels: { 'l-b': series([0, 0.6 + 1600 / 1200]), 'l-a': series([-10, 0.6 + volume / 1200]) } }), town);
    // 230 ± 30 m³: 207, but 180 at best.
    expect(held(290)).toMatchObject({ state: 'unknown', rankedAs: 'exhausted', reasons: [{ code: 'level-silent', name: 'a', minutesOld: 10 }, { code: 'limit-inevitable', name: 'b' }] });
    // 340 ± 30 m³: 279 at best.
    expect(held(400).state).toBe('exhausted');
    expect(held(400).reasons).toContainEqual({ code: 'level-silent', name: 'a', minutesOld: 10 });
  });

  // Half a metre is 600 m³; the outlet gives 0.6 m³ a minute, and two words may be 96 m³ apart, 8 cm.
  it('a level that falls by more than can have left is not believed: the worse of its two words is', () => {
    const fell = (to: number, minutes = 1) => assessed(evidenceOf({ rain: DRY, levels: { 'l-b': [...steady(-60, -minutes, 1.35), ...steady(1 - minutes, 0, to)] } }));
    const answer = fell(0.85);
    expect(answer).toMatchObject({ state: 'unknown', reasons: [{ code: 'level-fell', name: 'b' }, {}] });
    // As if it stood at 1.35 m: 0.6 + (900 + 24)/48.6.
    near(answer.canTake[1]!.middle, 19.61);
    expect(fell(0.85, 30).state).toBe('unknown');
    expect(fell(1.28).state).toBe('strained');
    expect(fell(1.26).state).toBe('unknown');
  });

  it('a level that leapt up by more than can have come, and is back from that, is believed again', () => {
    const leapt = assessed(evidenceOf({ rain: DRY, levels: { 'l-b': [...steady(-60, -10, 0.7), ...steady(-9, -5, 1.9), ...steady(-4, 0, 0.7)] } }));
    expect(leapt.state).toBe('ready');
    // Half-way down too, and not to below where it was: 0.6 m are 120 m³ less, and 96 is what two words may be apart.
    const downTo = (level: number) => codes(evidenceOf({ rain: DRY, levels: { 'l-b': [...steady(-60, -10, 0.7), ...steady(-9, -5, 1.9), ...steady(-4, 0, level)] } }));
    expect(downTo(1.2)).not.toContain('level-fell');
    expect(downTo(0.6)).toContain('level-fell');
    // While it stands there it counts.
    expect(assessed(evidenceOf({ rain: DRY, levels: { 'l-b': [...steady(-60, -6, 0.7), ...steady(-5, 0, 1.9)] } })).state).toBe('strained');
  });

  it('a level that falls while people pump, or are at its sensor, is believed, and no other', () => {
    const fell = (after: number, until: number) =>
      assessed({
        ...evidenceOf({ rain: DRY, levels: { 'l-b': [...steady(-60, -30, 1.35), ...steady(-29, 0, 0.85)] } }),
        letOut: ({ id }) => (id === 'b' ? [{ after: shifted(NOON, after * MINUTE), until: shifted(NOON, until * MINUTE) }] : []),
      });
    // 300 m³: at worst 0.6 + (1500 − 24 + …)/58.32 = 25.9 mm in half an hour, and 29 in six.
    expect(fell(-29.8, -29.2)).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, {}] });
    expect(fell(-10, -9).state).toBe('ready');
    expect(fell(-50, -30).reasons).toContainEqual({ code: 'level-fell', name: 'b' });
  });

  it('a level that has fallen is believed once as much can have run out', () => {
    // 60 m³ a minute, when the pump is strong: in ten minutes of silence 600 m³.
    const fast = drained(TOWN.catchments, [basin('b', 'c', { outlet: litresPerSecond(1000) })], TOWN.network);
    const fell = (silent: number) => assessed(evidenceOf({ rain: DRY, levels: { 'l-b': [...steady(-60, -silent, 1.35), ...series([0, 0.85])] } }), fast);
    expect(codes(evidenceOf({ rain: DRY, levels: { 'l-b': [...steady(-60, -1, 1.35), ...series([0, 0.85])] } }), fast)).toContain('level-fell');
    expect(fell(10).reasons.map(({ code }) => code)).not.toContain('level-fell');
  });

  it('a level that rests while water comes is not believed, and the model goes on', () => {
    const stuck = evidenceOf({ rain: { 'r-c': [...steady(-1440, -15, 0), ...steady(-14, 0, 1)] }, levels: { 'l-b': steady(-60, 0, 1.35) } });
    const answer = assessed(stuck);
    expect(answer.state).toBe('unknown');
    expect(answer.reasons[0]).toEqual({ code: 'level-stuck', name: 'b' });
    // (15 − 0.6) mm fell, of which 4.5 mm are on their way: 900 + 48.6 · 9.9 − 15 · 0.6 = 1372 m³, and in ten minutes of rain
    // and ten after it the outlet takes 12 m³ more.
    near(answer.canTake[0]!.middle, (1800 - 1372 - 4.5 * 48.6 + 12) / 48.6, 0.1);
  });
});

describe('outlets', () => {
  const pump: Pump = { kind: 'pump', id: 'p', name: 'p', position: [11, 56], organisation: 'u', from: 'b', capacity: litresPerSecond(10), stateSensor: 'p' };
  const PUMPED = drained(TOWN.catchments, [basin('b', 'c'), pump], [...TOWN.network, { from: 'b', to: 'p' }]);
  const levels = { 'l-b': steady(-60, 0, 1.35) };

  it('a pump that stands before water costs millimetres in dry weather', () => {
    const runs = assessed(evidenceOf({ rain: DRY, levels, pumps: { p: steady(-60, 0, 1) } }), PUMPED);
    const stands = assessed(evidenceOf({ rain: DRY, levels, pumps: { p: [...steady(-60, -1, 1), ...series([0, 0])] } }), PUMPED);
    // 23.563 mm in 6 h (up to 0.12 more for the ten minutes), against 0.6 + 900/48.6 whatever the duration.
    near(runs.canTake[5]!.middle, 23.62, 0.1);
    near(stands.canTake[5]!.middle, 19.12);
    near(stands.canTake[0]!.middle, 19.12);
    expect(stands.reasons.map(({ code }) => code)).toContain('pump-stopped');
  });

  it('a pump nobody hears of may stand: only the low bound falls', () => {
    const unheard = assessed(evidenceOf({ rain: DRY, levels }), PUMPED);
    near(unheard.canTake[5]!.middle, 23.62, 0.1);
    near(unheard.canTake[5]!.low, 0.6 + 876 / 58.32);
    expect(unheard.reasons.map(({ code }) => code)).toContain('pump-unheard');
  });

  it('the high sea shuts an outlet', () => {
    const sea: Sea = { kind: 'sea', id: 'sea', name: 'Fjorden', position: [11, 56], organisation: 'u', closesOutletsAt: metresAboveDatum(0.9), levelSensor: 'l-sea' };
    const town = drained(TOWN.catchments, [basin('b', 'c'), sea], [...TOWN.network, { from: 'b', to: 'sea' }]);
    const answer = assessed(evidenceOf({ rain: DRY, levels: { ...levels, 'l-sea': steady(-60, 0, 1) } }), town);
    near(answer.canTake[5]!.middle, 19.12);
    expect(answer.reasons).toContainEqual({ code: 'outlet-shut', name: 'Fjorden', level: 1 });
    expect(answer.redundancy.levelSensors).toEqual({ speaking: 2, of: 2 });
  });

  it('a sea whose sensor falls silent leaves the outlet as it was: shut stays shut, open may be shut', () => {
    const sea: Sea = { kind: 'sea', id: 'sea', name: 'Fjorden', position: [11, 56], organisation: 'u', closesOutletsAt: metresAboveDatum(0.9), levelSensor: 'l-sea' };
    const town = drained(TOWN.catchments, [basin('b', 'c'), sea], [...TOWN.network, { from: 'b', to: 'sea' }]);
    const silentAfter = (level: number) => assessed(evidenceOf({ rain: DRY, levels: { ...levels, 'l-sea': steady(-60, -10, level) } }), town);
    // Shut: 0.6 + 900/48.6 mm, and nothing more by the better case's outlet: 0.6 + 924/38.88.
    near(silentAfter(1).canTake[5]!.middle, 19.12);
    near(silentAfter(1).canTake[5]!.high, 24.37);
    expect(silentAfter(1).reasons).toContainEqual({ code: 'recipient-unheard', name: 'Fjorden', wasShut: true });
    expect(silentAfter(1).redundancy.levelSensors).toEqual({ speaking: 1, of: 2 });
    near(silentAfter(0.5).canTake[5]!.middle, 23.62, 0.1);
    near(silentAfter(0.5).canTake[5]!.low, 0.6 + 876 / 58.32);
    expect(silentAfter(0.5).reasons).toContainEqual({ code: 'recipient-unheard', name: 'Fjorden' });
  });

  it('a level that does not fall as it should makes the outlet suspected, and lowers the low bound', () => {
    const fast = drained(TOWN.catchments, [basin('b', 'c', { outlet: litresPerSecond(100) })], TOWN.network);
    const answer = assessed(evidenceOf({ rain: DRY, levels }), fast);
    // 6 m³ a minute should have left for an hour.
    expect(answer.reasons).toContainEqual({ code: 'outlet-suspected', name: 'b', cubicMetres: expect.any(Number) as number });
    // The model still lets 6 m³ out each minute before the sensor corrects it.
    near(answer.canTake[5]!.low, 0.6 + (876 + 6) / 58.32, 0.06);
    const falls = evidenceOf({ rain: DRY, levels: { 'l-b': Array.from({ length: 61 }, (_, index) => ({ at: shifted(NOON, (index - 60) * MINUTE), value: 1.65 - index * 0.005 })) } });
    expect(codes(falls, fast)).not.toContain('outlet-suspected');
  });
});

import { metresAboveDatum, litresPerSecond, minutes, type Stream } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { REFERENCE_RAINS } from '../reference-rain.ts';
import { assessCatchment } from './assess-catchment.ts';
import { casesOf } from './cases.ts';
import { baseFlow, conditionsAt } from './catchment-conditions.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { catchmentModel } from './catchment-model.ts';
import { followed, followedTo } from './follow.ts';
import { basin, drained, evidenceOf, land, NOON, series, steady } from './small-catchments.ts';
import { streamRemarks } from './unexplained.ts';

// 1000 l/s for each metre, and 15 minutes to pass: 0.9 m³ for each l/s.
const UNRATED: Stream = { kind: 'stream', id: 's', name: 's', position: [11, 56], organisation: 'k', levelSensor: 'l-s', bankLevel: metresAboveDatum(1), passage: minutes(15) };
const STREAM: Stream = {
  ...UNRATED,
  rating: [{ level: metresAboveDatum(0), flow: litresPerSecond(0) }, { level: metresAboveDatum(1), flow: litresPerSecond(1000) }],
};
// A limit of its own, so that the stream is run into by what leaves c.
const TOWN = drained([land('c')], [STREAM], [{ from: 'c', to: 's' }]);
const MODEL = catchmentModel(TOWN.catchments[0]!, TOWN);
const AT = MODEL.plan.index.get('s')!;

// 0.5 mm a minute on 48.6 m³/mm for five hours: 24.3 m³ a minute, 405 l/s, and 405 · 0.9 = 364.5 m³ in the reach (less e^−18 of it).
const RAINING = { 'r-c': [...steady(-1440, -300, 0), ...steady(-299, 0, 0.5)] };
const DRY = { 'r-c': steady(-1440, 0, 0) };

function at(noon: CatchmentEvidence) {
  const track = followedTo(MODEL, followed(MODEL, noon, NOON), noon, NOON);
  const cases = casesOf(MODEL, track, conditionsAt(MODEL, noon, NOON), { gaugeSpread: new Float64Array(MODEL.plan.parts.length), suspectedOutlets: [], surfaceMayBeWet: false });
  return {
    middle: cases.middle.state.volume[AT]!, worse: cases.worse.state.volume[AT]!, better: cases.better.state.volume[AT]!,
    base: baseFlow(MODEL, track, noon, NOON)[AT]!,
  };
}

describe('the measured level of a stream that holds water', () => {
  it('is the model alone where none is heard, give or take a fifth of the area', () => {
    const { middle, worse, better, base } = at(evidenceOf({ rain: RAINING }));
    expect([middle, worse, better].map((volume) => volume.toFixed(1))).toEqual(['364.5', '437.4', '291.6']);
    expect(base).toBe(0);
  });

  it('lowers the middle to what is measured, while the worse case keeps what the model expects', () => {
    const { middle, worse, better, base } = at(evidenceOf({ rain: RAINING, levels: { 'l-s': series([0, 0.2]) } }));
    // 200 · 0.9 m³, which 2 cm or 20 l/s make 18 m³ less; 1.2 · 364.5 in the worse case.
    expect([middle, worse, better].map((volume) => volume.toFixed(1))).toEqual(['180.0', '437.4', '162.0']);
    // Nothing is taken off the rain still to come.
    expect(base).toBe(0);
  });

  it('raises it too, and what the model does not bring goes on coming', () => {
    const { middle, worse, base } = at(evidenceOf({ rain: DRY, levels: { 'l-s': series([0, 0.2]) } }));
    expect([middle, worse, base].map((value) => value.toFixed(1))).toEqual(['180.0', '198.0', '200.0']);
  });

  it('does not take the water that the reach still holds after rain for base flow', () => {
    const over = { 'r-c': [...steady(-1440, -300, 0), ...steady(-299, -20, 0.5), ...steady(-19, 0, 0)] };
    // What came falls from 405 l/s by a tenth a minute; the reservoir of domain.md §4.3 follows: Q' = Q · e^(−1/15) + I · (1 − e^(−1/15)).
    const kept = Math.exp(-1 / 15);
    let flow = 405;
    for (let minute = 1; minute <= 20; minute += 1) flow = flow * kept + 405 * Math.max(0, 1 - minute / 10) * (1 - kept);
    expect(at(evidenceOf({ rain: over, levels: { 'l-s': series([0, flow / 1000]) } })).base).toBeCloseTo(0, 3);
  });

  it('is believed the more the less the model can be trusted', () => {
    // First word at 11:59: 180 m³. In the minute 24.3 m³ come and 180 · κ + 24.3 · 15 · (1 − κ) = 191.90 stay, κ = e^(−1/15), so 12.40 leave;
    // doubt 18 κ + 0.2 · 24.3 + 0.1 · 12.40 = 22.94, the sensor's 18: gain 22.94² / (22.94² + 18²) = 0.619, and 191.90 − 0.619 · (191.90 − 225) = 212.4.
    expect(at(evidenceOf({ rain: RAINING, levels: { 'l-s': series([-1, 0.2], [0, 0.25]) } })).middle).toBeCloseTo(212.4, 1);
  });

  it('that rests while far more must have come is not believed', () => {
    // Stuck at 50 l/s, 45 m³. The sensor and the model together may be 2 · (18 + 0.2 · 364.5) = 182 m³ out.
    expect(at(evidenceOf({ rain: RAINING, levels: { 'l-s': steady(-420, 0, 0.05) } })).middle).toBeGreaterThan(150);
  });

  it('goes on as it was last heard while the sensor is silent: silence stops no spring', () => {
    // Ten minutes of silence after 200 l/s in dry weather.
    expect(at(evidenceOf({ rain: DRY, levels: { 'l-s': steady(-60, -10, 0.2) } })).base).toBeCloseTo(200, 1);
  });
});

describe('a stream whose level rests while water comes', () => {
  const answer = (evidence: CatchmentEvidence, town = TOWN) => {
    const model = catchmentModel(town.catchments[0]!, town);
    return assessCatchment(model, followedTo(model, followed(model, evidence, NOON), evidence, NOON), evidence, { steps: [], places: [], references: REFERENCE_RAINS, designRain: null }, NOON);
  };
  // 200 l/s in dry weather; half an hour of rain that brings 405 l/s more.
  const JAMS = { 'r-c': [...steady(-1440, -30, 0), ...steady(-29, 0, 0.5)] };
  const moving = steady(-120, -60, 0.2).map(({ at: when }, index) => ({ at: when, value: index % 2 === 0 ? 0.2 : 0.204 }));
  const jammed = evidenceOf({ rain: JAMS, levels: { 'l-s': [...moving, ...steady(-59, 0, 0.2)] } });

  it('is not believed, and the answer that rests on it says so', () => {
    expect(answer(jammed)).toMatchObject({ state: 'unknown', reasons: [{ code: 'watch-stuck', name: 's', level: 0.2 }, {}, { code: 'gauge-alone' }, {}], redundancy: { levelSensors: { speaking: 0, of: 1 } } });
    // It moves with the water: 200 l/s and 405 · (1 − e^(−t/15)) of what came.
    const flowing = JAMS['r-c'].map(({ at: when }, index) => ({ at: when, value: 0.2 + (index > 1410 ? 0.405 * (1 - Math.exp(-(index - 1410) / 15)) : 0) + (index % 2) / 500 }));
    expect(answer(evidenceOf({ rain: JAMS, levels: { 'l-s': flowing } })).state).not.toBe('unknown');
  });

  it('goes on with the base flow that it had before it jammed: what it shows meanwhile is no word of it', () => {
    expect(at(jammed).base).toBeCloseTo(200, 0);
  });

  it('leaves an answer known that does not rest on it, for six hours since it last moved', () => {
    const town = drained([land('c')], [basin('b', 'c', { capacity: 3600, outlet: litresPerSecond(900) }), { ...STREAM, bankLevel: metresAboveDatum(8), rating: [{ level: metresAboveDatum(0), flow: litresPerSecond(0) }, { level: metresAboveDatum(8), flow: litresPerSecond(8000) }] }], [{ from: 'c', to: 'b' }, { from: 'b', to: 's' }]);
    const levels = { 'l-b': steady(-1440, 0, 0.6) };
    const since = (moved: number) => answer(evidenceOf({ rain: JAMS, levels: { ...levels, 'l-s': [...steady(-1440, moved - 1, 0.25), ...steady(moved, 0, 0.2)] } }), town);
    expect(since(-360).reasons).toContainEqual({ code: 'watch-stuck', name: 's', level: 0.2 });
    expect(since(-360).state).toBe('ready');
    expect(since(-361).state).toBe('unknown');
  });
});

describe('water over the banks of a stream', () => {
  it('runs on down the valley: the next stream carries it', () => {
    const narrow: Stream = { ...STREAM, id: 'above', name: 'above', levelSensor: 'l-above', bankLevel: metresAboveDatum(0.1) };
    const town = drained([land('d'), land('c')], [narrow, STREAM], [{ from: 'c', to: 'above' }, { from: 'above', to: 's' }, { from: 'd', to: 's' }]);
    const model = catchmentModel(town.catchments[0]!, town);
    const track = followed(model, evidenceOf({ rain: { ...RAINING, 'r-d': steady(-1440, 0, 0) } }), NOON);
    // 405 l/s come to banks that hold 100; through both reaches 364.5 m³ each.
    expect(track.drainage.volume[model.plan.index.get('above')!]).toBeCloseTo(364.5, 1);
    expect(track.drainage.volume[model.plan.index.get('s')!]).toBeCloseTo(364.5, 1);
  });
});

describe('what a stream carries beside what the rain explains', () => {
  const about = (evidence: CatchmentEvidence) => streamRemarks(MODEL, followedTo(MODEL, followed(MODEL, evidence, NOON), evidence, NOON));
  /** A level that never rests: 2 mm up and down around it. */
  const around = (from: number, to: number, level: number) => steady(from, to, level).map(({ at: when, value }, index) => ({ at: when, value: value + (index % 2 === 0 ? 0.002 : -0.002) }));

  it('is less where the level stays at half of the model’s flow', () => {
    // 405 l/s should flow and 200 do. Each minute the model brings the reach up towards 364.5 m³ by (1 − κ), κ = e^(−1/15), and the sensor takes it down towards 180 by
    // the gain 0.619 of the spec above: with e above 180 left, e = 0.381 · (κ e + 0.0645 · 184.5) gives e = 7.05 and 11.5 m³ moved; 60.5 times that in an hour that fades: 694 m³.
    // The band: twice 18 m³ · 3.9 that flow away in the hour, a fifth of 1470 m³ that came, a tenth of the 12.8 · 60.5 that left: 512 m³.
    expect(about(evidenceOf({ rain: RAINING, levels: { 'l-s': around(-420, 0, 0.2) } }))).toEqual([{ code: 'less-than-rain', name: 's', cubicMetres: expect.closeTo(694, -1.5) as number }]);
    expect(about(evidenceOf({ rain: RAINING, levels: { 'l-s': around(-420, 0, 0.405) } }))).toEqual([]);
  });

  it('is more where it rises without rain, and a base flow that was there all day is usual', () => {
    expect(about(evidenceOf({ rain: DRY, levels: { 'l-s': around(-1440, 0, 0.2) } }))).toEqual([]);
    // 300 l/s more for an hour: 1080 m³, of which an hour that fades still counts 1 − 1/e, 683, and the day before calls 60/1440 · 683 of them usual.
    const released = evidenceOf({ rain: DRY, levels: { 'l-s': [...around(-1440, -60, 0.2), ...around(-59, 0, 0.5)] } });
    expect(about(released)).toMatchObject([{ code: 'more-than-rain', name: 's' }]);
    // Nobody knows yet what is usual.
    expect(about(evidenceOf({ rain: DRY, levels: { 'l-s': [...around(-120, -60, 0.2), ...around(-59, 0, 0.5)] } }))).toEqual([]);
  });
});

describe('a stream whose sensor falls silent', () => {
  const BASIN = drained([land('c')], [basin('b', 'c'), STREAM], [{ from: 'c', to: 'b' }, { from: 'b', to: 's' }]);
  const answer = (town: typeof TOWN, levels: Parameters<typeof evidenceOf>[0]['levels'], at = NOON) => {
    const model = catchmentModel(town.catchments[0]!, town);
    const evidence = evidenceOf({ rain: DRY, ...(levels === undefined ? {} : { levels }) });
    return assessCatchment(model, followedTo(model, followed(model, evidence, at), evidence, at), evidence, { steps: [], places: [], references: REFERENCE_RAINS, designRain: null }, at);
  };
  const filled = { 'l-b': steady(-60, 0, 0.6) };

  it('is told of, and leaves the answer known, where the basin before it is full long before the stream', () => {
    // 10 l/s leave the basin, and 200 flow: the stream takes 1000.
    const silent = answer(BASIN, { ...filled, 'l-s': steady(-60, -10, 0.2) });
    expect(silent).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'watch-lost', name: 's', minutesOld: 10 }] });
    expect(silent.redundancy.singlePoints).toEqual(['l-b', 'r-c']);
    expect(silent.redundancy.levelSensors).toEqual({ speaking: 1, of: 2 });
  });

  it('makes a single point of the basin of other land before it where the stream is what the answer is about, and not where it is far from its bank', () => {
    const town = drained([land('c'), land('up')], [basin('b', 'c'), basin('a', 'up'), STREAM], [{ from: 'c', to: 'b' }, { from: 'b', to: 's' }, { from: 'up', to: 'a' }, { from: 'a', to: 's' }]);
    const points = (level: number) => answer(town, { ...filled, 'l-a': steady(-60, 0, 0.6), 'l-s': steady(-60, 0, level) }).redundancy.singlePoints;
    expect(points(0.2)).not.toContain('l-a');
    // 10 l/s of each basin do not fit between 995 and 1000.
    expect(points(0.995)).toContain('l-a');
  });

  it('makes it unknown too where it was never heard: what flows beside the rain nobody knows, and it is not nothing', () => {
    expect(answer(TOWN, {})).toMatchObject({ state: 'unknown', reasons: [{ code: 'watch-silent', name: 's' }, {}] });
    expect(answer(BASIN, filled)).toMatchObject({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }, { code: 'watch-silent', name: 's' }] });
  });

  it('makes it unknown where the stream is the limit', () => {
    expect(answer(TOWN, { 'l-s': steady(-60, -10, 0.2) })).toMatchObject({ state: 'unknown', reasons: [{ code: 'watch-lost', name: 's' }, {}] });
  });

  it('makes it unknown too when the bank was reached last, when nobody has heard of it for more than six hours, and without a rating', () => {
    expect(answer(BASIN, { ...filled, 'l-s': steady(-60, -10, 1.05) })).toMatchObject({ state: 'unknown', rankedAs: 'exhausted' });
    expect(answer(BASIN, { ...filled, 'l-s': steady(-400, -360, 0.2) }).state).toBe('ready');
    expect(answer(BASIN, { ...filled, 'l-s': steady(-400, -361, 0.2) }).state).toBe('unknown');
    expect(answer({ ...BASIN, assets: [BASIN.assets[0]!, UNRATED] }, { ...filled, 'l-s': steady(-60, -10, 0.2) }).state).toBe('unknown');
  });
});

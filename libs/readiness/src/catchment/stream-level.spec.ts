import { metresAboveDatum, litresPerSecond, minutes, type Stream } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { casesOf } from './cases.ts';
import { baseFlow, conditionsAt } from './catchment-conditions.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { catchmentModel } from './catchment-model.ts';
import { followed, followedTo } from './follow.ts';
import { drained, evidenceOf, land, NOON, series, steady } from './small-catchments.ts';

// 1000 l/s for each metre, and 15 minutes to pass: 0.9 m³ for each l/s.
const STREAM: Stream = {
  kind: 'stream', id: 's', name: 's', position: [11, 56], organisation: 'k', levelSensor: 'l-s', bankLevel: metresAboveDatum(1), passage: minutes(15),
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
  const cases = casesOf(MODEL, track, conditionsAt(MODEL, noon, NOON), { gaugeSpread: 0, suspectedOutlets: [], surfaceMayBeWet: false });
  return {
    middle: cases.middle.state.volume[AT]!, worse: cases.worse.state.volume[AT]!, better: cases.better.state.volume[AT]!,
    base: baseFlow(MODEL, track.inflow, noon, NOON)[AT]!,
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
});

import { hectares, litresPerSecond, metresAboveDatum, millimetres, minutes, type Stream } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { casesOf } from './cases.ts';
import { baseFlow, conditionsAt } from './catchment-conditions.ts';
import { catchmentModel } from './catchment-model.ts';
import type { ModelCase } from './first-limit.ts';
import { trackBegun } from './model-track.ts';
import { ruralWater } from './rural-water.ts';
import { drained, evidenceOf, land, NOON, series } from './small-catchments.ts';

// 1000 l/s for each metre. The country gives its water over three hours.
const STREAM: Stream = {
  kind: 'stream', id: 's', name: 's', position: [11, 56], organisation: 'k', levelSensor: 'l-s', bankLevel: metresAboveDatum(1), passage: minutes(15),
  rating: [{ level: metresAboveDatum(0), flow: litresPerSecond(0) }, { level: metresAboveDatum(1), flow: litresPerSecond(1000) }],
};
const FIELDS = land('c', { kind: 'rural', area: hectares(400), timeOfConcentration: minutes(180), soil: { capacity: millimetres(120), exponent: 3, keptPerDay: { summer: 0.9, winter: 0.97 } } });
const MODEL = catchmentModel(FIELDS, drained([FIELDS], [STREAM], [{ from: 'c', to: 's' }]));
const [LAND, REACH] = [MODEL.plan.index.get('c')!, MODEL.plan.index.get('s')!];

/** The reservoir holds 5400 m³, of which 1 − e^(−1/180) leave in a minute: 29.917 m³ or 498.6 l/s, and as much flows at the gauge by the model. */
function measured(level?: number) {
  const track = trackBegun(MODEL, NOON, 0.4);
  track.drainage.volume[LAND] = 5400;
  track.inflow[REACH] = 498.6;
  const evidence = evidenceOf(level === undefined ? {} : { levels: { 'l-s': series([0, level]) } });
  const conditions = conditionsAt(MODEL, evidence, NOON);
  const cases = casesOf(MODEL, track, { ...conditions, dryFlow: baseFlow(MODEL, track, evidence, NOON) }, { gaugeSpread: new Float64Array(MODEL.plan.parts.length), suspectedOutlets: [], surfaceMayBeWet: false, rural: ruralWater(MODEL, track, evidence, NOON) });
  const told = ({ state, conditions: { dryFlow } }: ModelCase) => [Math.round(state.volume[LAND]!), Math.round(dryFlow[REACH]!)];
  return { middle: told(cases.middle), worse: told(cases.worse), better: told(cases.better) };
}

describe('the country above a stream', () => {
  it('holds what the model says where a level tells of it by no more than the sensor may be wrong, and give or take a fifth of the area where none does', () => {
    expect(measured(0.48)).toEqual({ middle: [5400, 0], worse: [5400, 0], better: [5400, 0] });
    expect(measured()).toEqual({ middle: [5400, 0], worse: [6480, 0], better: [4320, 0] });
  });

  it('holds less where less flows, and the worse case does not believe it', () => {
    // 374 of 498.6 l/s are three quarters.
    expect(measured(0.37395)).toEqual({ middle: [4050, 0], worse: [5400, 0], better: [4050, 0] });
    // Never less than half.
    expect(measured(0.1)).toMatchObject({ middle: [2700, 0] });
  });

  it('holds more where more flows: that sinks as it empties, while in the worse case it goes on', () => {
    // Half as much again, 747.9 l/s: 249.3 beyond the model.
    expect(measured(0.7479)).toEqual({ middle: [8100, 0], worse: [5400, 249], better: [8100, 0] });
    // Twice, 997.2 l/s, and no more; here 997.2 + 2.8.
    expect(measured(1)).toEqual({ middle: [10800, 3], worse: [5400, 501], better: [10800, 3] });
  });
});

import { hectares, HOUR, instant, millimetres, minutes, type Soil, type Catchment } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { demoSoil } from './demo-soil.ts';

const NOON = instant(Date.UTC(2026, 10, 27, 12));
const soil: Soil = { capacity: millimetres(120), exponent: 3, keptPerDay: { summer: 0.9, winter: 0.97 } };
const FIELDS: Catchment = {
  id: 'fields', name: 'fields', kind: 'rural', area: hectares(400), imperviousShare: 0.02, reductionFactor: 1, initialLoss: millimetres(1), initialLossRecovery: minutes(720),
  timeOfConcentration: minutes(90), gauges: [], organisation: 'k', ring: [], soil,
};

describe('the soil of the demo', () => {
  it('is as dry in November as its simulated ground: 8 % of the rain run off', () => {
    // (M / 120)³ = 0.08: 120 · 0.43089 = 51.706 mm.
    const said = demoSoil(FIELDS, NOON);
    expect(said.at(-1)?.mm).toBeCloseTo(51.706, 2);
  });

  it('is told for each hour of the day before, and some before that', () => {
    const said = demoSoil(FIELDS, NOON);
    expect([said[0]!.at, said.at(-1)!.at].map((at) => (NOON - at) / HOUR)).toEqual([30, 1]);
  });

  it('is nothing to land without soil', () => {
    const { soil: mud, ...paved } = FIELDS;
    expect([mud, demoSoil(paved, NOON)]).toEqual([soil, []]);
  });
});

import { expect, it } from 'vitest';
import { REFERENCE_RAINS } from '../reference-rain.ts';
import { catchmentModel } from './catchment-model.ts';
import { basin, drained, land } from './small-catchments.ts';
import { stateOf } from './state-of.ts';

const TOWN = drained([land('c')], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
const MODEL = catchmentModel(TOWN.catchments[0]!, TOWN);
const NOT_IN_SIGHT = { first: { earliest: null, latest: null }, byLimit: [{ earliest: null, latest: null }] };

/** Where the low ends of half an hour and of six hours are these. */
const judged = (half: number, six: number) => {
  const take = (minutes: number, low: number) => ({ minutes: minutes as never, middle: low + 10, low, high: low + 20, limit: { asset: 'b', name: 'b', kind: 'basin', floods: 'b' } });
  return stateOf(MODEL, { reached: [], takes: [take(30, half), take(360, six)], stop: NOT_IN_SIGHT, forecast: null }, REFERENCE_RAINS);
};

it('what takes exactly 15.0 mm in half an hour has not taken a skybrud, nor exactly 24.0 mm in six hours heavy rain: DMI’s limits are strict', () => {
  expect(judged(15.01, 24.01)).toEqual({ state: 'ready', reasons: [{ code: 'takes-reference-rains' }] });
  expect(judged(15, 24.01)).toEqual({ state: 'strained', reasons: [{ code: 'limit-below-reference', name: 'b', minutes: 30, reference: 15, low: 15 }] });
  expect(judged(15.01, 24)).toMatchObject({ state: 'strained', reasons: [{ minutes: 360, reference: 24 }] });
});

import { litresPerSecond } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { assessCatchment } from './assess-catchment.ts';
import type { CatchmentEvidence } from './catchment-evidence.ts';
import { catchmentModel, type DrainedTown } from './catchment-model.ts';
import { followed, followedTo } from './follow.ts';
import { REFERENCE_RAINS } from '../reference-rain.ts';
import { basin, drained, evidenceOf, land, NOON, series, steady } from './small-catchments.ts';

const near = (value: number | undefined, expected: number, within = 0.06) => expect(Math.abs((value ?? NaN) - expected), `${value} near ${expected}`).toBeLessThanOrEqual(within);

function takes(evidence: CatchmentEvidence, town: DrainedTown) {
  const model = catchmentModel(town.catchments[0]!, town);
  return assessCatchment(model, followedTo(model, followed(model, evidence, NOON), evidence, NOON), evidence, { steps: [], places: [], references: REFERENCE_RAINS, designRain: null }, NOON).canTake;
}

// 900 of 1800 m³, first heard now, so that the model's day before does not matter; 48.6 m³ for each mm over 0.6; the outlet takes 0.6 m³ a minute, until ten minutes after the rain.
const HALF_FULL = { 'l-b': series([0, 1.35]) };
const DRY = { 'r-c': steady(-1440, 0, 0) };

describe('what a catchment takes is less what is committed already (readiness.md §1)', () => {
  it('by the flow of dry weather: 5 l/s are 0.3 m³ a minute', () => {
    const town = (flow: number) => drained([land('c', { dryWeatherFlow: litresPerSecond(flow) })], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
    const [, without, , , , sixHours] = takes(evidenceOf({ rain: DRY, levels: HALF_FULL }), town(0));
    near(without?.middle, 0.6 + (900 + 24) / 48.6);
    // Steps of eleven minutes lose the lag of ten: the outlet works for 360.
    near(sixHours?.middle, 0.6 + (900 + 216) / 48.6);
    const [, half, , , , six] = takes(evidenceOf({ rain: DRY, levels: HALF_FULL }), town(5));
    near(half?.middle, 0.6 + (900 + 24 - 12) / 48.6);
    near(six?.middle, 0.6 + (900 + 216 - 108) / 48.6);
  });

  it('by what a basin upstream lets out, to the last of it: 100 l/s come and 10 leave until it is empty, long after the rain', () => {
    const town = (flow: number) =>
      drained([land('c'), land('up')], [basin('b', 'c'), basin('a', 'up', { outlet: litresPerSecond(flow) })], [{ from: 'c', to: 'b' }, { from: 'up', to: 'a' }, { from: 'a', to: 'b' }]);
    const said = evidenceOf({ rain: { ...DRY, 'r-up': DRY['r-c'] }, levels: { ...HALF_FULL, 'l-a': series([0, 1.35]) } });
    near(takes(said, town(0))[2]?.middle, 0.6 + (900 + 42) / 48.6, 0.1);
    // x m³ run off each land. Of the 900 + x in the upper basin nine tenths stay in the lower one, as a tenth leaves it meanwhile: 900 + x + 0.9 · (900 + x) = 1800 at 47.4 m³.
    for (const take of takes(said, town(100)).slice(0, 4)) near(take.middle, 0.6 + 47.4 / 48.6, 0.15);
    expect(takes(said, town(100))[2]?.limit.asset).toBe('b');
  });

  it('by rain that wetted the surface: two hours after a millimetre it holds 0.1 of its 0.6 mm back again', () => {
    const wet = evidenceOf({ rain: { 'r-c': [...steady(-1440, -121, 0), ...series([-120, 1]), ...steady(-119, 0, 0)] }, levels: HALF_FULL });
    near(takes(wet, drained([land('c')], [basin('b', 'c')], [{ from: 'c', to: 'b' }]))[1]?.middle, 0.1 + (900 + 24) / 48.6);
  });
});

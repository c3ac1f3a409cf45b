import { litresPerSecond, millimetres, MINUTE, minutes, shifted } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catchmentModel } from './catchment-model.ts';
import { followed, followedTo } from './follow.ts';
import { mayBeDisbelieved } from './may-be-disbelieved.ts';
import { levelDisbelief } from './model-track.ts';
import { basin, drained, evidenceOf, land, NOON, series, steady } from './small-catchments.ts';

const before = (minute: number) => shifted(NOON, -minute * MINUTE);
const alone = drained([land('c')], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
const model = catchmentModel(alone.catchments[0]!, alone);
const part = model.plan.index.get('b')!;

/** Whether it may be stuck at noon by the track of `behind` minutes before, and whether it is. */
function asked(rain: ReturnType<typeof series>, levels: ReturnType<typeof series>, behind: number) {
  const evidence = evidenceOf({ rain: { 'r-c': rain }, levels: { 'l-b': levels } });
  const track = followed(model, evidence, before(behind));
  const rained = rain.some(({ at, value }) => at > track.at && value > 0);
  return { may: mayBeDisbelieved(model, track, part, evidence, NOON, rained), is: levelDisbelief(model, followedTo(model, track, evidence, NOON), part) };
}

describe('a level that may not be believed', () => {
  it('is none that the newest word has moved, whatever rains', () => {
    // 3 mm of level are more than a sensor's noise (2 mm); 1 mm a minute brings 48.6 m³ each minute, twice the 24 m³ of 2 cm on 1200 m².
    expect(asked(steady(-60, 0, 1), series([-60, 1], [-5, 1], [0, 1.003]), 5)).toEqual({ may: false, is: undefined });
  });

  it('is none when it is dry, and the land has run off', () => {
    expect(asked(steady(-1440, 0, 0), steady(-1440, 0, 1), 5)).toEqual({ may: false, is: undefined });
  });

  it('is none while less has come than the sensor may be wrong by: 10 mm on 4.86 ha bring 486 m³, half a millimetre 24', () => {
    expect(asked([...steady(-120, -2, 0), ...series([-1, 0.5], [0, 0])], steady(-120, 0, 1), 5).may).toBe(false);
  });

  it('is one that rests through 30 mm in half an hour: 1450 m³ on 1200 m² would be more than a metre', () => {
    expect(asked([...steady(-120, -31, 0), ...steady(-30, 0, 1)], steady(-120, 0, 0.8), 5)).toEqual({ may: true, is: 'stuck' });
  });

  it('is one too when all of it fell after the track', () => {
    expect(asked([...steady(-120, -15, 0), ...steady(-14, 0, 2)], steady(-120, 0, 0.8), 15)).toEqual({ may: true, is: 'stuck' });
  });

  it('is one that falls by more than two words may be apart: 8 cm are 96 m³, and 1 mm more', () => {
    const fallen = (to: number) => asked(steady(-1440, 0, 0), [...steady(-60, -1, 1.35), ...series([0, to])], 5);
    expect(fallen(1.271)).toEqual({ may: false, is: undefined });
    expect(fallen(1.26)).toEqual({ may: true, is: 'fell' });
  });

  it('is still one minutes after it fell, whatever it says now of the lower level', () => {
    expect(asked(steady(-1440, 0, 0), [...steady(-60, -10, 1.35), ...steady(-9, -1, 0.85), ...series([0, 0.86])], 5)).toEqual({ may: true, is: 'fell' });
  });

  it('is none at its crest: what runs over moves no level', () => {
    expect(asked(steady(-60, 0, 1), steady(-60, 0, 2.1), 5)).toEqual({ may: false, is: undefined });
  });
});

it('is never left out where it is not believed: chains of basins, rural land, flow in dry weather, and levels of every kind', () => {
  const depths = fc.array(fc.constantFrom(0, 0, 0, 0.02, 0.2, 2), { minLength: 90, maxLength: 90 });
  const heights = fc.array(fc.constantFrom(undefined, undefined, 0.72, 0.8, 0.8, 0.8, 0.8, 0.8, 0.801, 0.81, 0.87, 1.4), { minLength: 90, maxLength: 90 });
  const soil = { capacity: millimetres(60), exponent: 2, keptPerDay: { summer: 0.9, winter: 0.95 } };
  const chain = (dry: number) =>
    drained(
      [land('c', dry === 0 ? {} : { dryWeatherFlow: litresPerSecond(dry) }), land('d', { gauges: ['r-d'], soil, imperviousShare: 0.1, timeOfConcentration: minutes(40) })],
      [basin('b', 'c'), basin('a', 'd', { capacity: 300, overflowTo: 'b' })],
      [{ from: 'c', to: 'b' }, { from: 'd', to: 'a' }, { from: 'a', to: 'b' }],
    );
  const said = (values: readonly (number | undefined)[]) => series(...values.flatMap((value, index): [number, number][] => (value === undefined ? [] : [[index - 89 + (index % 3) * 0.3, value]])));
  let stuck = 0;
  let fallen = 0;
  fc.assert(
    fc.property(depths, depths, heights, heights, fc.constantFrom(0, 0, 40), fc.integer({ min: 0, max: 15 }), fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 59 }), (one, other, upper, lower, dry, behind, id, second) => {
      const town = chain(dry);
      const whole = catchmentModel(town.catchments[0]!, town);
      const evidence = evidenceOf({ rain: { 'r-c': said(one), 'r-d': said(other) }, levels: { 'l-a': said(upper), 'l-b': said(lower) } });
      const track = followed(whole, evidence, before(behind));
      const now = shifted(NOON, second * 1000);
      const at = whole.plan.index.get(id)!;
      const rained = ['r-c', 'r-d'].some((gauge) => [...evidence.gauge(gauge).samples].some((word) => word.at > track.at && word.value > 0));
      const disbelief = levelDisbelief(whole, followedTo(whole, track, evidence, now), at);
      stuck += Number(disbelief === 'stuck');
      fallen += Number(disbelief === 'fell');
      if (disbelief !== undefined) expect(mayBeDisbelieved(whole, track, at, evidence, now, rained)).toBe(true);
    }),
    { numRuns: 400 },
  );
  expect(stuck).toBeGreaterThan(10);
  expect(fallen).toBeGreaterThan(10);
});

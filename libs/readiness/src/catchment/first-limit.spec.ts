import { litresPerSecond, minutes, usualConditions } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { DURATIONS } from '../can-take.ts';
import { catchmentModel, type DrainedTown } from './catchment-model.ts';
import { firstLimit } from './first-limit.ts';
import { trackBegun } from './model-track.ts';
import { REFERENCE_RAINS } from '../reference-rain.ts';
import { basin, drained, inlet, land, NOON } from './small-catchments.ts';
import { hoursUntilReady } from './until-ready.ts';

function askedOf(town: DrainedTown, catchment: string, volumes: Readonly<Record<string, number>> = {}) {
  const model = catchmentModel(town.catchments.find(({ id }) => id === catchment)!, town);
  const { drainage } = trackBegun(model, NOON, 0.5);
  for (const [id, volume] of Object.entries(volumes)) drainage.volume[model.plan.index.get(id)!] = volume;
  const given = { state: drainage, conditions: usualConditions(model.plan), underwayFactor: 1 };
  return { model, given, limit: (duration: number, guess = 20) => firstLimit(model, given, duration, guess) };
}

// At once: water that falls is in the basin, so that the closed form holds exactly.
const AT_ONCE = drained([land('c', { timeOfConcentration: minutes(0.1) })], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);

describe('the first limit', () => {
  // domain.md §4.4, rows of R_full by volume for d = 10, 30, 60, 120, 180, 360, 720, 1440 min.
  it.each([
    [450, [28.501, 28.748, 29.119, 29.859, 30.6, 32.822, 37.267, 46.156]],
    [900, [19.242, 19.489, 19.859, 20.6, 21.341, 23.563, 28.007, 36.896]],
    [1350, [9.983, 10.23, 10.6, 11.341, 12.081, 14.304, 18.748, 27.637]],
    [1700, [2.781, 3.028, 3.398, 4.139, 4.88, 7.102, 11.547, 20.435]],
  ])('of a single basin with %i m³ is the closed form', (volume, expected) => {
    const { limit } = askedOf(AT_ONCE, 'c', { b: volume });
    DURATIONS.forEach((duration, index) => {
      for (const guess of [0.1, expected[index]!, 250]) expect(Math.abs(limit(duration, guess).depth - expected[index]!), `${duration} min from ${guess}`).toBeLessThanOrEqual(0.05);
    });
  });

  it('is a little further off where water needs ten minutes: the outlet takes 6 m³ more, 0.12 mm', () => {
    const town = drained([land('c')], [basin('b', 'c')], [{ from: 'c', to: 'b' }]);
    expect(Math.abs(askedOf(town, 'c', { b: 900 }).limit(30).depth - 19.61)).toBeLessThanOrEqual(0.06);
  });

  // A quarter of the land drains to inlets of 200 l/s. Ten minutes of R mm are all on their way at the end: (R − 0.6) · 48.6 · ¼ m³
  // in 10 min is 20.25 l/s for each mm, so 200 l/s are 10.48 mm. In 30 min the flow is R · 6.75 l/s: 29.63 mm.
  const STREET = drained([land('c')], [basin('b', 'c'), inlet('i', 'c', 200)], [{ from: 'c', to: 'i', share: 0.25 }, { from: 'c', to: 'b', share: 0.75 }, { from: 'i', to: 'b' }]);
  it('is the street inlet over an empty basin, and is named', () => {
    const { limit } = askedOf(STREET, 'c');
    expect(Math.abs(limit(10).depth - 10.48)).toBeLessThanOrEqual(0.05);
    expect(limit(10).limit?.asset.id).toBe('i');
    expect(Math.abs(limit(30).depth - 29.63)).toBeLessThanOrEqual(0.05);
    expect(askedOf(STREET, 'c', { b: 1500 }).limit(10).limit?.asset.id).toBe('b');
  });

  it('counts what an upstream basin spills into the next: 2 · 48.6 · (R − 0.6) − 100 = 1000 m³ at 11.92 mm', () => {
    const shut = { outlet: litresPerSecond(0) };
    const town = drained(
      [land('up'), land('down')],
      [basin('a', 'up', { capacity: 100, overflowTo: 'b', ...shut }), basin('b', 'down', { capacity: 1000, ...shut })],
      [{ from: 'up', to: 'a' }, { from: 'a', to: 'b' }, { from: 'down', to: 'b' }],
    );
    const { limit, model } = askedOf(town, 'down');
    expect(model.limits.map(({ asset }) => asset.id)).toEqual(['b']);
    for (const duration of [10, 60, 360]) expect(Math.abs(limit(duration).depth - 11.917)).toBeLessThanOrEqual(0.05);
  });

  it('is nothing more at the crest, and no limit at all is no limit', () => {
    expect(askedOf(AT_ONCE, 'c', { b: 1800 }).limit(30)).toMatchObject({ depth: 0 });
    expect(askedOf(drained([land('c')], [], []), 'c').limit(30)).toEqual({ depth: 300 });
  });

  it('leaves the sea out of what lies upstream', () => {
    const sea = { kind: 'sea', id: 'sea', name: 'sea', position: [11, 56], organisation: 'u', closesOutletsAt: 0.9, levelSensor: 'l-sea' } as unknown as ReturnType<typeof basin>;
    const town = drained([land('c'), land('other')], [basin('b', 'c'), basin('o', 'other'), sea], [{ from: 'c', to: 'b' }, { from: 'b', to: 'sea' }, { from: 'other', to: 'o' }, { from: 'o', to: 'sea' }]);
    expect(catchmentModel(town.catchments[0]!, town).plan.parts.map(({ id }) => id)).toEqual(['c', 'b', 'sea']);
  });
});

describe('hours until ready', () => {
  it('is 35 min at 900 m³: 24 mm in 6 h need 878.76 m³ (domain.md §4.4)', () => {
    const { model, given } = askedOf(AT_ONCE, 'c', { b: 900 });
    const hours = hoursUntilReady(model, given, REFERENCE_RAINS);
    // 0.590 h, told to within five minutes and never too early.
    expect(hours).toBeGreaterThanOrEqual(0.58);
    expect(hours).toBeLessThanOrEqual(0.59 + 1 / 12 + 0.01);
  });

  it.each([1 / 12 + 1e-13, 1e-13])('is told within five minutes where the last answer was %d h', (guess) => {
    const { model, given } = askedOf(drained([land('c')], [basin('b', 'c')], [{ from: 'c', to: 'b' }]), 'c', { b: 879.5 });
    // 879.5 − 878.76 m³ at 10 l/s: 0.02 h.
    const hours = hoursUntilReady(model, given, REFERENCE_RAINS, guess);
    expect(hours).toBeGreaterThanOrEqual(0.02);
    expect(hours).toBeLessThanOrEqual(0.02 + 1 / 12 + 0.01);
  });

  it('is never while the outlet gives nothing, and now while there is room', () => {
    const shut = drained(AT_ONCE.catchments, [basin('b', 'c', { outlet: litresPerSecond(0) })], AT_ONCE.network);
    const full = askedOf(shut, 'c', { b: 1790 });
    expect(hoursUntilReady(full.model, full.given, REFERENCE_RAINS.slice(0, 1))).toBeNull();
    const empty = askedOf(shut, 'c');
    expect(hoursUntilReady(empty.model, empty.given, REFERENCE_RAINS.slice(0, 1))).toBe(0);
  });
});

import { cubicMetres, type Millimetres, millimetres } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { drawnDown } from './draw-down.ts';
import { basinsOf } from './simulated-town.ts';
import { smallTown } from './small-town.ts';
import { dryTown, inflowOf, type TownWater, waterAfterMinute } from './town-water.ts';

const everywhere = (depth: number): ReadonlyMap<string, Millimetres> => new Map(smallTown.catchments.map(({ id }) => [id, millimetres(depth)]));
const dryMinutes = (count: number): readonly number[] => new Array<number>(count).fill(0);

/** The town at the end of each minute of rain, beginning with the dry one. */
function through(rain: readonly number[]): readonly TownWater[] {
  const states = [dryTown(smallTown)];
  for (const depth of rain) states.push(waterAfterMinute(smallTown, states.at(-1) ?? dryTown(smallTown), everywhere(depth)));
  return states;
}
const cloudburst = [...new Array<number>(20).fill(1.5), ...dryMinutes(240)];

describe('a simulated town', () => {
  it('keeps the water balance of every basin: in − out − overflow = gain', () => {
    const states = through(cloudburst);
    for (const basin of basinsOf(smallTown)) {
      let unaccounted = 0;
      for (const [index, after] of states.entries()) {
        const before = states[index - 1];
        if (before === undefined) continue;
        const inflow = inflowOf(smallTown, before, basin);
        unaccounted += inflow - (after.left.get(basin.id) ?? 0) - ((after.basins.get(basin.id) ?? 0) - (before.basins.get(basin.id) ?? 0));
      }
      expect(Math.abs(unaccounted)).toBeLessThan(1e-6);
    }
  });

  it('is dry and still before rain', () => {
    const dry = dryTown(smallTown);
    // 5 % of 1800 m³.
    expect(dry.basins.get('b-large')).toBeCloseTo(90, 9);
    expect(dry.roads.get('road')).toBe(0);
    expect(dry.running.size).toBe(0);
  });

  it('fills the large basin and overflows the small one in a cloudburst', () => {
    const states = through(cloudburst);
    expect(states.some((state) => (state.overflow.get('b-small') ?? 0) > 0)).toBe(true);
    expect(states.every((state) => (state.overflow.get('b-large') ?? 0) === 0)).toBe(true);
  });

  it('has water on the road only while it pours or the basin nearby spills', () => {
    expect(Math.max(...through(new Array<number>(30).fill(0.2)).map((state) => state.roads.get('road') ?? 0))).toBe(0);
    expect(Math.max(...through(cloudburst).map((state) => state.roads.get('road') ?? 0))).toBeGreaterThan(0.35);
  });

  it('starts a pump late and stops it later still', () => {
    const shares = through([...cloudburst, ...dryMinutes(400)]).map((state) => ({ share: (state.basins.get('b-small') ?? 0) / 300, runs: state.running.has('pump') }));
    const start = shares.findIndex(({ runs }) => runs);
    // A pump sees what stood in its basin at the end of the minute before.
    expect(shares[start - 1]?.share).toBeGreaterThanOrEqual(0.3);
    expect(shares[start - 2]?.share).toBeLessThan(0.3);
    expect(shares.slice(start).filter(({ share }) => share > 0.11).every(({ runs }) => runs)).toBe(true);
    expect(shares.at(-1)?.runs).toBe(false);
  });

  it('lets nothing out of a pumped basin whose pump stands still', () => {
    const states = through(dryMinutes(60));
    expect(states.at(-1)?.basins.get('b-small')).toBe(states[0]?.basins.get('b-small'));
  });

  it('has its stream still rising half an hour after the last drop, when the country answers', () => {
    const stored = through(cloudburst).map((state) => state.streams.get('stream') ?? cubicMetres(0));
    expect(stored[50]).toBeGreaterThan(stored[20] ?? Number.POSITIVE_INFINITY);
  });
});

describe('drawing the town down', () => {
  it('takes a share of all storm water, and with a whole share leaves the town dry', () => {
    const dry = dryTown(smallTown);
    const wet = through(cloudburst.slice(0, 30)).at(-1) ?? dry;
    const half = drawnDown(wet, dry, 0.5);
    expect(half.basins.get('b-large')).toBeCloseTo(((wet.basins.get('b-large') ?? 0) + 90) / 2, 9);
    expect(drawnDown(wet, dry, 1).basins).toEqual(new Map([['b-large', cubicMetres(90)], ['b-small', cubicMetres(15)]]));
    expect(drawnDown(wet, dry, 1).paths).toEqual(dry.paths);
  });
});

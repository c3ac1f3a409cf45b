import { type Basin, cubicMetres, litresPerSecond, metresAboveDatum, minutes, years } from '@voldgrav/hydrology';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { basinAfter, basinLevel } from './basin-water.ts';

/** 1200 m² with straight sides: 1800 m³ between 0.60 m and 2.10 m. */
const basin: Basin = {
  kind: 'basin', id: 'b', name: 'B', position: [9.5, 55.7], organisation: 'o', catchment: 'c',
  storage: [
    { level: metresAboveDatum(0.6), volume: cubicMetres(0) },
    { level: metresAboveDatum(2.1), volume: cubicMetres(1800) },
  ],
  crest: metresAboveDatum(2.1), outlet: litresPerSecond(10), levelSensor: 'l', designReturnPeriod: years(5), designClimateFactor: 1,
};
const minute = minutes(1);

describe('water in a basin', () => {
  it('keeps its balance to the cubic centimetre through any storm', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 60, maxLength: 150 }), fc.integer({ min: 0, max: 200 }), (inflows, release) => {
        let volume = cubicMetres(40);
        let unaccounted = 40;
        for (const inflow of inflows) {
          const after = basinAfter(basin, volume, { inflow: cubicMetres(inflow), release: litresPerSecond(release) }, minute);
          volume = after.volume;
          unaccounted += inflow - after.outflow - after.overflow;
        }
        expect(Math.abs(unaccounted - volume)).toBeLessThan(1e-6);
        expect(volume).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('lets out 0.6 m³ a minute at 10 l/s, and no more than there is', () => {
    const half = basinAfter(basin, cubicMetres(900), { inflow: cubicMetres(0), release: litresPerSecond(10) }, minute);
    expect(half).toEqual({ volume: 899.4, outflow: 0.6, overflow: 0 });
    const last = basinAfter(basin, cubicMetres(0.25), { inflow: cubicMetres(0), release: litresPerSecond(10) }, minute);
    expect(last).toEqual({ volume: 0, outflow: 0.25, overflow: 0 });
  });

  it('does not run over at exactly its crest', () => {
    const after = basinAfter(basin, cubicMetres(1800), { inflow: cubicMetres(0.6), release: litresPerSecond(10) }, minute);
    expect(after.overflow).toBe(0);
  });

  it.each([
    [0, 0.6],
    [900, 1.35],
    [1800, 2.1],
    // 60 m³ more on 1200 m² is 5 cm.
    [1860, 2.15],
  ])('of %f m³ stands at %f m', (volume, level) => {
    expect(basinLevel(basin, cubicMetres(volume))).toBeCloseTo(level, 9);
  });
});

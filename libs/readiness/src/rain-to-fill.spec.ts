import { cubicMetres, litresPerSecond, millimetres, reducedHectares } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { DURATIONS } from './can-take.ts';
import { rainToFill } from './rain-to-fill.ts';

const basin = (volume: number, outlet = 10, remainingLoss = 0.6) => ({
  reducedArea: reducedHectares(4.86),
  capacity: cubicMetres(1800),
  volume: cubicMetres(volume),
  outlet: litresPerSecond(outlet),
  remainingLoss: millimetres(remainingLoss),
});
const rounded = (volume: number, outlet?: number) => DURATIONS.map((duration) => Number(rainToFill(basin(volume, outlet), duration).toFixed(3)));

// All expected values: domain.md §4.4, A_red 4.86 ha, V_max 1800 m³, Q_out 10 l/s, L 0.6 mm.
describe('rain that fills the basin', () => {
  it.each([
    [0, [37.76, 38.007, 38.378, 39.119, 39.859, 42.081, 46.526, 55.415]],
    [450, [28.501, 28.748, 29.119, 29.859, 30.6, 32.822, 37.267, 46.156]],
    [900, [19.242, 19.489, 19.859, 20.6, 21.341, 23.563, 28.007, 36.896]],
    [1350, [9.983, 10.23, 10.6, 11.341, 12.081, 14.304, 18.748, 27.637]],
    [1700, [2.781, 3.028, 3.398, 4.139, 4.88, 7.102, 11.547, 20.435]],
  ])('from %i m³', (volume, expected) => {
    expect(rounded(volume)).toEqual(expected);
  });

  it('is the same for every duration when the outlet is closed', () => {
    expect(rounded(0, 0)).toEqual(Array(8).fill(37.637));
  });

  it('loses the initial loss when the surface is wet', () => {
    expect(rainToFill(basin(900, 10, 0), DURATIONS[5] ?? DURATIONS[0]!)).toBeCloseTo(22.963, 3);
  });
});

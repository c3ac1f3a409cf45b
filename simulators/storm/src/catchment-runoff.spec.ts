import { type Catchment, cubicMetres, hectares, millimetres, minutes } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { dryPaths, type RunoffPath, runoffAfter } from './catchment-runoff.ts';

const catchment: Catchment = {
  id: 'c', name: 'C', kind: 'urban', area: hectares(12), imperviousShare: 0.45, reductionFactor: 0.9, initialLoss: millimetres(0.6),
  initialLossRecovery: minutes(720), timeOfConcentration: minutes(10), gauges: [], organisation: 'o', ring: [],
};
const minute = minutes(1);

function run(path: RunoffPath, rain: readonly number[]) {
  const outflows: number[] = [];
  for (const depth of rain) {
    const after = runoffAfter(path, millimetres(depth), minute);
    outflows.push(after.outflow);
    path = after.path;
  }
  return { outflows, path };
}
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('runoff from a catchment', () => {
  it('follows the linear reservoir of domain.md §4.3 in each of its two', () => {
    // K = 10 min, step 5 min, 100 l/s in for two steps: Q 39.347, 63.212 at the steps' ends, so S = Q·K = 23.608, 37.927 m³.
    const path: RunoffPath = { area: hectares(1), wholeLoss: millimetres(0), loss: millimetres(0), delay: minutes(20), upper: cubicMetres(0), lower: cubicMetres(0) };
    // 100 l/s for 5 min is 30 m³, 3 mm on 1 ha.
    const first = runoffAfter(path, millimetres(3), minutes(5));
    expect(first.path.upper).toBeCloseTo(39.347 * 0.6, 3);
    const second = runoffAfter(first.path, millimetres(3), minutes(5));
    expect(second.path.upper).toBeCloseTo(63.212 * 0.6, 3);
  });

  it('takes the initial loss first and keeps every drop after it', () => {
    const [path] = dryPaths(catchment);
    if (path === undefined) throw new Error('an urban catchment has one path');
    const { outflows, path: after } = run(path, [0.2, 0.4, 1.2, 4, 8, 0, 0, 0]);
    expect(sum(outflows.slice(0, 2))).toBeCloseTo(0, 12);
    // (13.8 − 0.6) mm on 88 % of 4.86 reduced ha is 564.5376 m³.
    expect(sum(outflows) + after.upper + after.lower).toBeCloseTo(564.5376, 9);
  });

  it('regains its loss in twelve dry hours', () => {
    const [path] = dryPaths(catchment);
    if (path === undefined) throw new Error('an urban catchment has one path');
    expect(run(path, [1, ...new Array<number>(360).fill(0)]).path.loss).toBeCloseTo(0.3, 9);
    expect(run(path, [1, ...new Array<number>(800).fill(0)]).path.loss).toBe(0.6);
  });

  it('comes from soft ground in the country, hours later', () => {
    const rural: Catchment = { ...catchment, kind: 'rural', area: hectares(100), imperviousShare: 0.02, timeOfConcentration: minutes(180) };
    const cloudburst = [...new Array<number>(30).fill(1), ...new Array<number>(600).fill(0)];
    const peakAt = (path: RunoffPath) => {
      const { outflows } = run(path, cloudburst);
      return outflows.indexOf(Math.max(...outflows));
    };
    const [hard, soft] = dryPaths(rural);
    if (hard === undefined || soft === undefined) throw new Error('a rural catchment has two paths');
    expect(peakAt(soft)).toBeGreaterThan(90);
    expect(peakAt(soft)).toBeGreaterThan(peakAt(hard));
  });
});

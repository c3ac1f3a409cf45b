import { describe, expect, it } from 'vitest';
import { levelAt, type StorageCurve, volumeAt } from './storage-curve.ts';
import { cubicMetres, metresAboveDatum } from './units.ts';

const point = (level: number, volume: number) => ({ level: metresAboveDatum(level), volume: cubicMetres(volume) });
const CURVE: StorageCurve = [point(0.5, 0), point(1.5, 1000), point(2.5, 3000)];

describe('a storage curve', () => {
  it.each([
    ['at the bottom', 0.5, 0],
    ['between points', 1, 500],
    ['at a point', 1.5, 1000],
    ['in the wider part', 2, 2000],
    ['at the top', 2.5, 3000],
    ['below the bottom', -1, 0],
    ['above the top', 9, 3000],
  ])('%s', (_case, level, volume) => {
    expect(volumeAt(CURVE, metresAboveDatum(level))).toBe(volume);
  });

  it('gives the level back from the volume', () => {
    expect(levelAt(CURVE, cubicMetres(2000))).toBe(2);
    expect(levelAt(CURVE, cubicMetres(0))).toBe(0.5);
  });
});

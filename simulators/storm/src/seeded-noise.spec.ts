import { describe, expect, it } from 'vitest';
import { bellNoise, uniformNoise } from './seeded-noise.ts';

const draws = Array.from({ length: 4000 }, (_, index) => index);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seeded noise', () => {
  it('is the same for the same seed and subject', () => {
    expect(uniformNoise(7, 'g-01', 12)).toBe(uniformNoise(7, 'g-01', 12));
  });

  it('differs by seed, by subject and by number', () => {
    const asked = [uniformNoise(7, 'g-01', 12), uniformNoise(8, 'g-01', 12), uniformNoise(7, 'g-02', 12), uniformNoise(7, 'g-01', 13)];
    expect(new Set(asked).size).toBe(4);
  });

  it('fills 0 to 1 evenly', () => {
    const values = draws.map((index) => uniformNoise(1, 'even', index));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    // Four thousand draws: the mean's own deviation is 0.289/√4000 = 0.0046.
    expect(Math.abs(mean(values) - 0.5)).toBeLessThan(0.02);
  });

  it('in its bell shape stays within ±1 about 0', () => {
    const values = draws.map((index) => bellNoise(1, 'bell', index));
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
  });
});

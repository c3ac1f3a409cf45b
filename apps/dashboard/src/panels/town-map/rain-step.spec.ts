import { describe, expect, it } from 'vitest';
import { rainStep } from './rain-step.ts';

describe('the map’s steps of rain', () => {
  it.each([
    [0, 0],
    [0.1, 1],
    [1.9, 1],
    [2, 2],
    [9.9, 3],
    [10, 4],
    [15, 5],
    [60, 5],
  ])('%d mm is step %i', (mm, step) => {
    expect(rainStep(mm)).toBe(step);
  });
});

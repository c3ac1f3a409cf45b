import { describe, expect, it } from 'vitest';
import { lossAfterStep } from './initial-loss.ts';
import { millimetres, minutes } from './units.ts';

const LOSS = { whole: millimetres(0.6), recovery: minutes(720) };
const STEP = minutes(5);

describe('initial loss', () => {
  it('follows the worked example: 0.4 mm after the first rain, and 0.0250 mm after step 16', () => {
    // domain.md §4.2: rain 0.2 0.4 1.2 4.0 8.0 6.0 3.0 1.0 0.4 0.2 then six dry steps of 5 min.
    const rain = [0.2, 0.4, 1.2, 4, 8, 6, 3, 1, 0.4, 0.2, 0, 0, 0, 0, 0, 0].map(millimetres);
    const after = (steps: number) => rain.slice(0, steps).reduce((remaining, depth) => lossAfterStep(remaining, depth, STEP, LOSS), LOSS.whole);
    expect(after(1)).toBeCloseTo(0.4, 12);
    expect(after(2)).toBeCloseTo(0, 12);
    expect(after(16)).toBeCloseTo(0.025, 12);
  });

  it('never recovers beyond what a dry surface holds', () => {
    expect(lossAfterStep(millimetres(0.599), millimetres(0), STEP, LOSS)).toBe(0.6);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StillRun } from './still-run.ts';

const TOLERANCE = 2;

/** Gone through from the end, as the flat-line check does. */
function counted(values: readonly number[]): number {
  let still = 0;
  while (still + 1 < values.length) {
    const span = values.slice(-(still + 2));
    if (Math.max(...span) - Math.min(...span) >= TOLERANCE) break;
    still += 1;
  }
  return still;
}

describe('a run that stands still', () => {
  it('is as long as if it were counted each time, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 40 }), fc.nat(40), (values, forgotten) => {
        const run = new StillRun(TOLERANCE, 100);
        values.forEach((value, index) => {
          if (index === forgotten) run.forget();
          const until = values.slice(0, index + 1);
          expect(run.next(value, { length: until.length, valueAt: (place) => until[place] as number })).toBe(counted(until));
        });
      }),
    );
  });

  it('is not counted further than anybody asks', () => {
    const run = new StillRun(TOLERANCE, 5);
    expect(run.next(0, { length: 20, valueAt: () => 0 })).toBe(5);
  });
});

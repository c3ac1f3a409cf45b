import { describe, expect, it } from 'vitest';
import { withMeanwhile } from './capacity-points.ts';

const points = (...times: readonly number[]) => times.map((at) => ({ at, mm: at }));

describe('what a basin could take', () => {
  it('goes on with what came in while its history was on its way', () => {
    expect(withMeanwhile(points(1, 2, 3), points(4, 5))).toEqual(points(1, 2, 3, 4, 5));
  });

  it('has each moment once: what the server knows already is the server\'s', () => {
    expect(withMeanwhile(points(1, 2, 3), [{ at: 2.5, mm: 9 }, { at: 3, mm: 9 }, { at: 4, mm: 4 }])).toEqual(points(1, 2, 3, 4));
  });

  it('is what came in, where there is no history yet', () => {
    expect(withMeanwhile([], points(1))).toEqual(points(1));
  });
});

import { describe, expect, it } from 'vitest';
import { inTimeOrder } from './in-time-order.ts';

const points = [{ t: 10, level: 1 }, { t: 30, level: 3 }];

describe('a point among the points of a chart', () => {
  it('is put where its time belongs, also when it came late or first', () => {
    expect(inTimeOrder(points, { t: 40, level: 4 }).map(({ t }) => t)).toEqual([10, 30, 40]);
    expect(inTimeOrder(points, { t: 20, level: 2 }).map(({ t }) => t)).toEqual([10, 20, 30]);
    expect(inTimeOrder(points, { t: 5, level: 0 }).map(({ t }) => t)).toEqual([5, 10, 30]);
    expect(inTimeOrder([], { t: 5, level: 0 })).toEqual([{ t: 5, level: 0 }]);
  });

  it('does not replace one of the same moment', () => {
    expect(inTimeOrder(points, { t: 30, level: 9 })).toBe(points);
  });

  it('pushes the oldest out of a series that is full', () => {
    const full = Array.from({ length: 1_500 }, (_, t) => ({ t }));
    const next = inTimeOrder(full, { t: 1_500 });
    expect([next.length, next[0]?.t, next.at(-1)?.t]).toEqual([1_500, 1, 1_500]);
  });
});

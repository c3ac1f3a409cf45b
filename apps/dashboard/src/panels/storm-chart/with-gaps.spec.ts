import { describe, expect, it } from 'vitest';
import { withGaps } from './with-gaps.ts';

const point = (t: number) => ({ t, level: t / 100, flag: 1 });

describe('gaps in a line', () => {
  it('are holes, never joined', () => {
    expect(withGaps([point(100), point(200), point(600)], 300)).toEqual([[100, 1], [200, 2], [201, null], [600, 6]]);
  });

  it('begin only beyond the longest distance allowed', () => {
    expect(withGaps([point(100), point(400)], 300)).toEqual([[100, 1], [400, 4]]);
  });
});

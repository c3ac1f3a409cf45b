import { describe, expect, it } from 'vitest';
import { withObservation } from './with-observation.ts';

const DRAWN = [{ t: 1, level: 0.5, flag: 1 }, { t: 2, level: 9, flag: 1 }, { t: 3, level: 0.6, flag: 1 }];

describe('a point that is already drawn', () => {
  it('stays as it is when the same moment is told again', () => {
    expect(withObservation(DRAWN, { flag: 1 }, { t: 2, level: 8, flag: 1 })).toEqual(DRAWN);
  });

  it('is marked when it is called suspect after all', () => {
    expect(withObservation(DRAWN, { flag: 3, revised: true }, { t: 2, level: 9, flag: 3 })[1]).toEqual({ t: 2, level: 9, flag: 3 });
  });

  it('goes when it turns out to have failed', () => {
    expect(withObservation(DRAWN, { flag: 4, revised: true }, { t: 2, level: 9, flag: 4 }).map(({ t }) => t)).toEqual([1, 3]);
  });
});

import { MINUTE, shifted } from '@voldgrav/hydrology';
import { describe, expect, it } from 'vitest';
import { NOON, series } from './catchment/small-catchments.ts';
import { levelFailure } from './level-failure.ts';

const BASIN = { name: 'Bassin' };
const heard = (samples: ReturnType<typeof series>, failedAt?: number) => ({
  samples, staleAfter: 90_000, ...(failedAt === undefined ? {} : { failed: { at: shifted(NOON, failedAt * MINUTE), check: 'gross-range' } as const }),
});
const codeOf = (...given: Parameters<typeof levelFailure>) => levelFailure(...given)?.code;

describe('a level that cannot be relied on', () => {
  it('was never heard, or is too old by how many minutes', () => {
    expect(levelFailure(BASIN, heard([]), undefined, NOON)).toEqual({ code: 'level-never-heard', name: 'Bassin' });
    expect(levelFailure(BASIN, heard(series([-1.5, 1])), undefined, NOON)).toBeUndefined();
    expect(levelFailure(BASIN, heard(series([-10, 1])), undefined, NOON)).toEqual({ code: 'level-silent', name: 'Bassin', minutesOld: 10 });
  });

  it('is followed by a word that failed, until a good one comes', () => {
    expect(codeOf(BASIN, heard(series([-1, 1]), -0.5), undefined, NOON)).toBe('level-failed');
    expect(codeOf(BASIN, heard([], -0.5), undefined, NOON)).toBe('level-failed');
    expect(codeOf(BASIN, heard(series([0, 1]), -0.5), undefined, NOON)).toBeUndefined();
    // What fails later says nothing of now.
    expect(codeOf(BASIN, heard(series([-1, 1]), 0.5), undefined, NOON)).toBeUndefined();
  });

  it('rests though water came; that it is old is said first', () => {
    expect(codeOf(BASIN, heard(series([0, 1])), 'stuck', NOON)).toBe('level-stuck');
    expect(codeOf(BASIN, heard(series([-10, 1])), 'stuck', NOON)).toBe('level-silent');
  });
});

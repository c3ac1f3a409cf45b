// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { isWide } from './is-wide.ts';

describe('a range is said in words', () => {
  it('where it is wider than its middle (readiness.md §2)', () => {
    // The page's own two: 11 mm, 8 to 13; and "between 4 and 13 mm", whose middle may be 8.
    expect(isWide({ mm: 11, lowMm: 8, highMm: 13 })).toBe(false);
    expect(isWide({ mm: 8, lowMm: 4, highMm: 13 })).toBe(true);
  });

  it('and not where it is as wide, or where nothing can be taken', () => {
    expect(isWide({ mm: 8, lowMm: 4, highMm: 12 })).toBe(false);
    expect(isWide({ mm: 0, lowMm: 0, highMm: 0 })).toBe(false);
    expect(isWide({ mm: 0, lowMm: 0, highMm: 3 })).toBe(true);
  });
});

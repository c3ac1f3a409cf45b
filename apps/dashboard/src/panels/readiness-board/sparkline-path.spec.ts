import { describe, expect, it } from 'vitest';
import { sparklinePath } from './sparkline-path.ts';

const SPAN = { from: 0, to: 100 };
const SIZE = { width: 100, height: 20, top: 40 };

describe('the sparkline', () => {
  it('goes from left to right, with more millimetres further up', () => {
    expect(sparklinePath([{ at: 0, mm: 40 }, { at: 50, mm: 20 }, { at: 100, mm: 0 }], SPAN, SIZE)).toBe('M0.0 0.0L50.0 10.0L100.0 20.0');
  });

  it('is broken where nothing was known', () => {
    expect(sparklinePath([{ at: 0, mm: 20 }, { at: 50, mm: null }, { at: 100, mm: 20 }], SPAN, SIZE)).toBe('M0.0 10.0M100.0 10.0');
  });

  it('leaves out what is older than its span and what is above its top', () => {
    expect(sparklinePath([{ at: -10, mm: 20 }, { at: 0, mm: 60 }], SPAN, SIZE)).toBe('M0.0 0.0');
  });
});
